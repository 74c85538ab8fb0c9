// Why a fact is held to be so, for explanations that quote.

public import CEL

/// What a fact's state rests on.
public enum Evidence: Hashable, Sendable {
  /// Nobody said anything; the vocabulary's default.
  case standard
  /// Somebody stated it there; `nil` when it was said at a prompt.
  case stated(SourceSpan?)
  /// Found in a message: the quotes, in the order of their places.
  case found([Quote])
  /// Counted over what was sent and received.
  case tallied
}

/// A marked place in a message.
public struct Quote: Hashable, Sendable {
  /// The part of the message: `subject`, `body`, an attachment's name.
  public let part: String
  /// The place in that part's text.
  public let span: SourceSpan

  /// Creates a quote.
  public init(part: String, span: SourceSpan) {
    self.part = part
    self.span = span
  }
}
