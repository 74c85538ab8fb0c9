// Statements one after the other from a text of many. While a message is composed, rows are taken
// as they are.

public import CEL

/// Reads a text of commands piece by piece.
public struct ScriptReader: Sendable {
  private let source: SourceText
  private var position = 0

  /// Starts at the beginning of a text.
  public init(_ source: SourceText) { self.source = source }

  /// The next statement, or the next row as it stands while `session` composes a message; `nil`
  /// at the end.
  public mutating func next(for session: Session) -> SourceSpan? {
    next(asRow: session.isComposing)
  }

  mutating func next(asRow: Bool) -> SourceSpan? {
    var scanner = StatementScanner(source, from: position)
    let span = asRow ? scanner.nextRow() : scanner.nextStatement()?.span
    position = scanner.position
    return span
  }

  /// Whether every quote of a text is closed, so that it can be run.
  public static func isComplete(_ text: String) -> Bool {
    var scanner = StatementScanner(SourceText(name: "", text: text))
    var isComplete = true
    while let statement = scanner.nextStatement() { isComplete = statement.isClosed }
    return isComplete
  }
}
