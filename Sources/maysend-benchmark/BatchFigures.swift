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
    var keys = 0
    var judged = 0
    let decoder = YAMLDecoder()
    let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let one = Timing(rounds: 3, repetitions: 1) { judged &+= run(texts, times: 1, domain) }
    let (all, generic) = Timing.pair(rounds: 3) {
      judged &+= run(texts, times: 1, jobs: cores, domain)
    } _: {
      for text in texts {
        keys &+= (try? decoder.decode(PlainScenario.self, from: text))?.script.count ?? 0
      }
    }
    precondition(keys > 0 && judged > 0, "the generated scenarios must be readable")
    let before = peakMemory
    judged &+= run(texts, times: 4, domain)
    let growth = Double(peakMemory - before) / 1_024
    return [
      Figure(
        "a generated scenario of \(bytes / count) bytes, all included, one core",
        one.median / Double(count) / 1_000, atMost: 50, "µs"),
      Figure(
        "times as fast on \(cores) cores as a YAML decoder loads them", generic.median / all.median,
        atLeast: 5, "times"),
      Figure("growth of memory from 10,000 to 40,000 scenarios", growth, atMost: 4, "MB"),
    ]
  }

  /// Runs the texts so many times over in one run and tells how many were judged.
  private static func run(
    _ texts: [String], times: Int, jobs: Int = 1, _ domain: Domain
  ) -> Int {
    let runner = Runner(domain, format: .json, jobs: jobs)
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

/// What the generated scenarios hold, for the decoder: texts only, nothing checked.
private struct PlainScenario: Decodable {
  struct Seller: Decodable {
    let brand: String
    let website: String
    let app: [String: String]
  }

  struct Order: Decodable {
    let buyer: [String: String]?
    let placed: String?
    let shipped: String?
    let delivered: String?
  }

  struct Step: Decodable {
    let can: String?
    let at: String?
    let expect: String?
    let because: [String]?
    let send: String?
    let receive: [String: String]?
    let wait: String?
  }

  let scenario: String
  let about: String
  let clock: String
  let store: String
  let seller: Seller
  let settings: [String: String]
  let orders: [String: Order]
  let messages: [String: [String: String]]
  let script: [Step]
}
