// Long output through `$PAGER`: only when a person looks at it and it would scroll away.

import Glibc

struct Pager {
  /// Whether both standard input and output are terminals.
  var isInteractive: Bool
  var size: TerminalSize
  var environment: [String: String]

  /// Quit when it fits, keep colours, leave the text on the screen.
  private static let lessOptions = "FRX"

  /// The pager for this process now.
  static var current: Pager {
    let environment = ProcessEnvironment.current
    return Pager(
      isInteractive: isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1,
      size: .current(environment: environment), environment: environment)
  }

  /// The command that a text goes through, nil when it is just written.
  func command(for text: String) -> String? {
    guard isInteractive, (environment.nonEmpty("TERM") ?? "dumb") != "dumb",
      // The next prompt takes a row too.
      size.rows(of: text) >= size.rows
    else { return nil }
    guard let chosen = environment["PAGER"] else { return "less -\(Self.lessOptions)" }
    return chosen.isEmpty || chosen == "cat" ? nil : chosen
  }

  /// Shows a text, which is already free of hostile characters.
  func show(_ text: String) {
    let bytes = Array(text.utf8)
    // What was printed before must come before it.
    fflush(nil)
    if let command = command(for: text) {
      var environment = environment
      if environment["LESS"] == nil { environment["LESS"] = Self.lessOptions }
      let status = ShellCommand(command: command, environment: environment).run(input: bytes)
      if let status, !ShellCommand.notFound.contains(status) { return }
    }
    _ = STDOUT_FILENO.writeAll(bytes)
  }
}
