// All commands, in the order in which help lists them, and how a statement finds its own.

import CEL

extension Command {
  /// Every command.
  static let all: [Command] = [
    .load, .importOrders, .orders, .order, .messages, .show, .draft, .edit, .set, .unset, .at,
    .wait, .send,
    .receive, .undo, .redo, .reset,
    .can, .why, .whyNot, .scan, .assume, .eval,
    .when, .fix, .edges, .ask, .answer, .readings,
    .policy, .edition, .rules, .rule, .terms,
    .compare, .lint,
    .trace,
    .run, .expect, .save, .coverage,
    .help, .history, .read, .output, .mode, .settings, .quit,
  ]

  /// The command with this name.
  static func named(_ name: String) -> Command? {
    all.first { $0.names.contains(name) }
  }

  /// The command of a statement, with the words behind its name.
  ///
  /// - Throws: that there is none, with the nearest name.
  static func find(_ statement: Statement) throws(Diagnostics) -> (Command, Arguments) {
    guard let first = statement.words.first else { preconditionFailure("an empty statement") }
    if let command = named(first.lowered) {
      return (
        command,
        Arguments(command: command, statement: statement, words: statement.words.dropFirst())
      )
    }
    let names = all.flatMap(\.names)
    let nearest = first.text.lowercased().nearest(among: names).map { "did you mean `\($0)`?" }
    throw Diagnostics(
      Diagnostic(
        id: "unknown-command", "there is no command `\(first.text)`", at: first.span,
        help: nearest ?? "`help` lists the commands"))
  }
}
