// What libedit asks while a line is edited: the prompt, the next key, and what a key does.

import Glibc

extension LineEditor: LibeditClient {
  var promptText: String {
    let shown = shownPrompt
    guard usesColour, search == nil, let colour = prompt.colour,
      let last = shown.unicodeScalars.last
    else { return shown }
    // A literal at the very end would be lost, so the colour ends before the last character.
    let literal = String(Libedit.literal)
    return literal + "\u{1B}[\(colour.rawValue)m" + literal
      + String(shown.unicodeScalars.dropLast()) + literal + "\u{1B}[0m" + literal + String(last)
  }

  /// The prompt as the user sees it.
  var shownPrompt: String { search?.prompt ?? prompt.text.visibleText }

  func nextKey() -> Unicode.Scalar? {
    while !isLineOver {
      if !input.isWaiting { showSuggestion() }
      let event = input.next()
      hideSuggestion()
      switch event {
      case .scalar(let scalar):
        // The private keys and the other C1 controls are on no keyboard.
        if (0x80..<0xA0).contains(scalar.value) || scalar == "\0" { continue }
        return scalar
      case .pasteBegins:
        isPasteAnnounced = true
        return PrivateKey.paste
      case .signal: handleSignals()
      case .ended: endInput()
      }
    }
    return nil
  }

  func perform(_ action: EditorAction) -> EditorEffect {
    switch action {
    case .complete: complete()
    case .enter: enter()
    case .searchBackward: beginSearch(.backward)
    case .searchForward: beginSearch(.forward)
    case .continueSearch: continueSearch()
    case .acceptSuggestion: acceptSuggestion()
    case .paste: paste()
    }
  }

  private func enter() -> EditorEffect {
    let line = editor.line
    guard hooks.isComplete(line.text) else {
      editor.insert("\n")
      return .redraw
    }
    // The line ends below its last row, wherever the cursor stands.
    editor.moveCursor(by: line.scalars.count - line.cursor)
    editor.push(PrivateKey.run)
    return .moveCursor
  }

  private func paste() -> EditorEffect {
    guard isPasteAnnounced else { return .beep }
    isPasteAnnounced = false
    guard let text = input.paste() else { return .nothing }
    editor.insert(text)
    return .redraw
  }
}
