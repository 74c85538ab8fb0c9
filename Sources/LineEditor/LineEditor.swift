// A terminal turned into lines: `readLine` edits one statement and gives the terminal back
// in the state in which it was found.

import Glibc

/// Edits statements on the terminal behind standard input and output.
///
/// Not for use from several threads: `readLine` blocks its caller and asks the hooks there.
/// While an editor exists, Ctrl-C does not end the process: it cancels the line, or sets
/// `interruption` for the command that runs.
public final class LineEditor {
  /// The statements remembered, oldest first, and where they are kept.
  public private(set) var history: History
  /// Whether Ctrl-C was pressed since `readLine` returned.
  public let interruption = Interruption()

  let hooks: EditorHooks
  private let wantsColour: Bool
  var usesColour: Bool { wantsColour && usesSequences }
  /// Whether the terminal understands sequences such as "clear to the end of the screen".
  var usesSequences: Bool { nativeEditor?.canMoveUp ?? false }
  private var nativeEditor: Libedit?
  var input: KeyInput
  private var routing = SignalRouting()

  // What is going on in the line.
  var prompt = Prompt("")
  var search: HistorySearch?
  var shownSuggestion: ShownSuggestion?
  /// Whether the terminal said that pasted text follows.
  var isPasteAnnounced = false
  private var isCancelled = false
  private var hasEnded = false

  /// Opens the editor on standard input and output.
  ///
  /// Returns nil when either is not a terminal. `programName` stands before the program's
  /// own lines in `~/.editrc`.
  public init?(
    programName: String, history: History = History(file: nil), usesColour: Bool = false,
    hooks: EditorHooks = EditorHooks()
  ) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, let pipe = SignalPipe.open()
    else { return nil }
    self.history = history
    self.hooks = hooks
    wantsColour = usesColour
    input = KeyInput(terminal: STDIN_FILENO, signals: pipe)
    guard let editor = Libedit(program: programName, client: self, historyLimit: history.limit)
    else { return nil }
    nativeEditor = editor
    for statement in history.entries { editor.remember(statement) }
    // Flow control would keep ^S; exchanging ^M and ^J would hide what line ends were pasted.
    for flag in ["-ixon", "-icrnl", "-inlcr"] { editor.setEditingFlag(flag) }
    bindKeys(of: editor)
    editor.readSettings()
    // `bind -v` and `bind -e` in the settings wipe all of them.
    bindKeys(of: editor)
    routing.begin([SIGINT])
  }

  deinit { routing.end() }

  var editor: Libedit {
    // INVARIANT: set when `init` succeeds and never taken back.
    guard let nativeEditor else { preconditionFailure("used before init returned") }
    return nativeEditor
  }

  /// Edits one statement; the hooks are asked on the way.
  public func readLine() -> ReadResult {
    guard !hasEnded else { return .endOfInput }
    prompt = hooks.prompt()
    isCancelled = false
    search = nil
    shownSuggestion = nil
    isPasteAnnounced = false
    interruption.clear()
    _ = SignalPipe.drain()
    var reading = SignalRouting()
    reading.begin([SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGQUIT])
    TerminalRestoration.arm(farewell: usesSequences ? Self.pasteMarksOff : "")
    setEditing(true)
    let text = editor.readLine()
    setEditing(false)
    TerminalRestoration.disarm()
    reading.end()
    interruption.clear()
    if isCancelled { return .cancelled }
    guard var statement = text, !statement.isEmpty else {
      hasEnded = text == nil
      editor.write("\n")
      return .endOfInput
    }
    if statement.unicodeScalars.last == "\n" { statement.unicodeScalars.removeLast() }
    return .line(statement)
  }

  /// Adds a statement to the history, in memory and in its file.
  public func remember(_ statement: String) {
    if history.append(statement) { editor.remember(statement) }
  }

  /// Runs a program that takes over the terminal, such as a pager or an editor, between two
  /// lines; afterwards the terminal is as it was and Ctrl-C in that program is forgotten.
  public func lendTerminal<Result>(to body: () throws -> Result) rethrows -> Result {
    var attributes = termios()
    let isKnown = tcgetattr(STDIN_FILENO, &attributes) == 0
    defer {
      if isKnown { tcsetattr(STDIN_FILENO, TCSADRAIN, &attributes) }
      interruption.clear()
    }
    return try body()
  }

  // MARK: Terminal state

  private static let pasteMarksOn = "\u{1B}[?2004h"
  private static let pasteMarksOff = "\u{1B}[?2004l"

  func setEditing(_ isEditing: Bool) {
    if usesSequences { editor.write(isEditing ? Self.pasteMarksOn : Self.pasteMarksOff) }
    editor.setEditing(isEditing)
  }

  /// Ends the line without a result; the cursor goes below it.
  func cancel() {
    isCancelled = true
    if editor.line.isAtEnd { editor.write("^C") }
    moveBelowLine()
    search = nil
  }

  func endInput() { hasEnded = true }

  var isLineOver: Bool { isCancelled || hasEnded }

  // MARK: Keys

  /// Keys that no keyboard sends, for what the editor tells itself. `KeyInput` never lets
  /// these scalars through.
  enum PrivateKey {
    static let paste: Unicode.Scalar = "\u{90}"
    static let run: Unicode.Scalar = "\u{91}"
    static let search: Unicode.Scalar = "\u{92}"
  }

  private func bindKeys(of editor: Libedit) {
    let keys: [(String, EditorAction)] = [
      ("^I", .complete), ("^M", .enter), ("^J", .enter), ("^R", .searchBackward),
      ("^S", .searchForward), ("^F", .acceptSuggestion),
      (String(PrivateKey.paste), .paste), (String(PrivateKey.search), .continueSearch),
    ]
    let usesViKeys = editor.usesViKeys
    for (key, action) in keys {
      editor.bind(key, to: action.rawValue)
      // In vi's command mode ^F and Tab keep what vi users know.
      if usesViKeys && action != .acceptSuggestion && action != .complete {
        editor.bindInViCommands(key, to: action.rawValue)
      }
    }
    editor.bind(String(PrivateKey.run), to: "ed-newline")
    if usesViKeys {
      editor.bindInViCommands(String(PrivateKey.run), to: "ed-newline")
    } else {
      // Not with vi keys, where Escape must stay a key of its own.
      for key in ["\\e[C", "\\eOC"] {
        editor.bind(key, to: EditorAction.acceptSuggestion.rawValue)
      }
    }
  }
}
