// The shipped scenarios against the shipped policy: every condition of every rule and definition is
// shown to matter.

import CEL
import Foundation
import PolicyEngine
import Scenarios
import Testing

@Suite("The shipped scenarios")
struct ShippedCoverageTests {
  @Test("show what every condition changes")
  func coverage() throws {
    let root = cases.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let files = try FileSystem.scenarioFiles([root.appending(path: "Scenarios").path])
    let domain = try Shipped.domain()
    var coverage = ConditionCoverage(domain.policy)
    for test in try domain.scenarioTests(files) { coverage.count(test.decision) }
    let open = coverage.entries.flatMap { entry in
      zip(entry.conditions, entry.reach).filter { !$1.isShown }.map { "\(entry.name): \($0.0)" }
    }
    #expect(open.isEmpty, "\(open.joined(separator: "\n"))")
  }
}
