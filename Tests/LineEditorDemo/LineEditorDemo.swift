// A program around the line editor that the tests drive over a pseudo-terminal: it prints
// each statement between brackets, and knows a few commands that need a terminal.

import Glibc
import LineEditor

@main
enum LineEditorDemo {
  static func main() {
    let arguments = CommandLine.arguments
    let words = ["delay", "deliver", "describe", "done", "größe", "größer", "日本"]
    let hooks = EditorHooks(
      prompt: {
        Prompt(
          "> ", colour: .green)
      },
      complete: { line, cursor in
        let before = String(decoding: Array(line.utf8)[..<cursor], as: UTF8.self)
        let word = String(before.reversed().prefix { $0 != " " && $0 != "\n" }.reversed())
        let start = cursor - word.utf8.count
        let offers = words.filter { $0.hasPrefix(word) }.map {
          Completion(text: $0, description: $0.hasPrefix("de") ? "what \($0) does\u{1B}[31m" : "")
        }
        let folders = word.hasPrefix("f") ? [Completion(text: "folder/", isFinal: false)] : []
        return Completions(replaced: start..<cursor, offers: offers + folders)
      },
      suggestion: { line in
        if line == "exit" { exit(7) }
        return "suggest".hasPrefix(line) ? String("suggested text".dropFirst(line.count)) : nil
      },
      isComplete: { !$0.hasSuffix("\\") })
    let history = arguments.firstIndex(of: "--history").map { arguments[$0 + 1] }
    guard
      let editor = LineEditor(
        programName: "demo", history: History(file: history),
        usesColour: arguments.contains("--colour"), hooks: hooks)
    else {
      print("no terminal")
      exit(2)
    }
    while true {
      switch editor.readLine() {
      case .line(let statement):
        editor.remember(statement)
        if !run(statement, editor) { return say("bye") }
      case .cancelled: say("cancelled")
      case .endOfInput: return say("end of input")
      }
    }
  }

  static func run(_ statement: String, _ editor: LineEditor) -> Bool {
    switch statement {
    case "quit": return false
    case "work":
      say("working")
      while !editor.interruption.isRequested { usleep(1_000) }
      say("stopped")
    case "lend":
      editor.lendTerminal { _ = system("stty raw -echo; printf 'lent\\r\\n'") }
      say("returned")
    case _ where statement.utf8.count > 1_000: say("[\(statement.count) characters]")
    default: say("[\(statement.replacing("\n", with: "|"))]")
    }
    return true
  }

  static func say(_ text: String) {
    print(text)
    fflush(nil)
  }
}
