// Ten thousand scenarios, loading included, beside what a generic YAML library needs to load them,
// and whether memory grows with their number.

import CEL
import Glibc
import Scenarios
import Yams

enum BatchFigures {
  static let count = 10_000

  static func measure(_ domain: Domain) -> [Figure] {
    let texts = ScenarioGenerator.texts(count: count, seed: 7)
    let bytes = texts.reduce(0) { $0 + $1.utf8.count }
    var nodes = 0
    var judged = 0
    let (ours, generic) = Timing.pair(rounds: 3) {
      judged &+= run(texts, times: 1, domain)
    } _: {
      for text in texts { nodes &+= (try? Yams.compose(yaml: text))?.mapping?.count ?? 0 }
    }
    precondition(nodes > 0 && judged > 0, "the generated scenarios must be readable")
    let before = peakMemory
    judged &+= run(texts, times: 4, domain)
    let growth = Double(peakMemory - before) / 1_024
    let perScenario = ours.median / Double(count) / 1_000
    return [
      Figure(
        "a generated scenario of \(bytes / count) bytes, all included, one core", perScenario,
        atMost: 50, "µs"),
      Figure(
        "how many times as fast as Yams' composer alone", generic.median / ours.median,
        atLeast: 5, "times"),
      Figure("growth of memory from 10,000 to 40,000 scenarios", growth, atMost: 4, "MB"),
    ]
  }

  /// Runs the texts so many times over in one run and tells how many were judged.
  private static func run(_ texts: [String], times: Int, _ domain: Domain) -> Int {
    let runner = Runner(domain, format: .json, jobs: 1)
    var written = 0
    let output = Runner.Output(report: { written &+= $0.utf8.count }, problems: { _ in })
    let summary = runner.run(
      texts.count * times, name: { "generated-\($0).yaml" }, to: output
    ) { number throws(Diagnostics) in
      SourceText(name: "generated-\(number).yaml", text: texts[number % texts.count])
    }
    return summary.scenarios
  }

  /// The largest resident size so far, in KB.
  private static var peakMemory: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
  }
}
