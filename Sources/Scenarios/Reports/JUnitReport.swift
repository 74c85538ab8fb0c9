// A run for build servers, in the XML that they read from JUnit: a file is a test suite, a step
// that expects something is a test case.

import CEL

/// A run for build servers.
public struct JUnitReport: Report {
  /// Creates the report.
  public init() {}

  /// The XML declaration and the outermost element.
  public func opening() -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"maysend\">\n"
  }
  /// Nothing.
  public var separator: String { "" }

  /// The file as a test suite.
  public func part(_ result: ScenarioResult, number: Int) -> String {
    let failures = result.checks.count { !$0.isAsExpected }
    let errors = result.problems.isEmpty ? 0 : 1
    var text = "<testsuite name=\"\(Self.escaped(result.path))\""
    text += " tests=\"\(result.checks.count + errors)\""
    text += " failures=\"\(failures)\" errors=\"\(errors)\">\n"
    for check in result.checks { text += testCase(check, of: result) }
    if !result.problems.isEmpty {
      let all = Diagnostics(result.problems).rendered(plain: true)
      text += "<testcase name=\"the file can be used\" classname=\"\(Self.escaped(result.path))\">"
      text += "<error message=\"\(Self.escaped(result.problems[0].message))\">"
      text += "\(Self.escaped(all))</error></testcase>\n"
    }
    return text + "</testsuite>\n"
  }

  /// The end of the outermost element.
  public func closing(_ summary: RunSummary) -> String { "</testsuites>\n" }

  private func testCase(_ check: CheckResult, of result: ScenarioResult) -> String {
    let (line, _) = check.place
    let name = "\(check.asked) (line \(line))"
    var text = "<testcase name=\"\(Self.escaped(name))\""
    text += " classname=\"\(Self.escaped(result.title))\""
    guard !check.isAsExpected else { return text + "/>\n" }
    let differences = check.differences.map {
      "\($0.aspect): expected \($0.expected), got \($0.actual)"
    }
    let reasons = check.reasons.map { "\($0.rule): \($0.sentence)" }
    text += "><failure message=\"\(Self.escaped(differences.joined(separator: "; ")))\">"
    text += Self.escaped((differences + reasons).joined(separator: "\n"))
    return text + "</failure></testcase>\n"
  }

  /// The text for XML: markup is escaped, line breaks stay, other control characters (which XML
  /// can't hold) become visible symbols.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "&#10;"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result += String(scalar).visible
      }
    }
    return result
  }
}
