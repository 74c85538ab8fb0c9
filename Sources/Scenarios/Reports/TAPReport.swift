// A run in the Test Anything Protocol, version 14: one test point for each file, with what differs
// in a YAML block below it.

import CEL

/// A run in the Test Anything Protocol, version 14.
public struct TAPReport: Report {
  /// Creates the report.
  public init() {}

  /// The version.
  public func opening() -> String { "TAP version 14\n" }
  /// Nothing.
  public var separator: String { "" }

  /// The file as a test point.
  public func part(_ result: ScenarioResult, number: Int) -> String {
    let passed = result.outcome == .asExpected
    let title = result.title.isEmpty ? result.path : "\(result.path): \(result.title)"
    var text = "\(passed ? "ok" : "not ok") \(number) - \(Self.escaped(title))\n"
    guard !passed else { return text }
    text += "  ---\n"
    for problem in result.problems {
      let place = problem.span.map { "\($0.start.line):\($0.start.column): " } ?? ""
      text += "  - problem: \(Self.quoted("\(place)\(problem.message) [\(problem.id)]"))\n"
    }
    for check in result.checks where !check.isAsExpected {
      let (line, column) = check.place
      text += "  - at: \"\(line):\(column)\"\n"
      text += "    question: \(Self.quoted("\(check.asked)"))\n"
      for difference in check.differences {
        text += "    \(difference.aspect):\n"
        text += "      expected: \(Self.quoted(difference.expected))\n"
        text += "      actual: \(Self.quoted(difference.actual))\n"
      }
    }
    return text + "  ...\n"
  }

  /// The plan, and the counts as a comment.
  public func closing(_ summary: RunSummary) -> String {
    var text = ""
    if let never = summary.coverage?.neverMet, !never.isEmpty {
      text += "# never met: \(never.joined(separator: ", "))\n"
    }
    return "1..\(summary.scenarios)\n" + text + "# \(summary.sentence)\n"
  }

  /// A description: `\` and `#` are escaped, control characters become visible symbols.
  static func escaped(_ text: String) -> String {
    text.visible.reduce(into: "") { result, character in
      if character == "#" || character == "\\" { result.append("\\") }
      result.append(character)
    }
  }

  /// A double-quoted YAML scalar; JSON's escapes are YAML's.
  static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return writer.text
  }
}
