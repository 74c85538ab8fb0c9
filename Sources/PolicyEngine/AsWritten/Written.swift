// A piece of a document together with the place where somebody wrote it.

public import CEL

/// A value as it was written, with its place. Equality looks at the content only.
public struct Written<Content: Sendable>: Sendable {
  /// What was written.
  public let content: Content
  /// Where it was written; `nil` when a program made it.
  public let span: SourceSpan?

  /// Creates a written value.
  public init(_ content: Content, at span: SourceSpan? = nil) {
    self.content = content
    self.span = span
  }
}

extension Written: Equatable where Content: Equatable {
  /// Whether both hold the same content, wherever they were written.
  public static func == (left: Self, right: Self) -> Bool { left.content == right.content }
}

extension Written: Hashable where Content: Hashable {
  /// Feeds the content.
  public func hash(into hasher: inout Hasher) { hasher.combine(content) }
}
