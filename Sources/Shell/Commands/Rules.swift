// `rules` and `rule`: the policy to read, from the list down to one condition and its sources.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let rules = Command(
    "rules", group: .policy, usage: "rules [WORD]…",
    summary: "Lists the rules in force, or those in which words occur.",
    about: [
      "A word can be a part of an id, of a title, of the chapter or of the sentence, or an effect: "
        + "permit, forbid, require, advise, duty. With a word rules of other editions are shown too."
    ],
    examples: ["rules", "rules review"],
    arguments: [.words(PolicyEngine.Effect.allCases.map(\.rawValue))]
  ) { session, arguments throws(Diagnostics) in
    let wanted = arguments.words.map { $0.text.lowercased() }
    let moment = session.edition.date
    let rules = session.policy.rules.filter { rule in
      wanted.isEmpty
        ? rule.isInForce(at: moment) : wanted.allSatisfy { rule.searchText.contains($0) }
    }
    guard !rules.isEmpty else {
      throw Diagnostics(
        Diagnostic(
          id: "no-rule", "no rule speaks of `\(wanted.joined(separator: " "))`",
          at: arguments.rest, help: "`rules` lists all"))
    }
    var blocks: [Block] = []
    var rows: [[Phrase]] = []
    var chapter = ""
    for rule in rules {
      if rule.chapter != chapter {
        if !rows.isEmpty { blocks += [.table(rows, indent: 2), .blank] }
        rows = []
        chapter = rule.chapter
        blocks.append(.text(.name(chapter)))
      }
      let note = rule.isInForce(at: moment) ? "" : " (not in force)"
      rows.append([
        Phrase(rule.id), .faint(rule.effect.rawValue), Phrase(rule.title) + .faint(note),
      ])
    }
    blocks += [
      .table(rows, indent: 2), .blank,
      .text(.faint("\(counted(rules.count, "rule")): `rule ID` shows one")),
    ]
    return Reply(
      blocks,
      json: [
        "rules": .list(
          rules.map { rule in
            [
              "id": .text(rule.id), "title": .text(rule.title), "chapter": .text(rule.chapter),
              "effect": .text(rule.effect.rawValue), "in-force": .flag(rule.isInForce(at: moment)),
            ]
          })
      ])
  }

  static let rule = Command(
    "rule", group: .policy, usage: "rule ID [on MESSAGE [TIME]]",
    summary: "Shows a rule: what it says, its condition, its sources, and a case on either side.",
    about: [
      "`rule ID on MESSAGE` asks the rule alone about a message, with every condition; "
        + "`rule edge-1a` the rule of an edge in the world on that side."
    ],
    examples: ["rule reviews.once-per-order", "rule reviews.once-per-order on second-ask"],
    arguments: [.rule, .words(["on"]), .message, .moment]
  ) { session, arguments throws(Diagnostics) in
    let word = try arguments.required("a rule")
    let rest = Array(arguments.words.dropFirst())
    if let known = session.knownCase(word.text), rest.isEmpty {
      let asked = try known.asked(word)
      return try known.rule.map { id throws(Diagnostics) in
        try session.explain(Word(text: id, span: word.span, isQuoted: false), in: asked)
      } ?? asked.reasoning
    }
    guard let on = rest.first else {
      if session.policy.rule(word.text) == nil, let reply = try session.describe(word) {
        return reply
      }
      return try session.describeRule(word)
    }
    guard on.lowered == "on", rest.count > 1 else {
      throw arguments.usage("after a rule comes `on` with a message", at: on)
    }
    let id = try session.message(rest[1], arguments)
    let times = rest[2...]
    let moment = times.isEmpty ? nil : try Moments(world: session.world).moment(times)
    return try session.explain(word, in: Asked(try session.world.question(about: id, at: moment)))
  }
}

extension Rule {
  fileprivate var searchText: String {
    [id, title, chapter, effect.rawValue, document.says.content, document.why ?? ""]
      .joined(separator: "\n").lowercased()
  }
}

/// When a rule is in force, in words.
struct RuleDates {
  let sentence: String

  init(_ rule: RuleDocument, _ words: ValueWords) {
    switch (rule.from, rule.until) {
    case (nil, nil): sentence = "in force in every edition"
    case (let from?, nil): sentence = "in force since \(words.day(from))"
    case (nil, let until?): sentence = "in force until \(words.day(until))"
    case (let from?, let until?):
      sentence = "in force from \(words.day(from)) until \(words.day(until))"
    }
  }
}

extension Session {
  func describeRule(_ word: Word) throws(Diagnostics) -> Reply {
    let rule = try rule(word)
    let written = rule.document
    let dates = RuleDates(written, words)
    let question = policy.questions[rule.question]
    var blocks: [Block] = [
      .text(.name(rule.id) + Phrase(" — \(rule.title)")),
      .text(
        Phrase("\(rule.chapter) · \(rule.effect.words) (\(question.asks)) · \(dates.sentence)"),
        indent: 2, hanging: 2),
      .blank, .text(Phrase(edition.outline(of: rule, in: words)), indent: 2),
    ]
    if let why = written.why { blocks.append(.text(Phrase("why: \(why)"), indent: 2, hanging: 2)) }
    if let remedy = written.remedy {
      let step = NextStep(kind: remedy.kind, sentence: remedy.text.content)
      blocks.append(.text(Phrase("next step: \(step.words)"), indent: 2, hanging: 2))
    }
    blocks +=
      condition("when", written.when) + condition("must", written.must)
      + condition("unless", written.unless)
    blocks += [.blank, .text("sources", indent: 2)]
    blocks += citations(written.citations + written.unlessCitations)
    if let conflict = written.conflict.flatMap({ policy.citation($0.content) }) {
      blocks.append(
        .text(Phrase("the sources disagree: \(conflict.statement)"), indent: 4, hanging: 2))
    }
    let cases = [true, false].compactMap { decides in
      written.examples.first { $0.decides == decides }
    }
    if !cases.isEmpty { blocks += [.blank, .text("cases", indent: 2)] }
    for example in cases {
      let lead = example.decides ? "it applies" : "it does not"
      blocks.append(
        .text(
          (example.decides ? Sign.yes : Sign.idle).phrase
            + Phrase(" \(lead): \(example.title.content)"), indent: 4, hanging: 2))
      let given = summary(of: example)
      if !given.isEmpty { blocks.append(.text(.faint(given), indent: 6)) }
    }
    return Reply(blocks, json: json(of: rule, dates))
  }

  private func condition(_ lead: String, _ written: Written<String>?) -> [Block] {
    guard let written else { return [] }
    var text = written.content
    while text.hasSuffix("\n") { text.removeLast() }
    return [.blank, .text(.faint(lead), indent: 2), .verbatim(text, indent: 4)]
  }

  private func citations(_ ids: [Written<String>]) -> [Block] {
    ids.compactMap { policy.citation($0.content) }.map { citation in
      let sure = citation.confidence.isEmpty ? "" : " [\(citation.confidence)]"
      return .text(
        .name(citation.id.content) + Phrase(" \(citation.place)\(sure): \(citation.statement)"),
        indent: 4, hanging: 2)
    }
  }

  private func summary(of example: ExampleDocument) -> String {
    var parts = example.given.map { given in
      let name = given.fact.content
      let fact = domain.vocabulary[name]
      return "\(FactName.shown(name)): \(fact.map { words(of: given.state, $0) } ?? "")"
    }
    if let subject = example.subject { parts.append("subject: \(subject)") }
    if let body = example.body {
      parts.append("body: \(body.split(whereSeparator: \.isNewline).joined(separator: " "))")
    }
    return parts.joined(separator: ", ")
  }

  private func json(of rule: Rule, _ dates: RuleDates) -> JSON {
    let written = rule.document
    return [
      "id": .text(rule.id), "title": .text(rule.title), "chapter": .text(rule.chapter),
      "question": .text(written.question.content), "effect": .text(rule.effect.rawValue),
      "from": .optional(written.from.map { words.day($0) }),
      "until": .optional(written.until.map { words.day($0) }),
      "in-force": .flag(rule.isInForce(at: edition.date)),
      "says": .text(written.says.content), "why": .optional(written.why),
      "when": .text(written.when.content), "must": .optional(written.must?.content),
      "unless": .optional(written.unless?.content),
      "next": written.remedy.map {
        NextStep(kind: $0.kind, sentence: $0.text.content).json
      } ?? .null,
      "conflict": .optional(written.conflict?.content),
      "cites": .list(
        (written.citations + written.unlessCitations).compactMap {
          policy.citation($0.content)
        }.map { citation in
          [
            "id": .text(citation.id.content), "place": .text(citation.place),
            "statement": .text(citation.statement), "confidence": .text(citation.confidence),
          ]
        }),
      "examples": .list(
        written.examples.map { example in
          [
            "title": .text(example.title.content), "decides": .flag(example.decides),
            "given": .text(summary(of: example)),
          ]
        }),
    ]
  }
}

extension Effect {
  /// The effect in words.
  var words: String {
    switch self {
    case .permit: "a permit"
    case .forbid: "a prohibition"
    case .require: "a requirement"
    case .advise: "advice"
    case .duty: "a duty"
    }
  }
}
