// `history`, `read`, `output`, `mode`, `settings`, `quit`: the shell itself.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let history = Command(
    "history", group: .shell, usage: "history [WORD]",
    summary: "Lists the statements of this session.", examples: ["history"]
  ) { session, arguments throws(Diagnostics) in
    let word = try arguments.atMost(1).first?.text
    let found = session.statements.enumerated().filter { word.map($0.element.contains) ?? true }
    guard !found.isEmpty else { return Reply("Nothing yet.") }
    return Reply(
      [.table(found.map { [.faint("\($0.offset + 1)"), Phrase($0.element)] })],
      json: ["statements": .texts(found.map(\.element))])
  }

  static let read = Command(
    "read", group: .shell, usage: "read FILE",
    summary: "Performs the statements of a file, all or none.",
    about: ["When one of them fails, nothing of the file has happened."],
    examples: ["read Scenarios/commands.txt"], arguments: [.file], effect: .changes
  ) { session, arguments throws(Diagnostics) in
    let path = try arguments.required("a file")
    _ = try arguments.atMost(1)
    guard session.depth < Session.deepestRead else {
      throw Diagnostics(
        Diagnostic(
          id: "too-deep", "files that read files are nested more than \(Session.deepestRead) deep",
          at: path.span))
    }
    let source: SourceText
    do throws(Diagnostics) {
      source = try FileSystem.readText(path.text)
    } catch {
      throw Diagnostics(error.all.map { $0.at(path.span) })
    }
    return try session.read(source)
  }

  static let output = Command(
    "output", group: .shell, usage: "output [FILE]",
    summary: "Sends replies to a file; without a file, back here.",
    about: ["The file is written anew and whole after every reply; only you can read it."],
    examples: ["output replies.txt", "orders", "output"], arguments: [.file]
  ) { session, arguments throws(Diagnostics) in
    guard let path = try arguments.atMost(1).first else {
      guard let output = session.output else { return Reply("Replies already come here.") }
      session.output = nil
      return Reply(
        "Replies come here again; \(output.path) is complete.", json: ["file": .text(output.path)])
    }
    do throws(Diagnostics) {
      session.output = try OutputFile(path.text)
    } catch {
      throw Diagnostics(error.all.map { $0.at(path.span) })
    }
    return Reply(
      "Replies go to \(path.text) until `output` is given alone.",
      json: ["file": .text(path.text)])
  }

  static let mode = Command(
    "mode", group: .shell, usage: "mode [text | json]",
    summary: "Chooses the form of replies: for people, or one JSON object a row.",
    examples: ["mode json", "mode text"], arguments: [.words(["text", "json"])]
  ) { session, arguments throws(Diagnostics) in
    if let word = try arguments.atMost(1).first {
      guard let mode = Settings.Mode(rawValue: word.lowered) else {
        throw arguments.usage("there is no mode `\(word.text)`", at: word)
      }
      session.settings.mode = mode
    }
    return Reply(
      "Replies are \(session.settings.mode == .text ? "text" : "JSON").",
      json: ["mode": .text(session.settings.mode.rawValue)])
  }

  static let settings = Command(
    "settings", group: .shell, usage: "settings [NAME VALUE]",
    summary: "Shows the settings, or changes one.",
    about: [
      "`settings width 100` lays replies out for 100 columns, `settings width auto` for the terminal. "
        + "`settings plain yes` leaves out lines, carets and signs, so that replies read well aloud.",
      "`settings spelling yes` has the words of a message looked up when you ask about it, with the "
        + "dictionaries that are installed. At a terminal that is so from the start.",
    ],
    examples: ["settings", "settings width 100", "settings plain no"],
    arguments: [.settingName, .settingValue]
  ) { session, arguments throws(Diagnostics) in
    let words = try arguments.atMost(2)
    if let name = words.first {
      guard let value = words.dropFirst().first else {
        throw arguments.usage("`\(name.text)` needs a value", at: name)
      }
      try session.settings.set(name, value, arguments)
    }
    let settings = session.settings
    let rows: [(String, String, String)] = [
      ("mode", settings.mode.rawValue, "the form of replies: text or json"),
      (
        "width", settings.width.map(String.init) ?? "auto",
        "columns of a row: \(Layout.widths.lowerBound) to \(Layout.widths.upperBound), or auto"
      ),
      ("plain", settings.isPlain ? "yes" : "no", "no lines, carets and signs: yes or no"),
      (
        "spelling", settings.checksSpelling ? "yes" : "no",
        "words are looked up in dictionaries: yes or no"
      ),
      ("output", session.output?.path ?? "here", "`output FILE` changes it"),
      ("store", session.world.store.id, session.world.store.zone.identifier),
      (
        "edition", session.world.edition?.name ?? "auto",
        "`edition` changes it; auto is the one in force then"
      ),
    ]
    return Reply(
      [.table(rows.map { [.name($0.0), Phrase($0.1), .faint($0.2)] })],
      json: .object(rows.map { JSON.Member(name: $0.0, value: .text($0.1)) }))
  }

  static let quit = Command(
    "quit", "exit", group: .shell, usage: "quit", summary: "Leaves.", examples: ["quit"]
  ) { _, arguments throws(Diagnostics) in
    _ = try arguments.atMost(0)
    return Reply([], json: .null, request: .quit)
  }
}

extension Settings {
  /// The settings that can be changed, with their values.
  static let choices: [(name: String, values: [String])] = [
    ("mode", Mode.allCases.map(\.rawValue)), ("width", ["auto", "80", "100", "120"]),
    ("plain", ["yes", "no"]), ("spelling", ["yes", "no"]),
  ]

  fileprivate mutating func set(
    _ name: Word, _ value: Word, _ arguments: Arguments
  ) throws(Diagnostics) {
    switch (name.lowered, value.lowered) {
    case ("mode", "text"): mode = .text
    case ("mode", "json"): mode = .json
    case ("width", "auto"): width = nil
    case ("width", _):
      guard let columns = Int(value.text), Layout.widths.contains(columns) else {
        throw arguments.usage(
          "a width is `auto` or \(Layout.widths.lowerBound) to \(Layout.widths.upperBound)",
          at: value)
      }
      width = columns
    case ("plain", "yes"), ("plain", "on"): isPlain = true
    case ("plain", "no"), ("plain", "off"): isPlain = false
    case ("spelling", "yes"), ("spelling", "on"): checksSpelling = true
    case ("spelling", "no"), ("spelling", "off"): checksSpelling = false
    case ("plain", _), ("mode", _), ("spelling", _):
      throw arguments.usage("`\(value.text)` is no value of `\(name.text)`", at: value)
    default:
      let names = Self.choices.map(\.name)
      throw Diagnostics(
        Diagnostic(
          id: "no-setting", "there is no setting `\(name.text)` that can be changed",
          at: name.span,
          help: name.lowered.nearest(among: names).map { "did you mean `\($0)`?" }
            ?? "there is: \(names.joined(separator: ", "))"))
    }
  }
}

extension Session {
  /// Performs the statements of a text as one.
  fileprivate mutating func read(_ source: SourceText) throws(Diagnostics) -> Reply {
    depth += 1
    let (savedPast, savedFuture) = (past, future)
    var replies: [Reply] = []
    var reader = ScriptReader(source)
    while let span = reader.next(for: self) {
      try checkInterruption()
      let reply = try perform(span)
      if reply.request == .quit { break }
      replies.append(reply)
    }
    try checkEnd()
    depth -= 1
    (past, future) = (savedPast, savedFuture)
    var blocks: [Block] = []
    for reply in replies where !reply.blocks.isEmpty {
      if !blocks.isEmpty { blocks.append(.blank) }
      blocks += reply.blocks
    }
    return Reply(
      blocks, json: ["replies": .list(replies.map(\.json))],
      verdict: replies.last { $0.verdict != nil }?.verdict)
  }
}
