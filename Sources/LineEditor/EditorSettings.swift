// What the editor is told by its owner: how it looks, and the questions that it asks while
// a line is edited.

/// The colour of a prompt.
public enum PromptColour: Int, Sendable {
  case red = 31
  case green, yellow, blue, magenta, cyan
}

/// What stands before the line.
public struct Prompt: Equatable, Sendable {
  /// One row of text; a prompt usually ends with a space.
  public var text: String
  /// The colour, used only when the editor uses colour.
  public var colour: PromptColour?

  /// Makes a prompt.
  public init(_ text: String, colour: PromptColour? = nil) {
    self.text = text
    self.colour = colour
  }
}

/// The questions that the editor asks while a line is edited. All are asked on the thread
/// that called `readLine`, and should be answered within a few milliseconds.
public struct EditorHooks {
  /// The prompt of the next line; asked once a line.
  public var prompt: () -> Prompt
  /// The completions of the word at the cursor (a UTF-8 offset into the line).
  public var complete: (_ line: String, _ cursor: Int) -> Completions
  /// The text that would probably follow a line, shown in grey behind it.
  public var suggestion: (_ line: String) -> String?
  /// What to say in grey behind a line that waits for more; it can't be accepted as text.
  public var hint: (_ line: String) -> String?
  /// Whether Enter runs the statement; otherwise it adds a row.
  public var isComplete: (_ statement: String) -> Bool

  /// Makes hooks; each may be left out.
  public init(
    prompt: @escaping () -> Prompt = { Prompt("> ") },
    complete: @escaping (_ line: String, _ cursor: Int) -> Completions = { _, cursor in
      Completions(replaced: cursor..<cursor, offers: [])
    },
    suggestion: @escaping (_ line: String) -> String? = { _ in nil },
    hint: @escaping (_ line: String) -> String? = { _ in nil },
    isComplete: @escaping (_ statement: String) -> Bool = { _ in true }
  ) {
    self.prompt = prompt
    self.complete = complete
    self.suggestion = suggestion
    self.hint = hint
    self.isComplete = isComplete
  }
}

/// How a read ended.
public enum ReadResult: Equatable, Sendable {
  /// A statement, without the newline that ended it; it may hold several rows.
  case line(String)
  /// Ctrl-C: the line was thrown away.
  case cancelled
  /// Ctrl-D on an empty line, or the terminal is gone.
  case endOfInput
}
