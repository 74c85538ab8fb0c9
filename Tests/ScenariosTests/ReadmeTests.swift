// What the README shows must work: its sample scenario runs as it says, and its sample rule is the
// rule of the policy.

import CEL
import Foundation
import PolicyEngine
import Scenarios
import Testing

@Suite struct ReadmeTests {
  /// The README's YAML blocks, without the indentation that a list may give them.
  private func blocks() throws -> [String] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "README.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  @Test func theSampleScenarioRunsAsExpected() throws {
    let text = try #require(try blocks().first { $0.hasPrefix("scenario:") })
    let domain = try Shipped.domain()
    let scenario = try Scenario(SourceText(name: "README.md", text: text), in: domain)
    let checks = try scenario.run()
    #expect(checks.count == 2)
    for check in checks { #expect(check.isAsExpected, "\(check.differences)") }
  }

  @Test func theSampleRuleIsARuleOfThePolicy() throws {
    let block = try #require(try blocks().first { $0.contains("- id:") })
    let domain = try Shipped.domain()
    let rule = try #require(domain.policy.rule("reviews.once-per-order"))
    #expect(block.contains("id: \(rule.id)"))
    #expect(
      block.contains(rule.document.when.content.trimmingCharacters(in: .whitespacesAndNewlines)))
  }
}
