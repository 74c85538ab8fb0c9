// The forms in which a run is told. A report is a value without memory: each file's part depends
// on that file and its number alone, so that parts are made side by side and joined in order.

import CEL

/// One form of telling a run.
public protocol Report: Sendable {
  /// What comes before the first file.
  func opening() -> String
  /// One file's part; empty when the form has nothing to say about it.
  ///
  /// - Parameter number: the file's number, counted from 1.
  func part(_ result: ScenarioResult, number: Int) -> String
  /// What stands between two parts that are not empty.
  var separator: String { get }
  /// What comes after the last file.
  func closing(_ summary: RunSummary) -> String
}

extension CheckResult {
  /// Line and column of the step; 1 and 1 when it stands in no file.
  var place: (line: Int, column: Int) { span?.start ?? (1, 1) }
}

/// The forms by the names that people type.
public enum ReportFormat: String, CaseIterable, Sendable {
  case text, json, junit, tap, sarif

  /// The report in this form.
  public var report: any Report {
    switch self {
    case .text: TextReport()
    case .json: JSONReport()
    case .junit: JUnitReport()
    case .tap: TAPReport()
    case .sarif: SARIFReport()
    }
  }
}
