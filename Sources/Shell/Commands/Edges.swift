// `edges`: the two sides of every condition of a rule, or the nearest worlds in which the answer about a
// message turns; each side can be opened and saved.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let edges = Command(
    "edges", group: .ask, usage: "edges [RULE | MESSAGE] [--all]",
    summary: "Shows worlds on both sides of where something turns.",
    about: [
      "`edges RULE` shows for each condition of the rule two worlds that differ in one fact, at the "
        + "exact threshold, one on each side. `edges X` shows the nearest worlds in which the "
        + "answer about X is another one, the time first; `edges X --all` shows more than a dozen.",
      "Each world was played and asked before it is shown. `load edge-1a` opens it, and `save FILE` "
        + "then keeps it as a scenario; `show`, `why` and `rule` take its name too.",
      "Where no text and no messages are found with which only one fact differs, what the text says is "
        + "taken as so, and the edge tells it. For a condition that can't turn the rule alone, it is told "
        + "why.",
    ],
    examples: ["edges reviews.once-per-order", "edges first-ask", "load edge-1a"],
    arguments: [.rule]
  ) { session, arguments throws(Diagnostics) in
    let words = try arguments.atMost(2).filter { $0.text != "--all" }
    if words.count > 1 { throw arguments.usage("`edges` takes one rule or message", at: words[1]) }
    let word = words.first
    if let word, session.world.messages[word.text] == nil {
      let rule = try session.rule(word)
      let edges = session.domain.edges(of: rule.id, beside: session.edgeQuestion)
      guard let edges else {
        let dates = RuleDates(rule.document, session.words)
        return Reply(
          .name(rule.id) + Phrase(" is not in force: \(dates.sentence)."),
          json: ["rule": .text(rule.id), "in-force": false])
      }
      return session.show(
        edges, of: rule.id, rule: rule.id, most: nil,
        lead: "for each condition two worlds that differ in one fact")
    }
    let id = try session.message(word, arguments)
    let question = try session.world.question(about: id)
    session.situation.topic = id.content
    return session.show(
      question.edges(), of: id.content, rule: nil,
      most: words.count < arguments.words.count ? nil : Session.mostEdges,
      lead: "the nearest worlds in which the answer turns")
  }
}

extension Session {
  /// How many edges of a message are shown at once.
  fileprivate static let mostEdges = 12

  /// The question whose facts are tried besides a rule's examples.
  fileprivate var edgeQuestion: Question? {
    situation.topic.flatMap { try? world.question(about: Written($0)) }
  }

  fileprivate mutating func show(
    _ edges: Edges, of subject: String, rule: String?, most: Int?, lead: String
  ) -> Reply {
    var blocks: [Block] = [.text(.name(subject) + Phrase(": \(lead)."))]
    var json: [JSON] = []
    let shown = edges.all.prefix(most ?? edges.all.count)
    for edge in shown {
      let number = edgeSides.count / 2 + 1
      let fact = domain.vocabulary.facts[edge.slot]
      let name = FactName.shown(fact.name.content)
      blocks += [
        .blank,
        .text(.name("\(number). ") + Phrase("\(fact.label) ") + .faint("(\(name))"), indent: 2),
      ]
      if edge.isAssumed {
        blocks.append(.text(.faint("taken as so in a message without a text"), indent: 5))
      }
      for other in edge.turningToo {
        blocks.append(.text(.faint("turns only together with `\(other)`"), indent: 5, hanging: 2))
      }
      var sides: [JSON] = []
      var rows: [[Phrase]] = []
      let worlds = [
        (edge.worlds.0, edge.states.0, "a", edge.sentences?.0),
        (edge.worlds.1, edge.states.1, "b", edge.sentences?.1),
      ]
      for (world, state, letter, sentence) in worlds {
        let id = "edge-\(number)\(letter)"
        edgeSides.append(
          KnownCase(id: id, facts: world.decision.facts, scenario: world.scenario, rule: rule))
        let side = EdgeSide(world, state, sentence, rule: rule, fact)
        rows.append([.name(id), side.phrase])
        sides.append(side.json.with("load", .text(id)))
      }
      blocks.append(.table(rows, indent: 5))
      json.append([
        "fact": .text(name), "sides": .list(sides), "assumed": .flag(edge.isAssumed),
        "turning-too": .texts(edge.turningToo),
      ])
    }
    if edges.all.isEmpty { blocks += [.blank, .text("No such world was found.", indent: 2)] }
    for missing in edges.missing {
      blocks += [.blank, .text(Phrase(missing.words), indent: 2, hanging: 2)]
    }
    if shown.count < edges.all.count {
      let more = "and \(edges.all.count - shown.count) more: `edges \(subject) --all`"
      blocks += [.blank, .text(.faint(more), indent: 2)]
    }
    if !edges.all.isEmpty {
      blocks += [
        .blank,
        .text(
          .faint("`load edge-\(edgeSides.count / 2)a` opens a world; `save FILE` then keeps it."),
          indent: 2),
      ]
    }
    return Reply(
      blocks,
      json: [
        "of": .text(subject), "edges": .list(json), "missing": .list(edges.missing.map(\.json)),
      ])
  }
}

/// One side of an edge in words.
private struct EdgeSide {
  let phrase: Phrase
  let json: JSON

  init(
    _ world: EdgeWorld, _ state: FactState, _ sentence: String?, rule: String?,
    _ fact: FactDeclaration
  ) {
    let decision = world.decision
    let notation = Notation(zone: decision.words.zone)
    let value: String
    switch state {
    case .value(.timestamp(let moment)):
      value = moment.seconds % 60 == 0 ? notation.words(for: moment) : decision.words.time(moment)
    case .value(let known): value = decision.words.words(known, as: fact)
    case .absent: value = "none"
    case .unknown: value = "not known"
    }
    let applies = rule.flatMap { id in
      decision.edition.position(of: id).map { decision.applies($0) == .yes }
    }
    let rules = decision.answer.deciding.map { decision.edition.rules[$0].id }
    var text = Phrase(value + ": ")
    if let applies { text = text + Phrase(applies ? "it applies" : "it does not apply") }
    if rule == nil {
      text = text + decision.verdict.phrase
      if decision.verdict == .no, !rules.isEmpty {
        text = text + Phrase(" — \(rules.prefix(3).joined(separator: ", "))")
      }
    } else {
      text = text + Phrase(" (answer: ") + decision.verdict.phrase + Phrase(")")
    }
    if let sentence { text = text + .faint(" — \(sentence)") }
    phrase = text
    json = [
      "value": .text(notation.text(of: state)), "verdict": .text(decision.verdict.rawValue),
      "because": .texts(rules), "applies": applies.map(JSON.flag) ?? .null,
      "condition": .optional(sentence),
    ]
  }
}

extension MissingEdge {
  /// Why a condition has no two worlds, in a sentence or two.
  fileprivate var words: String {
    let condition = "`\(written)` (\(sentence))"
    return switch reason {
    case .constant(let isYes):
      "No two worlds for \(condition): it is \(isYes ? "always" : "never") so, whatever the facts."
    case .masked(by: let other?):
      "No two worlds for \(condition): alone it never turns the rule; `\(other)` stands in the way."
    case .masked(by: nil):
      "No two worlds for \(condition): alone it never turns the rule; other conditions decide first."
    case .notFound: "No two worlds were found for \(condition)."
    }
  }

  fileprivate var json: JSON {
    let condition: JSON = ["condition": .text(sentence), "written": .text(written)]
    switch reason {
    case .constant(let isYes):
      return condition.with("reason", "constant").with("is", .flag(isYes))
    case .masked(let other):
      return condition.with("reason", "masked").with("by", .optional(other))
    case .notFound: return condition.with("reason", "not-found")
    }
  }
}
