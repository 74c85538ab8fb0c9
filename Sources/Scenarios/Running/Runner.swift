// Runs many scenario files on all cores. Files are read, judged and told in portions; each portion
// is written in the order of the files and forgotten, so memory doesn't grow with their number.

public import CEL
import Dispatch
import PolicyEngine
import Synchronization

/// Runs scenario files and reports.
public struct Runner: Sendable {
  /// The policy and everything else that all scenarios share.
  public let domain: Domain
  /// The form of the report.
  public var format: ReportFormat
  /// How many files are worked on at the same time.
  public var jobs: Int
  /// Only scenarios whose path or title holds this word are run; empty runs all.
  public var filter: String
  /// Whether to count how often each rule mattered.
  public var countsCoverage: Bool
  /// Whether the report tells what was counted.
  public var tellsCoverage = true
  /// Whether the spelling of the messages is looked at.
  public var checksSpelling = false

  /// The edition that answers in place of the one that a file chooses; its script may change it.
  public var edition: World.EditionChoice?

  /// Files whose orders every scenario has, next to its own.
  public var orders: [OrderFile] = []

  /// How many files make a portion, for each job.
  static let portion = 64

  /// Creates a runner.
  public init(
    _ domain: Domain, format: ReportFormat = .text, jobs: Int = 1, filter: String = "",
    countsCoverage: Bool = false
  ) {
    self.domain = domain
    self.format = format
    self.jobs = max(1, jobs)
    self.filter = filter
    self.countsCoverage = countsCoverage
  }

  /// Where a run writes.
  public struct Output {
    /// Takes a piece of the report.
    let report: (String) -> Void
    /// Takes what is wrong with a file.
    let problems: (Diagnostics) -> Void
    /// Whether to stop before the next portion.
    let isStopped: () -> Bool

    /// Creates an output.
    public init(
      report: @escaping (String) -> Void, problems: @escaping (Diagnostics) -> Void,
      isStopped: @escaping () -> Bool = { false }
    ) {
      self.report = report
      self.problems = problems
      self.isStopped = isStopped
    }
  }

  /// Runs files.
  ///
  /// - Parameter files: Their paths, as from ``FileSystem/scenarioFiles(_:)``.
  public func run(_ files: [String], to output: Output) -> RunSummary {
    run(files.count, name: { files[$0] }, to: output) { number throws(Diagnostics) in
      try FileSystem.readText(files[number])
    }
  }

  /// Runs texts that are made or found one by one.
  public func run(
    _ count: Int, name: @Sendable (Int) -> String, to output: Output,
    text: @Sendable (Int) throws(Diagnostics) -> SourceText
  ) -> RunSummary {
    let report = format.report
    var summary = RunSummary()
    if countsCoverage { summary.coverage = CoverageCounter(domain.policy).coverage }
    var number = 0
    var isFirst = true
    var opened = false
    for start in stride(from: 0, to: count, by: Self.portion * jobs) where !output.isStopped() {
      let range = start..<min(count, start + Self.portion * jobs)
      for outcome in outcomes(range, name, text) {
        guard let result = outcome.result else { continue }
        number += 1
        summary.add(result)
        if let coverage = outcome.coverage { summary.coverage?.add(coverage) }
        if !result.problems.isEmpty { output.problems(Diagnostics(result.problems)) }
        if !opened { output.report(report.opening()) }
        opened = true
        let part = report.part(result, number: number)
        if part.isEmpty { continue }
        output.report(isFirst ? part : report.separator + part)
        isFirst = false
      }
    }
    if !opened { output.report(report.opening()) }
    var told = summary
    if !tellsCoverage { told.coverage = nil }
    output.report(report.closing(told))
    return summary
  }

  /// What came of one file; no result when the filter leaves it out.
  private struct FileOutcome: Sendable {
    var result: ScenarioResult?
    var coverage: Coverage?
  }

  /// Works on a portion with as many threads as jobs, each taking the next file.
  private func outcomes(
    _ range: Range<Int>, _ name: @Sendable (Int) -> String,
    _ text: @Sendable (Int) throws(Diagnostics) -> SourceText
  ) -> [FileOutcome] {
    if jobs == 1 { return range.map { outcome($0, name, text) } }
    let results = Mutex(range.map { _ in FileOutcome() })
    let next = Atomic(range.lowerBound)
    withoutActuallyEscaping(name) { name in
      withoutActuallyEscaping(text) { text in
        DispatchQueue.concurrentPerform(iterations: min(jobs, range.count)) { _ in
          while true {
            let number = next.add(1, ordering: .relaxed).oldValue
            guard number < range.upperBound else { return }
            let outcome = outcome(number, name, text)
            results.withLock { $0[number - range.lowerBound] = outcome }
          }
        }
      }
    }
    return results.withLock { $0 }
  }

  private func outcome(
    _ number: Int, _ name: @Sendable (Int) -> String,
    _ text: @Sendable (Int) throws(Diagnostics) -> SourceText
  ) -> FileOutcome {
    let path = name(number)
    var title = ""
    var counter = countsCoverage ? CoverageCounter(domain.policy) : nil
    do throws(Diagnostics) {
      let source = try text(number)
      var scenario = try Scenario(source, in: domain, orders: orders)
      if let edition { scenario.world.edition = edition }
      title = scenario.title
      guard isWanted(path: path, title: title) else { return FileOutcome() }
      guard scenario.checksSomething else { throw Diagnostics(.nothingChecked(source)) }
      let checks = try scenario.run(checksSpelling: checksSpelling) { decision, _, _ in
        counter?.count(decision)
      }
      let result = ScenarioResult(path: path, title: title, checks: checks)
      return FileOutcome(result: result, coverage: counter?.coverage)
    } catch {
      guard isWanted(path: path, title: title) else { return FileOutcome() }
      return FileOutcome(
        result: ScenarioResult(path: path, title: title, checks: [], problems: error.all))
    }
  }

  private func isWanted(path: String, title: String) -> Bool {
    filter.isEmpty || path.contains(filter) || title.contains(filter)
  }
}

extension Diagnostic {
  fileprivate static func nothingChecked(_ source: SourceText) -> Diagnostic {
    Diagnostic(
      id: "nothing-checked", "nothing is checked in this scenario", at: SourceSpan(source, 0..<0),
      help: "add a step with `can: MESSAGE` and `expect: yes`, `no` or `depends`")
  }
}
