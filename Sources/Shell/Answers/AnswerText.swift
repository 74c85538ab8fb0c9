// An answer as people read it: the verdict in words, each deciding rule with its values, marks,
// sources and next step, and in one last line what else is worth knowing.

import PolicyEngine

extension AnswerReport {
  /// Marks of one rule that are shown; the rest is counted.
  private static let mostQuotes = 3
  private static let mostOpenFacts = 4
  private static let mostSides = 6
  private static let mostPlaces = 3
  private static let mostAdvice = 3

  var blocks: [Block] {
    var blocks: [Block] = [.text(headline), .blank]
    for rule in rules { blocks += ruleBlocks(rule, sign: verdict == .yes ? .yes : .no) }
    if let step = sharedStep {
      blocks += [.blank, .text(Phrase("next step: \(step.words)"), indent: 2, hanging: 2)]
    }
    blocks += nearestBlocks + openBlocks
    let notes = noteBlocks
    if !notes.isEmpty { blocks += [.blank] + notes }
    return blocks + [.blank, .text(footer, indent: 2, hanging: 2)]
  }

  // MARK: The verdict

  private var headline: Phrase {
    let when = isOtherMoment ? (momentWords.contains(":") ? " at " : " on ") + momentWords : ""
    switch ground {
    case .permitted: return yes + Phrase(" \(message) may be sent\(when).")
    case .forbidden: return no + Phrase(" \(message) may not be sent\(when)\(manner).")
    case .nothingPermits:
      return no + Phrase(" \(message) may not be sent\(when): no rule permits it.")
    case .sameInAllCases:
      return (verdict == .yes ? yes : no)
        + Phrase(
          " \(message) may\(verdict == .yes ? "" : " not") be sent\(when), whatever is not known.")
    case .open:
      return Phrase("DEPENDS.", .open)
        + Phrase(" Whether \(message) may be sent\(when) hangs on \(subjects).")
    }
  }

  private var yes: Phrase { Phrase("YES.", .good) }
  private var no: Phrase { Phrase("NO.", .bad) }

  /// What would help, when one kind of step would be enough.
  private var manner: String {
    let kinds = Set(rules.map { $0.remedy?.kind })
    guard kinds.count == 1, let kind = kinds.first else { return "" }
    switch kind {
    case .edit: return " as it is; edit it first"
    case .wait: return " yet"
    case .channel: return " this way; use another channel"
    case .doFirst: return " yet; something has to be done first"
    default: return ""
    }
  }

  private var subjects: String {
    switch open.count {
    case 0: "something that could not be computed"
    case 1:
      open[0].isReading
        ? "a point on which the sources disagree: \(open[0].label)" : open[0].label
    case 2: "\(open[0].label) and \(open[1].label)"
    default: "\(open.count) things that are not known"
    }
  }

  // MARK: Rules

  private func ruleBlocks(_ rule: RuleReport, sign: Sign) -> [Block] {
    var blocks: [Block] = [
      .text(sign.phrase + " " + .name(rule.id) + Phrase(" — \(rule.title)"), indent: 2, hanging: 2)
    ]
    blocks.append(.text(Phrase(rule.sentence), indent: 4))
    blocks += rule.quotes.prefix(Self.mostQuotes).map { .quote($0, indent: 4) }
    if rule.quotes.count > Self.mostQuotes {
      let rest = rule.quotes.count - Self.mostQuotes
      blocks.append(
        .text(.faint("and \(counted(rest, "more mark")): `show \(message)`"), indent: 4))
    }
    if !rule.places.isEmpty {
      let places = rule.places.prefix(Self.mostPlaces).joined(separator: "; ")
      let rest = rule.places.count - Self.mostPlaces
      let more = rest > 0 ? "; and \(rest) more: `rule \(rule.id)`" : ""
      blocks.append(.text(.faint("cites: \(places)\(more)"), indent: 4, hanging: 2))
    }
    if let conflict = rule.conflict {
      blocks.append(
        .text(.faint("the sources disagree: \(conflict.statement)"), indent: 4, hanging: 2))
    }
    if sharedStep == nil, sign == .no, let step = rule.remedy {
      blocks.append(.text(Phrase("next step: \(step.words)"), indent: 4, hanging: 2))
    }
    return blocks
  }

  /// The next step, when there is one for all the rules.
  private var sharedStep: NextStep? {
    guard verdict == .no, let step = rules.first?.remedy,
      rules.allSatisfy({ $0.remedy == step })
    else { return nil }
    return step
  }

  /// What else applies: the reasons of the other answers, duties, advice.
  private var noteBlocks: [Block] {
    var blocks: [Block] = []
    for passage in assumedAbsent {
      let row = passage.split(separator: "\n").joined(separator: " ")
      blocks.append(
        .text(
          .name("assumed: ")
            + Phrase("“\(row)” says nothing. The answer rests on that; `scan \(message)` lists it."),
          indent: 2, hanging: 2))
    }
    for side in sides where !side.isUsual {
      for rule in side.rules {
        blocks.append(noteBlock(side.verdict == .yes ? side.label : side.negatedLabel, rule))
      }
    }
    blocks += duties.map { noteBlock("to do", $0) }
    let advice = advice.filter { !heard.contains($0.id) }
    blocks += advice.prefix(Self.mostAdvice).map { noteBlock("advice", $0) }
    if advice.count > Self.mostAdvice {
      let rest = advice.count - Self.mostAdvice
      blocks.append(
        .text(.faint("and \(counted(rest, "more piece")) of advice: `why --all`"), indent: 2))
    }
    blocks += spelling?.blocks(about: message) ?? []
    return blocks
  }

  private func noteBlock(_ lead: String, _ rule: RuleReport) -> Block {
    .text(
      .name("\(lead): ") + Phrase("\(rule.sentence) ") + .faint("(\(rule.id))"), indent: 2,
      hanging: 2)
  }

  private var nearestBlocks: [Block] {
    guard ground == .nothingPermits else { return [] }
    if nearest.isEmpty {
      return [.text("No permit comes near: `rules permit` lists them.", indent: 2)]
    }
    return [.text("What comes nearest:", indent: 2)] + nearest.flatMap(\.blocks)
  }

  // MARK: What is not known

  private var openBlocks: [Block] {
    guard verdict == .depends else { return [] }
    var blocks: [Block] = []
    if open.isEmpty, !undecided.isEmpty {
      blocks.append(
        .text(
          Phrase("These rules could not be decided: \(undecided.joined(separator: ", "))."),
          indent: 2, hanging: 2))
    }
    for fact in open.prefix(Self.mostOpenFacts) {
      let state = fact.isReading ? "the sources disagree" : "not known"
      blocks.append(
        .text(
          Sign.open.phrase + " " + .name(fact.fact) + Phrase(" — \(fact.label): \(state)"),
          indent: 2, hanging: 2))
      let sides = fact.sides.count > Self.mostSides ? fact.verdictSides : fact.sides
      blocks += sides.map { .text(sideWords($0), indent: 4, hanging: 2) }
      let more = fact.hasMoreValues ? ", …; all of them: `terms \(fact.fact)`" : ""
      let others = fact.otherValues.map { "`\($0)`" }.joined(separator: ", ") + more
      blocks.append(
        .text(
          Phrase("to settle it: `\(fact.command)`")
            + Phrase(others.isEmpty ? "" : " (or \(others))"),
          indent: 4, hanging: 2))
    }
    if open.count > Self.mostOpenFacts {
      let rest = open.count - Self.mostOpenFacts
      blocks.append(.text(.faint("and \(counted(rest, "more fact")): `why`"), indent: 2))
    }
    return blocks
  }

  private func sideWords(_ side: OpenFactReport.Side) -> Phrase {
    let rules = side.rules.prefix(3).joined(separator: ", ")
    let reason =
      side.rules.isEmpty ? "" : " — \(rules)\(side.rules.count > 3 ? " and others" : "")"
    let verdict =
      switch side.verdict {
      case .yes: Phrase("yes", .good)
      case .no: Phrase("no", .bad)
      case .depends: Phrase("still open", .open)
      }
    let lead = side.condition.hasPrefix("whatever ") ? "" : "if "
    return Phrase("\(lead)\(side.condition): ") + verdict + Phrase(reason)
  }

  // MARK: The last line

  private var footer: Phrase {
    var parts = sides.reversed().map { side in
      side.verdict == .depends
        ? "\(side.label): depends\(side.open.first.map { " on \($0.label)" } ?? "")"
        : "\(side.label): \(side.verdict.rawValue)"
    }
    parts.append("\(counted(otherRules, "other rule")) looked at: `why --all`")
    // A part stays on one row.
    let whole = parts.map { String($0.map { $0 == " " ? Layout.fixedSpace : $0 }) }
    return Phrase(whole.joined(separator: " · "))
  }
}

/// A sign in front of a rule or a condition. In plain layout its words say the same.
enum Sign: Hashable, Sendable {
  case yes, no, open, note, idle

  var phrase: Phrase {
    switch self {
    case .yes: Phrase("✓", .good)
    case .no: Phrase("✗", .bad)
    case .open: Phrase("?", .open)
    case .note: Phrase("•", .open)
    case .idle: Phrase("·", .faint)
    }
  }

  init(_ truth: Truth) {
    switch truth {
    case .yes: self = .yes
    case .no: self = .no
    case .unknown, .error: self = .open
    case .notNeeded: self = .idle
    }
  }
}

extension NearPermit {
  /// The permit with what is not so.
  var blocks: [Block] {
    [
      .text(
        Sign.no.phrase + " " + .name(rule) + Phrase(" — \(title)"), indent: 2, hanging: 2),
      .text(Phrase("not so: \(unmet)"), indent: 4, hanging: 2),
    ]
  }
}
