import CEL
import Foundation
import Scenarios
import Synchronization
import Testing

@Suite("Running scenarios")
struct RunnerTests {
  /// A run over texts, with what it wrote.
  func run(
    _ texts: [(name: String, text: String)], _ configure: (inout Runner) -> Void = { _ in }
  ) throws -> (report: String, problems: String, summary: RunSummary) {
    var runner = Runner(try LampShop.domain.get())
    configure(&runner)
    var report = ""
    var problems = ""
    let output = Runner.Output {
      report += $0
    } problems: {
      problems += $0.rendered() + "\n"
    }
    let summary = runner.run(texts.count, name: { texts[$0].name }, to: output) {
      SourceText(name: texts[$0].name, text: texts[$0].text)
    }
    return (report, problems, summary)
  }

  static let lampCases: [(name: String, text: String)] = {
    files(in: "LampScenarios", extension: "yaml").map { file in
      (file.lastPathComponent, (try? String(contentsOf: file, encoding: .utf8)) ?? "")
    }
  }()

  @Test("each form of report is as agreed", arguments: ReportFormat.allCases)
  func golden(format: ReportFormat) throws {
    let (report, problems, summary) = try run(Self.lampCases) {
      $0.format = format
      $0.countsCoverage = true
    }
    try expect(report, equals: cases.appending(path: "Reports/run.\(format.rawValue)"))
    try expect(problems, equals: cases.appending(path: "Reports/problems.txt"))
    #expect(summary.exitStatus == 2)
  }

  @Test("JSON forms are JSON", arguments: [ReportFormat.json, .sarif])
  func valid(format: ReportFormat) throws {
    for texts in [Self.lampCases, [], Array(Self.lampCases.prefix(1))] {
      let report = try run(texts) { $0.format = format }.report
      _ = try JSONSerialization.jsonObject(with: Data(report.utf8))
    }
  }

  @Test("control characters never reach a report raw", arguments: ReportFormat.allCases)
  func controls(format: ReportFormat) throws {
    let text = """
      scenario: "red \\e[31m \\u0085 \\u202e end"
      clock: 2021-03-20
      messages: { "m\\a": {} }
      script: [{ can: "m\\a", expect: no }, { can: "m\\a", expect: yes }]
      """
    let report = try run([("x\u{1B}]0;y.yaml", text)]) { $0.format = format }.report
    #expect(
      !report.unicodeScalars.contains { scalar in
        (scalar.value < 0x20 && scalar != "\n") || (0x7F..<0xA0).contains(scalar.value)
          || scalar == "\u{202E}"
      })
  }

  @Test("the exit status tells what happened")
  func exitStatus() throws {
    func text(_ expected: String) -> String {
      "scenario: x\nclock: 2021-03-20\nmessages: { a: {} }\nscript: [{ can: a, expect: \(expected) }]"
    }
    #expect(try run([("a", text("no"))]).summary.exitStatus == 0)
    #expect(try run([("a", text("no")), ("b", text("yes"))]).summary.exitStatus == 1)
    #expect(try run([("a", text("yes")), ("b", "scenario: [")]).summary.exitStatus == 2)
    #expect(try run([]).summary.exitStatus == 2)
    #expect(try run([("a", text("no"))]) { $0.filter = "nobody" }.summary.exitStatus == 2)
  }

  @Test("the filter looks at paths and titles")
  func filter() throws {
    let byPath = try run(Self.lampCases) { $0.filter = "second-req" }.summary
    #expect(byPath.scenarios == 1)
    #expect(byPath.checks == 6)
    #expect(try run(Self.lampCases) { $0.filter = "Hopes" }.summary.different == 1)
  }

  @Test("any number of jobs gives the same bytes", arguments: ReportFormat.allCases)
  func jobs(format: ReportFormat) throws {
    let texts = (0..<300).map { number in
      let one = Self.lampCases[number % Self.lampCases.count]
      return (name: "\(number)-\(one.name)", text: one.text)
    }
    let single = try run(texts) {
      $0.format = format; $0.countsCoverage = true
    }
    for jobs in [2, 5] {
      let parallel = try run(texts) {
        $0.format = format
        $0.jobs = jobs
        $0.countsCoverage = true
      }
      #expect(parallel.report == single.report)
      #expect(parallel.problems == single.problems)
      #expect(parallel.summary == single.summary)
    }
  }

  @Test("coverage tells what decided, what nearly did, and what was never met")
  func coverage() throws {
    let summary = try run([Self.lampCases[0]]) { $0.countsCoverage = true }.summary
    let coverage = try #require(summary.coverage)
    let once = try #require(coverage.entries.first { $0.rule == "letters.once" })
    #expect(once.decided == 1)
    #expect(once.nearly > 0)
    #expect(coverage.neverMet.contains("letters.late"))
  }

  @Test("folders are walked in one order, and what can't be read is told")
  func fileSystem() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "walk-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["b/z.yaml", "a.yaml", "b/a.yml", "b/.hidden.yaml", "c.txt", "b.yaml"] {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: file)
    }
    let found = try FileSystem.scenarioFiles([folder.path])
    #expect(
      found.map { $0.dropFirst(folder.path.count + 1) } == [
        "a.yaml", "b/a.yml", "b/z.yaml", "b.yaml",
      ])
    let error = #expect(throws: Diagnostics.self) {
      try FileSystem.scenarioFiles([folder.path, folder.path + "/none"])
    }
    #expect(error?.all.first?.id == "can-not-read")
  }
}
