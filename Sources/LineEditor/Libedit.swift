// The one file that knows libedit: its calls and callbacks behind Swift types. What the
// keys do is the client's matter.

import CLibEdit

/// The functions that keys can be bound to, by the names that `~/.editrc` can use.
enum EditorAction: String, CaseIterable {
  case complete = "complete-word"
  case enter = "run-or-add-row"
  case searchBackward = "search-history-backward"
  case searchForward = "search-history-forward"
  case continueSearch = "continue-search"
  case acceptSuggestion = "accept-suggestion-or-move"
  case paste = "insert-pasted-text"

  var summary: String {
    switch self {
    case .complete: "Complete the word or list how it could go on"
    case .enter: "Run the statement, or add a row to it while it is incomplete"
    case .searchBackward: "Search the history backward while typing"
    case .searchForward: "Search the history forward while typing"
    case .continueSearch: "Take the next key of a search"
    case .acceptSuggestion: "Accept the grey suggestion, or move right"
    case .paste: "Insert what the terminal marks as pasted"
    }
  }
}

/// What libedit has to do after an action.
enum EditorEffect: UInt8 {
  case nothing = 0
  case redraw = 4
  case moveCursor = 5
  case beep = 6
}

/// What libedit asks of its owner.
protocol LibeditClient: AnyObject {
  /// The prompt, literal terminal sequences between `Libedit.literal` characters.
  var promptText: String { get }
  /// The next key, or nil to end the line without a result.
  func nextKey() -> Unicode.Scalar?
  func perform(_ action: EditorAction) -> EditorEffect
}

/// A line and where the cursor stands in it.
struct EditedLine: Equatable {
  var scalars: [Unicode.Scalar]
  /// How many scalars stand before the cursor.
  var cursor: Int

  var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
  var isAtEnd: Bool { cursor == scalars.count }
}

final class Libedit {
  /// Begins and ends a part of the prompt that takes no columns.
  static let literal: Unicode.Scalar = "\u{1}"

  private let editor: OpaquePointer
  private let history: OpaquePointer
  private var prompt: UnsafeMutablePointer<CChar>?
  private unowned let client: any LibeditClient

  /// Opens the terminal; nil when libedit cannot.
  init?(program: String, client: any LibeditClient, historyLimit: Int) {
    Self.prepareLocale()
    guard let editor = libedit_open(program) else { return nil }
    guard let history = history_winit() else {
      el_end(editor)
      return nil
    }
    self.editor = editor
    self.history = history
    self.client = client
    _ = libedit_history_number(history, H_SETSIZE, Int32(clamping: historyLimit))
    _ = libedit_history_number(history, H_SETUNIQUE, 1)
    _ = libedit_set_owner(editor, Unmanaged.passUnretained(self).toOpaque())
    _ = libedit_set_number(editor, EL_SIGNAL, 0)
    // Debian's libedit would begin with vi's keys.
    _ = libedit_set_keys(editor, "emacs")
    _ = libedit_set_history(editor, history)
    _ = libedit_set_prompt(editor, { Libedit.owner(of: $0)?.renderedPrompt }, 1)
    _ = libedit_set_reader(editor, { Libedit.read(for: $0, into: $1) })
    // With insertion and deletion libedit wipes the row below when a full row changes in
    // its middle (it clears to the end of the row after the cursor went to the next one).
    for name in ["ic", "IC", "im", "ei", "ip", "dc", "DC", "dm", "ed"] {
      _ = libedit_remove_capability(editor, name)
    }
    for action in EditorAction.allCases {
      _ = libedit_add_function(
        editor, action.rawValue, action.summary, Self.function(for: action))
    }
  }

  deinit {
    _ = libedit_set_number(editor, EL_EDITMODE, 0)
    el_end(editor)
    history_wend(history)
    prompt?.deallocate()
  }

  // MARK: Set-up

  /// Makes non-ASCII input and output possible, with UTF-8 when the environment names no
  /// locale that exists.
  static func prepareLocale() { _ = locale }

  private static let locale: Void = {
    // Must come before `el_init`, or libedit drops what is not ASCII without a word.
    if setlocale(LC_CTYPE, "") == nil || wcwidth(0x65E5) != 2 {
      _ = setlocale(LC_CTYPE, "C.UTF-8")
    }
  }()

  /// The columns of a scalar: 0, 1 or 2; negative for what cannot be printed.
  static func columns(of scalar: Unicode.Scalar) -> Int {
    if scalar.value >= 0x20 && scalar.value < 0x7F { return 1 }
    prepareLocale()
    return Int(wcwidth(wchar_t(scalar.value)))
  }

  /// Reads `~/.editrc`.
  func readSettings() { _ = el_source(editor, nil) }

  /// Whether the terminal can move its cursor up; if not, no sequences are sent to it.
  var canMoveUp: Bool { libedit_capability(editor, "up") != nil }

  var usesViKeys: Bool {
    guard let name = libedit_keys(editor) else { return false }
    return String(cString: name) == "vi"
  }

  func bind(_ key: String, to command: String) { _ = libedit_bind(editor, key, command) }

  func bindInViCommands(_ key: String, to command: String) {
    _ = libedit_bind_in_vi_commands(editor, key, command)
  }

  /// Changes a flag of the terminal, such as `-ixon`, for as long as lines are edited.
  func setEditingFlag(_ flag: String) { _ = libedit_set_terminal_mode(editor, "-d", flag) }

  /// Switches the terminal between editing and its normal state.
  func setEditing(_ isEditing: Bool) {
    _ = libedit_set_number(editor, EL_PREP_TERM, isEditing ? 1 : 0)
  }

  // MARK: The line

  /// Edits a line until Enter: nil when the client ended it, empty at Ctrl-D.
  func readLine() -> String? {
    var count: Int32 = 0
    guard let characters = el_wgets(editor, &count) else { return count == 0 ? "" : nil }
    return String.from(UnsafeBufferPointer(start: characters, count: Int(max(0, count))))
  }

  var line: EditedLine {
    guard let info = el_wline(editor)?.pointee, let buffer = info.buffer else {
      return EditedLine(scalars: [], cursor: 0)
    }
    let count = info.lastchar - buffer
    return EditedLine(
      scalars: (0..<max(0, count)).map {
        Unicode.Scalar(UInt32(truncatingIfNeeded: buffer[$0])) ?? "\u{FFFD}"
      },
      cursor: info.cursor - buffer)
  }

  /// Puts another text in the place of the line.
  func replaceLine(with text: String, cursor: Int) {
    if text.isEmpty {
      // libedit refuses to replace with nothing.
      let count = line.scalars.count
      _ = el_cursor(editor, Int32(clamping: count))
      el_deletestr(editor, Int32(clamping: count))
    } else {
      withWideCharacters(of: text) { _ = el_wreplacestr(editor, $0) }
    }
    // Moves are relative and stop at the ends.
    _ = el_cursor(editor, Int32(clamping: cursor - line.cursor))
  }

  func insert(_ text: String) { withWideCharacters(of: text) { _ = el_winsertstr(editor, $0) } }

  func moveCursor(by scalars: Int) { _ = el_cursor(editor, Int32(clamping: scalars)) }

  /// Makes libedit take a key before those that the user types.
  func push(_ key: Unicode.Scalar) {
    withWideCharacters(of: String(key)) { el_wpush(editor, $0) }
  }

  // MARK: The screen

  /// Draws prompt and line anew where the terminal's cursor stands.
  func redrawHere() { _ = libedit_refresh(editor) }

  func resize() { el_resize(editor) }

  /// Writes to the terminal, after all that libedit wrote.
  func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { libedit_write($0.baseAddress, $0.count) }
    }
  }

  // MARK: History

  func remember(_ statement: String) {
    withWideCharacters(of: statement) { _ = libedit_history_enter(history, $0) }
  }

  // MARK: Callbacks

  private static func owner(of editor: OpaquePointer?) -> Libedit? {
    guard let editor, let owner = libedit_owner(editor) else { return nil }
    return Unmanaged<Libedit>.fromOpaque(owner).takeUnretainedValue()
  }

  /// The prompt in memory that lasts until the next call, as libedit wants it.
  private var renderedPrompt: UnsafeMutablePointer<CChar>? {
    let bytes = client.promptText.utf8CString
    prompt?.deallocate()
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { copy[index] = byte }
    prompt = copy
    return copy
  }

  private static func read(
    for editor: OpaquePointer?, into key: UnsafeMutablePointer<wchar_t>?
  ) -> Int32 {
    guard let scalar = owner(of: editor)?.client.nextKey() else { return -1 }
    key?.pointee = wchar_t(scalar.value)
    return 1
  }

  private static func perform(_ action: EditorAction, _ editor: OpaquePointer?) -> UInt8 {
    (owner(of: editor)?.client.perform(action) ?? .beep).rawValue
  }

  private static func function(for action: EditorAction) -> libedit_function {
    switch action {
    case .complete: { editor, _ in Libedit.perform(.complete, editor) }
    case .enter: { editor, _ in Libedit.perform(.enter, editor) }
    case .searchBackward: { editor, _ in Libedit.perform(.searchBackward, editor) }
    case .searchForward: { editor, _ in Libedit.perform(.searchForward, editor) }
    case .continueSearch: { editor, _ in Libedit.perform(.continueSearch, editor) }
    case .acceptSuggestion: { editor, _ in Libedit.perform(.acceptSuggestion, editor) }
    case .paste: { editor, _ in Libedit.perform(.paste, editor) }
    }
  }

  private func withWideCharacters(of text: String, _ body: (UnsafePointer<wchar_t>) -> Void) {
    var characters = text.unicodeScalars.filter { $0 != "\0" }.map { wchar_t($0.value) }
    characters.append(0)
    characters.withUnsafeBufferPointer { if let start = $0.baseAddress { body(start) } }
  }
}

extension String {
  fileprivate static func from(_ characters: UnsafeBufferPointer<wchar_t>) -> String {
    var view = String.UnicodeScalarView()
    for character in characters {
      view.append(Unicode.Scalar(UInt32(truncatingIfNeeded: character)) ?? "\u{FFFD}")
    }
    return String(view)
  }
}
