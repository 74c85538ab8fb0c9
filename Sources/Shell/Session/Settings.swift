// How a session answers, apart from what it answers.

/// The settings of a session.
public struct Settings: Hashable, Sendable {
  /// The two forms of replies.
  public enum Mode: String, CaseIterable, Sendable { case text, json }

  /// The form of replies.
  public var mode = Mode.text
  /// The columns of a row; `nil` is the width of the terminal.
  public var width: Int?
  /// Whether replies do without lines, carets and signs.
  public var isPlain = false
  /// Whether the spelling of a message is looked at when it is asked about.
  public var checksSpelling = false

  /// Makes the usual settings.
  public init() {}
}

/// What the session may ask of its surroundings.
public struct Surroundings: Sendable {
  /// Whether the user wants the running command to stop.
  public var isInterrupted: @Sendable () -> Bool

  /// Makes surroundings in which nobody interrupts.
  public init(isInterrupted: @escaping @Sendable () -> Bool = { false }) {
    self.isInterrupted = isInterrupted
  }
}
