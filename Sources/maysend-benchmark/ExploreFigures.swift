// Exploring edges: when a message may be sent over a year, and what would mend ten faults.

import CEL
import PolicyEngine
import Scenarios

enum ExploreFigures {
  static func measure(_ domain: Domain) throws(Diagnostics) -> [Figure] {
    let source = SourceText(name: "benchmark", text: DecisionFigures.scenario)
    let world = try Scenario(source, in: domain).world
    return [try windows(in: world), try fixes(domain)]
  }

  /// A message with ten faults, none of which has to do with another one.
  private static let faulty = """
    scenario: Ten faults
    clock: 2021-03-20T09:00-07:00
    store: amazon.com
    orders:
      112-4829301-5520193:
        buyer: { language: en-US }
        placed: 2021-03-01T10:02-08:00
        delivered: 2021-03-05
    messages:
      faulty:
        order: 112-4829301-5520193
        purpose: invoice
        channel: app
        font-sizes: 9
        margin-percent: 60
        overrides-style: yes
        centred: yes
        insecure-images: 1
        gifs: 1
        tracking-pixel: yes
        logo-with-link: yes
        unrelated-images: 2
        product-images: 1
        subject: Your order 112-4829301-5520193
        body: |
          Hello, here is the invoice for order 112-4829301-5520193.
    script:
      - can: faulty
        expect: no
    """

  private static func fixes(_ domain: Domain) throws(Diagnostics) -> Figure {
    let world = try Scenario(SourceText(name: "benchmark", text: faulty), in: domain).world
    let question = try world.question(about: Written("faulty"))
    let faults = question.decide().answer.deciding.count
    precondition(faults >= 10, "the message has \(faults) faults")
    var count = 0
    let timing = Timing(repetitions: 3) { count &+= question.fixes().all.count }
    precondition(count > 0, "the message can be mended")
    return Figure("what would mend \(faults) faults", timing.median / 1e6, atMost: 50, "ms")
  }

  /// The windows of a message over a year from the order date.
  private static func windows(in world: World) throws(Diagnostics) -> Figure {
    let question = try world.question(about: Written("first"))
    guard let until = world.clock.adding(Duration(totalNanoseconds: 365 * 86_400_000_000_000))
    else { preconditionFailure("a year from 2021 is no date") }
    var count = 0
    let timing = Timing(repetitions: 20) {
      count &+= (try? question.windows(from: world.clock, until: until).windows.count) ?? 0
    }
    precondition(count > 0, "the message has windows")
    return Figure("when a message may be sent, over a year", timing.median / 1e6, atMost: 5, "ms")
  }
}
