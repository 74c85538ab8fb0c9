// The grey text behind the line that says how it would probably go on: drawn only while no
// key waits, and wiped before the next key does anything.

/// A suggestion on the screen.
struct ShownSuggestion: Equatable {
  /// The line that it continues.
  var line: String
  var text: String
  /// Whether it stands on the screen now; while a key is handled it does not.
  var isVisible = true
}

extension LineEditor {
  /// What would probably follow: what the owner says, or the newest statement of the
  /// history that begins like the line.
  private func suggestion(for line: String) -> String? {
    if let text = hooks.suggestion(line), !text.isEmpty { return text }
    guard let past = history.entries.last(where: { $0.hasPrefix(line) && $0 != line }) else {
      return nil
    }
    let text = String(past.dropFirst(line.count))
    return text.isEmpty || text.contains("\n") ? nil : text
  }

  func showSuggestion() {
    guard shownSuggestion?.isVisible != true else { return }
    shownSuggestion = nil
    guard usesColour, usesSequences, search == nil, !isLineOver else { return }
    let line = editor.line
    guard line.isAtEnd, !line.scalars.isEmpty else { return }
    let text = line.text
    let hint = hooks.hint(text)
    guard let suggestion = hint ?? suggestion(for: text) else { return }
    let size = ScreenSize.current
    let place = ScreenPosition.after(
      prompt: shownPrompt, text: line.scalars, columns: size.columns)
    // The last column stays free: filling it would wrap the cursor.
    let shown = suggestion.visibleText.cut(toColumns: size.columns - place.column - 1)
    guard place.row < size.rows, !shown.isEmpty else { return }
    shownSuggestion = ShownSuggestion(line: text, text: hint == nil ? suggestion : "")
    editor.write("\u{1B}7\u{1B}[90m\(shown)\u{1B}[0m\u{1B}8")
  }

  /// Wipes it from the screen; it can still be accepted by the key that comes now.
  func hideSuggestion() {
    guard shownSuggestion?.isVisible == true else { return }
    shownSuggestion?.isVisible = false
    editor.write("\u{1B}[K")
  }

  func acceptSuggestion() -> EditorEffect {
    let line = editor.line
    guard line.isAtEnd else {
      editor.moveCursor(by: 1)
      return .moveCursor
    }
    guard let shown = shownSuggestion, shown.line == line.text, !shown.text.isEmpty else {
      return .beep
    }
    shownSuggestion = nil
    editor.insert(shown.text)
    return .redraw
  }
}
