// A run for programs: one JSON object, one line for each file.

public import CEL
import PolicyEngine

/// A run for programs.
public struct JSONReport: Report {
  /// Creates the report.
  public init() {}

  /// The start of the object.
  public func opening() -> String { "{\"scenarios\":[\n" }
  /// A comma and a line break.
  public var separator: String { ",\n" }

  /// The file as an object.
  public func part(_ result: ScenarioResult, number: Int) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("path")
      writer.string(result.path)
      writer.key("title")
      writer.string(result.title)
      writer.key("outcome")
      writer.string(result.outcome.rawValue)
      writer.key("checks")
      writer.array { writer in for check in result.checks { write(check, to: &writer) } }
      if !result.problems.isEmpty {
        writer.key("problems")
        writer.array { writer in for problem in result.problems { problem.write(to: &writer) } }
      }
    }
    return writer.text
  }

  /// The counts, and the coverage when it was asked for.
  public func closing(_ summary: RunSummary) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      let counts = [
        ("scenarios", summary.scenarios), ("checks", summary.checks),
        ("different_scenarios", summary.different), ("different_checks", summary.differentChecks),
        ("unusable_files", summary.unusable),
      ]
      for (name, count) in counts {
        writer.key(name)
        writer.integer(count)
      }
      writer.key("exit_status")
      writer.integer(summary.exitStatus)
    }
    var text = "\n],\n\"summary\":\(writer.text)"
    if let coverage = summary.coverage { text += ",\n\"coverage\":\(json(coverage))" }
    return text + "}\n"
  }

  private func write(_ check: CheckResult, to writer: inout JSONWriter) {
    writer.object { writer in
      check.span?.writePlace(to: &writer)
      writer.key("question")
      writer.string(check.question)
      writer.key("moment")
      writer.string(Notation(zone: check.zone).text(of: check.moment))
      writer.key("verdict")
      writer.string(check.verdict.rawValue)
      writer.key("rules")
      writer.strings(check.rules)
      guard !check.isAsExpected else { return }
      writer.key("differences")
      writer.array { writer in
        for difference in check.differences {
          writer.object { writer in
            difference.span?.writePlace(to: &writer)
            writer.key("aspect")
            writer.string(difference.aspect)
            writer.key("expected")
            writer.string(difference.expected)
            writer.key("actual")
            writer.string(difference.actual)
          }
        }
      }
      writer.key("reasons")
      writer.array { writer in
        for reason in check.reasons {
          writer.object { writer in
            writer.key("rule")
            writer.string(reason.rule)
            writer.key("sentence")
            writer.string(reason.sentence)
          }
        }
      }
    }
  }

  private func json(_ coverage: Coverage) -> String {
    var writer = JSONWriter()
    writer.array { writer in
      for entry in coverage.entries {
        writer.lineBreak()
        writer.object { writer in
          writer.key("rule")
          writer.string(entry.rule)
          for (name, count) in [
            ("decided", entry.decided), ("met", entry.met), ("nearly", entry.nearly),
          ] {
            writer.key(name)
            writer.integer(count)
          }
          if let conditions = coverage.conditions.entry(entry.rule) {
            write(conditions, to: &writer)
          }
        }
      }
      for conditions in coverage.conditions.entries where !conditions.isRule {
        writer.lineBreak()
        writer.object { writer in
          writer.key("definition")
          writer.string(FactName.shown(conditions.name))
          write(conditions, to: &writer)
        }
      }
    }
    return writer.text
  }

  private func write(_ entry: ConditionCoverage.Entry, to writer: inout JSONWriter) {
    writer.key("conditions")
    writer.array { writer in
      for (text, reach) in zip(entry.conditions, entry.reach) {
        writer.object { writer in
          writer.key("text")
          writer.string(text)
          writer.key("reach")
          writer.string(reach.rawValue)
        }
      }
    }
  }
}

extension Diagnostic {
  /// The problem as an object.
  public func write(to writer: inout JSONWriter) {
    writer.object { writer in
      if let span {
        writer.key("file")
        writer.string(span.source.name)
        span.writePlace(to: &writer)
      }
      writer.key("severity")
      writer.string(severity.rawValue)
      writer.key("id")
      writer.string(id)
      writer.key("message")
      writer.string(message)
      if let help {
        writer.key("help")
        writer.string(help)
      }
    }
  }
}

extension SourceSpan {
  /// The members `line` and `column`.
  func writePlace(to writer: inout JSONWriter) {
    let (line, column) = start
    writer.key("line")
    writer.integer(line)
    writer.key("column")
    writer.integer(column)
  }
}
