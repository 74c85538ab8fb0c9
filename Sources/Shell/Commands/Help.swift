// `help`: the command table, read aloud.

import CEL

extension Command {
  static let help = Command(
    "help", "?", group: .shell, usage: "help [COMMAND | TOPIC]",
    summary: "Lists the commands, or explains one.",
    about: ["Topics: \(HelpTopic.all.map(\.name).joined(separator: ", "))."],
    examples: ["help", "help can", "help times"], arguments: [.command]
  ) { session, arguments throws(Diagnostics) in
    guard let word = try arguments.atMost(1).first else { return overview }
    if let command = named(word.lowered) { return command.explanation }
    if let topic = HelpTopic.all.first(where: { $0.name == word.lowered }) {
      return Reply(
        [.text(.name(topic.name))] + topic.paragraphs.map { .text(Phrase($0), indent: 2) },
        json: ["topic": .text(topic.name), "text": .texts(topic.paragraphs)])
    }
    if let group = Group(rawValue: word.lowered) {
      return Reply(
        [.text(.name(group.title)), group.table],
        json: ["commands": .list(all.filter { $0.group == group }.map(\.json))])
    }
    let names = all.flatMap(\.names) + HelpTopic.all.map(\.name)
    throw Diagnostics(
      Diagnostic(
        id: "no-topic", "there is no help on `\(word.text)`", at: word.span,
        help: word.lowered.nearest(among: names).map { "did you mean `\($0)`?" }
          ?? "`help` lists the commands"))
  }

  private static var overview: Reply {
    var blocks: [Block] = []
    for group in Group.allCases {
      blocks += [.text(.name(group.title)), group.table, .blank]
    }
    let topics = HelpTopic.all.map(\.name).joined(separator: ", ")
    blocks.append(
      .text(
        Phrase(
          "`help COMMAND` explains a command and gives an example; there is also help on \(topics)."
        )))
    return Reply(blocks, json: ["commands": .list(all.map(\.json))])
  }

  private var explanation: Reply {
    var blocks: [Block] = [
      .text(.name(usage)), .text(Phrase(summary), indent: 2),
    ]
    for paragraph in about { blocks += [.blank, .text(Phrase(paragraph), indent: 2)] }
    if names.count > 1 {
      let others = names.dropFirst().map { "`\($0)`" }.joined(separator: ", ")
      blocks += [.blank, .text(Phrase("also written \(others)"), indent: 2)]
    }
    blocks += [.blank, .text("for example", indent: 2)]
    blocks += examples.map { .text(.name($0), indent: 4, hanging: 2) }
    return Reply(
      blocks,
      json: json.with("about", .texts(about)).with("examples", .texts(examples)))
  }

  fileprivate var json: JSON {
    [
      "name": .text(name), "group": .text(group.rawValue), "usage": .text(usage),
      "summary": .text(summary),
    ]
  }
}

extension Command.Group {
  fileprivate var table: Block {
    .table(
      Command.all.filter { $0.group == self }.map { [.name($0.usage), Phrase($0.summary)] },
      indent: 2)
  }
}

/// Something worth knowing that is no command.
struct HelpTopic: Sendable {
  let name: String
  let paragraphs: [String]

  static let all = [
    HelpTopic(
      name: "times",
      paragraphs: [
        "A time is written `now`, `2021-04-02`, `2021-04-02 09:00`, `2021-04-02T09:00-07:00`, "
          + "`18:30`, `tomorrow`, `tomorrow 09:00`, `in 3 days`, `36h` or `2 weeks`.",
        "Dates without an offset are in the time zone of the store. A date alone is its first "
          + "minute. Days from now end at the same time of day, also where clocks are changed.",
      ]),
    HelpTopic(
      name: "statements",
      paragraphs: [
        "A statement ends with the row or with `;`. Words with spaces stand in quotes; in double "
          + "quotes `\\\"` is a quote. What follows ` #` is a comment.",
        "A quote that is still open, and a text that is being written, go on in the next row.",
      ]),
    HelpTopic(
      name: "answers",
      paragraphs: [
        "YES: a rule permits it and none forbids it. NO: a rule forbids it, or none permits it. "
          + "DEPENDS: the answer hangs on a fact that nobody has said, or on a point on which the "
          + "sources disagree; both sides are shown, and the command that settles it.",
        "Whether a message may be sent, whether it is critical, and whether it would arrive are "
          + "three questions. The last line of an answer tells the other two.",
        "Signs: ✓ permits or holds, ✗ speaks against it or does not hold, ? not known, • applies "
          + "besides, · does not apply.",
      ]),
    HelpTopic(
      name: "keys",
      paragraphs: [
        "Tab completes and explains what can come next. → or Ctrl-F takes the grey suggestion. ↑ "
          + "and Ctrl-R find earlier statements. Ctrl-C clears the row or stops a command; Ctrl-D "
          + "on an empty row leaves. The keys of `~/.editrc` hold."
      ]),
  ]
}
