// The shipped scenarios against the shipped policy: every answer as expected, and every condition of
// every rule and definition shown to matter.

import CEL
import Foundation
import Scenarios
import Testing

@Suite("The shipped scenarios")
struct ShippedCoverageTests {
  @Test("show what every condition changes")
  func coverage() throws {
    let root = cases.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let files = try FileSystem.scenarioFiles([root.appending(path: "Scenarios").path])
    var text = ""
    let runner = Runner(try Domain.load(), jobs: 2, countsCoverage: true)
    let summary = runner.run(
      files, to: Runner.Output(report: { text += $0 }, problems: { text += $0.rendered() }))
    #expect(summary.exitStatus == 0, "\(text)")
    let open = try #require(summary.coverage).openConditions
    #expect(open.isEmpty, "\(open.map { "\($0.owner): \($0.text)" }.joined(separator: "\n"))")
  }
}
