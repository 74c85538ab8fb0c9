// The shell for a person: lines with completion and history, replies in the terminal's width,
// problems that change nothing, Ctrl-C that never leaves.

import CEL
import Glibc
import LineEditor
import Shell

final class InteractiveLoop {
  private var session: Session
  private let appearance: AppearanceOptions
  private let environment = ProcessEnvironment.current
  private let usesColour: Bool
  private var editor: LineEditor?
  /// Whether it has been said that the history can't be kept.
  private var hasWarned = false

  /// Makes the loop; nil when there is no terminal on both sides.
  init?(_ session: Session, _ appearance: AppearanceOptions) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return nil }
    self.session = session
    self.session.settings.checksSpelling = true
    self.appearance = appearance
    usesColour = appearance.color.usesColour(isTerminal: true, environment: environment)
    let history = History(file: Self.historyFile(environment))
    let hooks = EditorHooks(
      prompt: { [unowned self] in self.prompt },
      complete: { [unowned self] line, cursor in self.completions(line, cursor) },
      suggestion: { [unowned self] line in self.session.suggestion(for: line) },
      hint: { [unowned self] line in
        !line.hasSuffix("\n") || self.session.isComposing || ScriptReader.isComplete(line)
          ? nil : "a quote is still open: close it and press Enter, or give up with Ctrl-C"
      },
      isComplete: { [unowned self] line in
        self.session.isComposing || ScriptReader.isComplete(line)
      })
    guard
      let editor = LineEditor(
        programName: "maysend", history: history, usesColour: usesColour, hooks: hooks)
    else { return nil }
    self.editor = editor
    warn(of: history)
    let interruption = editor.interruption
    self.session.surroundings = Surroundings(isInterrupted: { interruption.isRequested })
  }

  /// Reads and performs until the user leaves.
  func run() {
    guard let editor else { return }
    show(layout.text(of: [.text(Phrase(session.banner))]))
    while true {
      switch editor.readLine() {
      case .endOfInput:
        guard session.isComposing else { return }
        cancelComposition()
      case .cancelled: if session.isComposing { cancelComposition() }
      case .line(let line):
        if !session.isComposing {
          editor.remember(line)
          warn(of: editor.history)
        }
        if !perform(line) { return }
      }
    }
  }

  /// Says once that statements will not be remembered after this session.
  private func warn(of history: History) {
    guard !hasWarned, let problem = history.problem else { return }
    StandardStreams.problem("warning: the history of statements can't be kept: \(problem)")
    hasWarned = true
  }

  /// Performs what was typed; returns whether to go on.
  private func perform(_ line: String) -> Bool {
    // An empty row of a text is a row; an empty statement is nothing.
    let rows = session.settleSubject(before: line.isEmpty ? "\n" : line)
    var reader = ScriptReader(SourceText(name: "", text: rows))
    while let span = reader.next(for: session) {
      do throws(Diagnostics) {
        let reply = try session.perform(span)
        show(reply.text(layout, mode: session.settings.mode))
        switch reply.request {
        case .quit: return false
        case .edit(let message, let text): try edit(message, text)
        case nil: break
        }
      } catch {
        StandardStreams.problem(error.rendered(plain: session.settings.isPlain))
        return true
      }
    }
    return true
  }

  private func edit(_ message: String, _ text: String) throws(Diagnostics) {
    let program = ExternalEditor(environment: environment)
    let result = editor?.lendTerminal { () -> Result<String, Diagnostics> in
      do throws(Diagnostics) {
        return .success(try program.edit(text, name: "message.txt"))
      } catch {
        return .failure(error)
      }
    }
    guard let result else { return }
    let reply = try session.finish(editing: try result.get(), as: message)
    show(reply.text(layout, mode: session.settings.mode))
  }

  private func cancelComposition() {
    session.cancelComposition()
    show("Nothing was written.")
  }

  private var layout: Layout {
    appearance.layout(session.settings, environment: environment)
  }

  private func show(_ text: String) {
    guard !text.isEmpty else { return }
    editor?.lendTerminal { Pager.current.show(text + "\n") }
  }

  private var prompt: Prompt {
    Prompt(session.prompt, colour: session.isComposing ? .yellow : .cyan)
  }

  private func completions(_ line: String, _ cursor: Int) -> Completions {
    let offers = session.offers(in: line, at: cursor)
    return Completions(
      replaced: offers.replaced,
      offers: offers.offers.map {
        Completion(text: $0.text, description: $0.description, isFinal: $0.isFinal)
      })
  }

  /// Where statements are remembered: `$XDG_STATE_HOME/maysend/history`.
  private static func historyFile(_ environment: [String: String]) -> String? {
    // The specification tells programs to pass over relative paths.
    if let state = environment.nonEmpty("XDG_STATE_HOME"), state.hasPrefix("/") {
      return "\(state)/maysend/history"
    }
    return environment.nonEmpty("HOME").map { "\($0)/.local/state/maysend/history" }
  }
}
