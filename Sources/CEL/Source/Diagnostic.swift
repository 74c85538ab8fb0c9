// What is wrong with a text that somebody wrote: one struct for every static complaint, from
// YAML to policy, so that all of them are collected, sorted and shown in one way.

/// One problem in a text, with its place and a way out.
public struct Diagnostic: Hashable, Sendable {
  /// How serious a problem is.
  public enum Severity: String, Hashable, Sendable {
    /// The text can't be used.
    case error
    /// The text can be used, but probably doesn't say what is meant.
    case warning
  }

  /// How serious it is.
  public let severity: Severity
  /// A stable name in kebab case, shown in brackets: `unknown-key`.
  public let id: String
  /// One line: lower case, no full stop, the user's words in backticks.
  public let message: String
  /// Where it is; `nil` when no text is at fault, as for an unreadable file.
  public let span: SourceSpan?
  /// A way out, shown on a line of its own: `did you mean …`, `write …`.
  public let help: String?

  /// Creates a problem.
  public init(
    _ severity: Severity = .error, id: String, _ message: String, at span: SourceSpan?,
    help: String? = nil
  ) {
    self.severity = severity
    self.id = id
    self.message = message
    self.span = span
    self.help = help
  }
}

/// All problems of one text or of several; never empty.
public struct Diagnostics: Error, Hashable, Sendable {
  /// The problems sorted by place within each text, the texts in the order in which they came up;
  /// those without a place come last.
  public let all: [Diagnostic]

  /// Creates the error from problems in any order.
  public init(_ all: [Diagnostic]) {
    precondition(!all.isEmpty, "an error without a problem")
    self.all = all.inOrderOfPlaces
  }

  /// Creates the error from one problem.
  public init(_ diagnostic: Diagnostic) { all = [diagnostic] }
}

extension [Diagnostic] {
  fileprivate var inOrderOfPlaces: [Diagnostic] {
    var texts: [SourceText: Int] = [:]
    let keyed = enumerated().map { index, problem -> (text: Int, offset: Int, index: Int) in
      guard let span = problem.span else { return (.max, 0, index) }
      let next = texts.count
      let text = texts[span.source, default: next]
      texts[span.source] = text
      return (text, span.range.lowerBound, index)
    }
    return keyed.sorted(by: <).map { self[$0.index] }
  }
}
