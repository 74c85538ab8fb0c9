// A run for code viewers, in SARIF 2.1.0: each answer that differs and each problem of a file is a
// result with its place.

import CEL

/// A run for code viewers.
public struct SARIFReport: Report {
  /// Creates the report.
  public init() {}

  /// The start of the log with its one run.
  public func opening() -> String {
    """
    {"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[\
    {"tool":{"driver":{"name":"maysend"}},"columnKind":"unicodeCodePoints","results":[

    """
  }
  /// A comma and a line break.
  public var separator: String { ",\n" }

  /// The file's results.
  public func part(_ result: ScenarioResult, number: Int) -> String {
    var results: [String] = []
    for problem in result.problems {
      results.append(
        self.result(
          rule: problem.id, level: problem.severity.rawValue, text: problem.message,
          path: result.path, span: problem.span))
    }
    for check in result.checks {
      for difference in check.differences {
        let text =
          "\(check.asked): \(difference.aspect): "
          + "expected \(difference.expected), got \(difference.actual)"
        results.append(
          self.result(
            rule: "different-\(difference.aspect)", level: "error", text: text, path: result.path,
            span: difference.span))
      }
    }
    return results.joined(separator: separator)
  }

  /// The end of the log.
  public func closing(_ summary: RunSummary) -> String { "\n]}]}\n" }

  private func result(
    rule: String, level: String, text: String, path: String, span: SourceSpan?
  ) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("ruleId")
      writer.string(rule)
      writer.key("level")
      writer.string(level)
      writer.key("message")
      writer.object { writer in
        writer.key("text")
        writer.string(text)
      }
      writer.key("locations")
      writer.array { writer in
        writer.object { writer in
          writer.key("physicalLocation")
          writer.object { writer in
            writer.key("artifactLocation")
            writer.object { writer in
              writer.key("uri")
              writer.string(Self.uri(path))
            }
            guard let span else { return }
            let (line, column) = span.start
            writer.key("region")
            writer.object { writer in
              writer.key("startLine")
              writer.integer(line)
              writer.key("startColumn")
              writer.integer(column)
            }
          }
        }
      }
    }
    return writer.text
  }

  /// The path as a relative or absolute reference: other characters than RFC 3986 leaves free in
  /// a path are percent-encoded.
  static func uri(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%\(digits.count == 1 ? "0" : "")\(digits)"
      }
    }
    return result
  }
}
