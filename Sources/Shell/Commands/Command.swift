// A command is one entry: its name, what it does, how it is written, an example that runs. Parsing,
// help, completion and "did you mean" all read this entry.

import CEL

/// One command of the shell.
struct Command: Sendable {
  /// What a command is about.
  enum Group: String, CaseIterable, Sendable {
    case world, ask, policy, scenario, shell

    var title: String {
      switch self {
      case .world: "The world"
      case .ask: "Questions"
      case .policy: "The policy"
      case .scenario: "Scenarios"
      case .shell: "The shell"
      }
    }
  }

  /// What a command does to the session.
  enum Effect: Sendable {
    /// Changes the situation, so that `undo` takes it back.
    case changes
    /// Looks, or changes how the session answers.
    case looks
  }

  /// What a word of a command can be, for completion.
  enum Argument: Hashable, Sendable {
    case message, passage, order, orderOrMessage, rule, fact, factValue, term, edition, moment
    case file, fileOrWorld, expression
    case command, settingName, settingValue, draftField
    case words([String])
  }

  /// The names; the first is the one that help shows.
  let names: [String]
  let group: Group
  /// How it is written, such as `can [MESSAGE] [TIME]`.
  let usage: String
  /// What it does, in one line.
  let summary: String
  /// More about it, by paragraph.
  let about: [String]
  /// Statements that run, one after the other, on the sample of the tests.
  let examples: [String]
  /// The words after the name; the last one repeats.
  let arguments: [Argument]
  let effect: Effect
  let run: @Sendable (inout Session, Arguments) throws(Diagnostics) -> Reply

  var name: String { names[0] }

  init(
    _ names: String..., group: Group, usage: String, summary: String, about: [String] = [],
    examples: [String], arguments: [Argument] = [], effect: Effect = .looks,
    run: @escaping @Sendable (inout Session, Arguments) throws(Diagnostics) -> Reply
  ) {
    self.names = names
    self.group = group
    self.usage = usage
    self.summary = summary
    self.about = about
    self.examples = examples
    self.arguments = arguments
    self.effect = effect
    self.run = run
  }
}

/// The words of a statement behind the command's name.
struct Arguments: Sendable {
  let command: Command
  let statement: Statement
  /// The words.
  let words: ArraySlice<Word>

  /// The text from the first word on, as it was written.
  var rest: SourceSpan { statement.rest(from: words.startIndex) }
  var isEmpty: Bool { words.isEmpty }
  var first: Word? { words.first }

  /// The words, if there are no more than so many.
  ///
  /// - Throws: how the command is written.
  func atMost(_ count: Int) throws(Diagnostics) -> ArraySlice<Word> {
    guard words.count > count else { return words }
    throw usage("`\(command.name)` takes \(Self.count(count))", at: words[words.startIndex + count])
  }

  /// The first word.
  ///
  /// - Throws: that it is missing.
  func required(_ what: String) throws(Diagnostics) -> Word {
    guard let first = words.first else {
      throw usage("`\(command.name)` needs \(what)", at: nil)
    }
    return first
  }

  /// A problem with how the command was written.
  func usage(_ message: String, at word: Word?) -> Diagnostics {
    Diagnostics(
      Diagnostic(
        id: "usage", message, at: word?.span ?? statement.span, help: "write `\(command.usage)`"))
  }

  private static func count(_ count: Int) -> String {
    switch count {
    case 0: "no words after it"
    case 1: "one word after it"
    default: "\(count) words after it"
    }
  }
}
