// Exploring edges: when a message may be sent over a year.

import CEL
import PolicyEngine
import Scenarios

enum ExploreFigures {
  static func measure(_ domain: Domain) throws(Diagnostics) -> [Figure] {
    let source = SourceText(name: "benchmark", text: DecisionFigures.scenario)
    let world = try Scenario(source, in: domain).world
    return [try windows(in: world)]
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
