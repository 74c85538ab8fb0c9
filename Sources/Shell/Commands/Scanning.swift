// `scan`: every passage of a message in which something was found, by number; `assume`: takes a passage
// to say nothing, so that an answer can be tried without it.

import CEL
import MessageAnalysis
import PolicyEngine
import Scenarios

extension Command {
  static let scan = Command(
    "scan", group: .ask, usage: "scan [MESSAGE]",
    summary: "Lists every passage in which something was found, with what found it.",
    about: [
      "Each passage has a number: `show MESSAGE#2` shows it in the text, `why MESSAGE#2` which rules "
        + "look at it, and `assume MESSAGE#2 absent` tries the answer without it."
    ],
    examples: ["scan second-ask"], arguments: [.message]
  ) { session, arguments throws(Diagnostics) in
    let id = try session.message(try arguments.atMost(1).first, arguments)
    let message = try session.world.message(id)
    let passages = Passage.all(in: message, session.domain)
    let found =
      passages.isEmpty
      ? "nothing was found in its text"
      : "something was found in \(counted(passages.count, "passage"))"
    var blocks: [Block] = [.text(.name(message.id) + Phrase(": \(found)."))]
    for passage in passages { blocks += [.blank] + passage.blocks }
    var json: JSON = ["message": .text(message.id), "passages": .list(passages.map(\.json))]
    let question = try session.question(about: id)
    if let spelling = SpellingNotes(question) {
      if !spelling.words.isEmpty {
        let words = counted(spelling.words.count, "word")
        blocks += [.blank, .text(Phrase("\(words) in no dictionary:"))]
      } else if !spelling.unchecked.isEmpty {
        blocks.append(.blank)
      }
      blocks += spelling.blocks(suggesting: question)
      json = json.with("spelling", spelling.json)
    }
    return Reply(blocks, json: json)
  }

  static let assume = Command(
    "assume", group: .ask, usage: "assume PASSAGE absent|present",
    summary: "Takes a passage to say nothing, or takes that back.",
    about: [
      "`scan` lists the passages. An answer that rests on such an assumption says so. It is kept in "
        + "saved scenarios as `assumed-absent`."
    ],
    examples: ["assume second-ask#1 absent", "assume second-ask#1 present"],
    arguments: [.passage, .words(["absent", "present"])], effect: .changes
  ) { session, arguments throws(Diagnostics) in
    let words = try arguments.atMost(2)
    let word = try arguments.required("a passage")
    let passage = try session.passage(word)
    let choice = words.dropFirst().first
    guard let choice, ["absent", "present"].contains(choice.lowered) else {
      throw arguments.usage("say `absent` or `present`", at: choice)
    }
    var content = passage.message.content
    content.disregarded.removeAll { $0 == passage.text }
    if choice.lowered == "absent" { content.disregarded.append(passage.text) }
    session.replaceText(of: passage.message, with: content)
    let quote = "“\(passage.shownText)”"
    return Reply(
      choice.lowered == "absent"
        ? Phrase("From now on ") + .name(passage.message.id)
          + Phrase(" is judged as if \(quote) said nothing. `assume \(passage.id) present` takes ")
          + "that back."
        : Phrase("\(quote) counts again in ") + .name(passage.message.id) + ".",
      json: [
        "passage": .text(passage.id), "text": .text(passage.text),
        "counts": .flag(choice.lowered == "present"),
      ])
  }
}

/// A passage of a message in which something was found.
struct Passage {
  let message: World.Message
  /// Counted from 1.
  let number: Int
  /// The passage as it is written.
  let text: String
  let line: MarkedLine
  /// What was found: the fact's name, what it says, and what found it.
  let findings: [(fact: String, words: String, detector: Detector)]
  /// Whether it is taken to say nothing.
  let isAssumedAbsent: Bool

  /// The name by which people mean it: `second-ask#2`.
  var id: String { "\(message.id)#\(number)" }

  /// The passage in one row.
  var shownText: String {
    let row = text.split(separator: "\n").joined(separator: " ").visible
    return row.count > 60 ? row.prefix(59) + "…" : row
  }

  /// The passages of a message in the order of their places, those that are taken to say nothing
  /// among them, so that numbers stay.
  static func all(in message: World.Message, _ domain: Domain) -> [Passage] {
    var content = message.content
    let disregarded = content.disregarded
    content.disregarded = []
    let analysis = disregarded.isEmpty ? message.analysis : domain.analyzer.analyze(content)
    var places: [(part: MessagePart, range: Range<Int>)] = []
    var found: [[Finding]] = []
    for finding in analysis.findings
    where domain.vocabulary[domain.analyzer.facts[finding.fact].name] != nil {
      if let last = places.last, last.part == finding.part, last.range == finding.range {
        found[found.count - 1].append(finding)
      } else if let index = places.firstIndex(where: {
        $0.part == finding.part && $0.range == finding.range
      }) {
        found[index].append(finding)
      } else {
        places.append((finding.part, finding.range))
        found.append([finding])
      }
    }
    return zip(places, found).enumerated().map { index, one in
      let (place, findings) = one
      let part = place.part.name(in: content)
      let span = SourceSpan(SourceText(name: part, text: content[place.part]), place.range)
      let text = String(span.text)
      return Passage(
        message: message, number: index + 1, text: text,
        line: MarkedLine(part: part, span: span),
        findings: findings.compactMap { finding in
          let name = domain.analyzer.facts[finding.fact].name
          guard let fact = domain.vocabulary[name] else { return nil }
          return (
            name, fact.says ?? "\(fact.label)", domain.analyzer.detector(of: finding)
          )
        }, isAssumedAbsent: disregarded.contains { text == $0 })
    }
  }

  var blocks: [Block] {
    var blocks: [Block] = [
      .text(
        .name(id) + Phrase(isAssumedAbsent ? " — assumed to say nothing" : ""), indent: 2,
        hanging: 2)
    ]
    blocks.append(.quote(line, indent: 4))
    for finding in findings {
      blocks.append(
        .text(Phrase(finding.words + " ") + .faint("(\(finding.fact))"), indent: 4, hanging: 2))
    }
    var detectors: [Detector] = []
    for finding in findings where !detectors.contains(finding.detector) {
      detectors.append(finding.detector)
    }
    for detector in detectors {
      blocks.append(
        .text(.faint("found by \(detector.id): \(detector.summary)"), indent: 4, hanging: 2))
    }
    return blocks
  }

  var json: JSON {
    [
      "id": .text(id), "place": line.json, "text": .text(text),
      "assumed-absent": .flag(isAssumedAbsent),
      "findings": .list(
        findings.map {
          [
            "fact": .text($0.fact), "detector": .text($0.detector.id),
            "looks-for": .text($0.detector.summary),
          ]
        }),
    ]
  }
}

extension Session {
  /// The passage that a word such as `second-ask#2` means.
  ///
  /// - Throws: that there is none, with what there is.
  func passage(_ word: Word) throws(Diagnostics) -> Passage {
    guard let passage = try existingPassage(word) else {
      throw Diagnostics(
        Diagnostic(
          id: "no-passage", "`\(word.text)` names no passage", at: word.span,
          help: "`scan MESSAGE` lists them, such as `\(situation.topic ?? "MESSAGE")#1`"))
    }
    return passage
  }

  /// The passage that a word means; `nil` when the word is no such name.
  func existingPassage(_ word: Word) throws(Diagnostics) -> Passage? {
    guard let sign = word.text.lastIndex(of: "#"),
      let number = Int(word.text[word.text.index(after: sign)...]),
      let message = world.messages[String(word.text[..<sign])]
    else { return nil }
    let passages = Passage.all(in: message, domain)
    guard passages.indices.contains(number - 1) else {
      throw Diagnostics(
        Diagnostic(
          id: "no-passage",
          passages.isEmpty
            ? "nothing was found in `\(message.id)`"
            : "`\(message.id)` has \(counted(passages.count, "passage"))", at: word.span,
          help: "`scan \(message.id)` lists them"))
    }
    return passages[number - 1]
  }

  /// The passage in its message, and which rules look at it.
  func show(_ passage: Passage) -> Reply {
    let slots = Set(
      passage.findings.compactMap { domain.vocabulary.slot(of: FactName.inConditions($0.fact)) })
    let rules = edition.rules.indices.filter { position in
      edition.slotsRead(byRule: position).contains { slots.contains($0) }
    }.map { edition.rules[$0] }
    var blocks = passage.blocks
    if rules.isEmpty {
      blocks += [.blank, .text("No rule in force looks at it.")]
    } else {
      blocks += [.blank, .text("Rules that look at it:")]
      blocks.append(
        .table(rules.map { [.name($0.id), Phrase($0.title)] }, indent: 2))
    }
    return Reply(blocks, json: passage.json.with("rules", .texts(rules.map(\.id))))
  }
}
