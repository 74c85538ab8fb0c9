// `why`: the reasoning behind the last answer as a tree of sentences; `why --all` every rule that
// was looked at; `why RULE` and `why-not RULE` one rule with every condition.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let why = Command(
    "why", group: .ask, usage: "why [--all | RULE | PASSAGE | CASE]",
    summary: "Shows the reasoning behind the last answer.",
    about: [
      "`why` shows the rules that decided, each with what it rests on. `why --all` lists every rule "
        + "that was looked at with the first condition that is not met. `why RULE` shows one rule "
        + "with all its conditions, and `why edge-1a` the reasoning in a world that was shown.",
      "Without an earlier question it asks about the only message there is.",
    ],
    examples: ["can second-ask", "why", "why --all", "why reviews.once-per-order"],
    arguments: [.rule]
  ) { session, arguments throws(Diagnostics) in
    if let first = arguments.first, first.lowered == "not" {
      return try session.explainRule(
        Arguments(
          command: .whyNot, statement: arguments.statement, words: arguments.words.dropFirst()))
    }
    let words = try arguments.atMost(1)
    switch words.first?.lowered {
    case nil: return try session.lastAnswer(arguments).reasoning
    case "--all", "all", "-a": return try session.lastAnswer(arguments).everyRule
    default:
      if let word = words.first, let known = session.knownCase(word.text) {
        return try known.asked(word).reasoning
      }
      if let word = words.first, let passage = try session.existingPassage(word) {
        return session.show(passage)
      }
      return try session.explainRule(arguments)
    }
  }

  static let whyNot = Command(
    "why-not", group: .ask, usage: "why-not RULE",
    summary: "Shows why a rule does not apply to the last question.",
    about: [
      "Every condition of the rule is shown with whether it holds. `why RULE` does the same."
    ],
    examples: ["can second-ask", "why-not reviews.once-per-order"], arguments: [.rule]
  ) { session, arguments throws(Diagnostics) in
    try session.explainRule(arguments)
  }
}

extension Session {
  /// The last answer; without one, that about the message that is meant.
  func lastAnswer(_ arguments: Arguments) throws(Diagnostics) -> Asked {
    if let asked = situation.lastAnswer { return asked }
    return Asked(try question(about: try message(nil, arguments)))
  }

  /// The rule that a word names, in force or not.
  func rule(_ word: Word) throws(Diagnostics) -> Rule {
    if let rule = policy.rule(word.text) { return rule }
    let ids = policy.rules.map(\.id)
    // A part of an id is enough when only one rule has it.
    let matches = ids.filter { $0.contains(word.text.lowercased()) }
    if matches.count == 1, let rule = policy.rule(matches[0]) { return rule }
    let help =
      word.text.nearest(among: ids).map { "did you mean `\($0)`?" }
      ?? (matches.isEmpty
        ? "`rules \(word.text)` searches their texts"
        : "rules with this in their id: \(matches.prefix(6).joined(separator: ", "))")
    throw Diagnostics(
      Diagnostic(id: "unknown-rule", "there is no rule `\(word.text)`", at: word.span, help: help))
  }

  fileprivate func explainRule(_ arguments: Arguments) throws(Diagnostics) -> Reply {
    let word = try arguments.required("a rule")
    _ = try arguments.atMost(1)
    return try explain(word, in: try lastAnswer(arguments))
  }

  /// One rule with all its conditions, as an answer found them.
  func explain(_ word: Word, in asked: Asked) throws(Diagnostics) -> Reply {
    let rule = try rule(word)
    guard let position = asked.decision.edition.position(of: rule.id) else {
      let dates = RuleDates(rule.document, words)
      return Reply(
        .name(rule.id) + Phrase(" is not in force then: \(dates.sentence)."),
        json: ["rule": .text(rule.id), "in-force": false])
    }
    return asked.reasoning(of: position)
  }
}

extension Asked {
  private var headline: Phrase {
    let moment = decision.words.time(question.moment)
    return Phrase("\(message) at \(moment): ") + decision.verdict.phrase
  }

  /// The rules that decided or are open, each with what it rests on.
  var reasoning: Reply {
    let answer = decision.answer
    let shown = answer.deciding.isEmpty ? answer.undecided : answer.deciding
    var blocks: [Block] = [.text(headline), .blank]
    if shown.isEmpty {
      let nearest = NearPermit.nearest(in: decision)
      blocks.append(.text("No rule permits it.", indent: 2))
      for permit in nearest {
        guard let position = decision.edition.position(of: permit.rule) else { continue }
        blocks += [.blank] + ruleBlocks(position, isComplete: true)
      }
    }
    for (index, rule) in shown.enumerated() {
      if index > 0 { blocks.append(.blank) }
      blocks += ruleBlocks(rule, isComplete: false)
    }
    if let notes = SpellingNotes(question)?.uncheckedBlocks, !notes.isEmpty {
      blocks += [.blank] + notes
    }
    return Reply(
      blocks,
      json: [
        "message": .text(message), "verdict": .text(decision.verdict.rawValue),
        "rules": .list(shown.map { ruleJSON($0, isComplete: false) }),
      ])
  }

  /// One rule with all its conditions.
  fileprivate func reasoning(of rule: Int) -> Reply {
    let tree = decision.explanation(of: rule, isComplete: true)
    let id = decision.edition.rules[rule].id
    let sentence: Phrase =
      switch tree.truth {
      case .yes: .name(id) + " applies."
      case .no:
        .name(id)
          + Phrase(
            " does not apply: \(tree.firstUnmet.map(\.sentence) ?? "its conditions differ").")
      case .unknown, .error, .notNeeded: .name(id) + " may apply; it is not known."
      }
    return Reply(
      [.text(headline), .text(sentence), .blank] + ruleBlocks(rule, isComplete: true),
      json: ruleJSON(rule, isComplete: true).with("message", .text(message)))
  }

  private func ruleBlocks(_ rule: Int, isComplete: Bool) -> [Block] {
    let tree = decision.explanation(of: rule, isComplete: isComplete)
    let written = decision.edition.rules[rule]
    return [
      .text(
        Sign(of: written.effect, tree.truth).phrase + " " + .name(written.id)
          + Phrase(" — \(written.title)"), indent: 2, hanging: 2),
      .tree(tree.children.map(Branch.init), indent: 4),
    ]
  }

  private func ruleJSON(_ rule: Int, isComplete: Bool) -> JSON {
    let tree = decision.explanation(of: rule, isComplete: isComplete)
    return [
      "rule": .text(decision.edition.rules[rule].id), "applies": .text(tree.truth.word),
      "conditions": .list(tree.children.map(\.json)),
    ]
  }

  private static var legend: Phrase {
    let signs: [(Sign, String)] = [
      (.yes, "permits it"), (.no, "speaks against it"), (.note, "applies"), (.open, "not known"),
      (.idle, "does not apply"),
    ]
    return signs.map { $0.phrase + Phrase(" \($1)") }.joined(by: "; ")
  }

  /// Every rule in force, by chapter, with what decided it.
  fileprivate var everyRule: Reply {
    var blocks: [Block] = [.text(headline)]
    var json: [JSON] = []
    var chapter = ""
    var rows: [[Phrase]] = []
    func closeChapter() {
      if !rows.isEmpty { blocks.append(.table(rows, indent: 2)) }
      rows = []
    }
    for (position, rule) in decision.edition.rules.enumerated() {
      if rule.chapter != chapter {
        closeChapter()
        chapter = rule.chapter
        blocks += [.blank, .text(.name(chapter))]
      }
      let tree = decision.explanation(of: position, isComplete: true)
      let reason =
        tree.truth == .yes
        ? decision.sentence(of: position) : tree.firstUnmet?.sentence ?? "its conditions differ"
      rows.append([
        Sign(of: rule.effect, tree.truth).phrase + " " + Phrase(rule.id), Phrase(reason),
      ])
      json.append([
        "rule": .text(rule.id), "effect": .text(rule.effect.rawValue),
        "applies": .text(tree.truth.word), "reason": .text(reason),
      ])
    }
    closeChapter()
    blocks += [
      .blank,
      .text(Self.legend),
    ]
    return Reply(
      blocks,
      json: [
        "message": .text(message), "verdict": .text(decision.verdict.rawValue),
        "rules": .list(json),
      ])
  }
}

extension Sign {
  /// The sign of a rule: what it does, when it applies.
  init(of effect: Effect, _ truth: Truth) {
    switch (truth, effect) {
    case (.yes, .permit): self = .yes
    case (.yes, .forbid), (.yes, .require): self = .no
    case (.yes, _): self = .note
    case (.unknown, _), (.error, _): self = .open
    case (.no, _), (.notNeeded, _): self = .idle
    }
  }
}

extension Branch {
  init(_ explanation: Explanation) { self.init(explanation, hasSign: true) }

  /// Below a definition sentences stand without a sign: they say why it is so or not, and a
  /// definition may well rest on something that does not hold.
  private init(_ explanation: Explanation, hasSign: Bool) {
    var isDefinition = false
    var hasOwnSign = hasSign
    switch explanation.subject {
    case .definition: isDefinition = true
    // Their sentences say it, and for them "holds" would mean the contrary.
    case .requirement, .exception: hasOwnSign = false
    default: break
    }
    let sign = hasOwnSign ? Sign(explanation.truth).phrase + " " : ""
    var children: [Branch] = []
    for child in explanation.children {
      let branch = Branch(child, hasSign: hasSign && !isDefinition)
      if !children.contains(branch) { children.append(branch) }
    }
    self.init(
      sign + Phrase(explanation.sentence),
      quotes: Array(MarkedLine.lines(of: explanation.quotes).prefix(3)), children: children)
  }
}

extension Explanation {
  var json: JSON {
    [
      "sentence": .text(sentence), "holds": .text(truth.word),
      "quotes": .list(MarkedLine.lines(of: quotes).map(\.json)),
      "conditions": .list(children.map(\.json)),
    ]
  }
}

extension Truth {
  /// The truth as programs read it.
  var word: String {
    switch self {
    case .yes: "yes"
    case .no: "no"
    case .unknown: "unknown"
    case .error: "error"
    case .notNeeded: "not-needed"
    }
  }
}

extension Verdict {
  /// The verdict in the colour of its sign.
  var phrase: Phrase {
    switch self {
    case .yes: Phrase("yes", .good)
    case .no: Phrase("no", .bad)
    case .depends: Phrase("depends", .open)
    }
  }
}
