// A fact that is not known and on which an answer hangs: the verdict on either side, and the one
// command that settles it.

import CEL
import PolicyEngine
import Scenarios

/// A fact on which an answer depends.
struct OpenFactReport: Hashable, Sendable {
  /// One side: a case of the fact, and the answer there.
  struct Side: Hashable, Sendable {
    /// The case as a condition: `the delivery date is before 2021-03-06 09:00 PST`.
    let condition: String
    let verdict: Verdict
    /// The rules that decide there.
    let rules: [String]
    /// The values of a choice, in words.
    let values: [String]

    var json: JSON {
      [
        "if": .text(condition), "verdict": .text(verdict.rawValue), "because": .texts(rules),
      ]
    }
  }

  let fact: String
  let label: String
  /// Whether sources disagree on it, so that nobody can know it.
  let isReading: Bool
  let sides: [Side]
  /// The command that settles it.
  let command: String
  /// Other values that the command may say.
  let otherValues: [String]
  /// Whether there are values besides these.
  let hasMoreValues: Bool

  init(_ open: OpenFact, in decision: Decision, of question: Question, answer: Int) {
    let declaration = decision.facts.vocabulary.facts[open.slot]
    let name = FactName.shown(declaration.name.content)
    let words = CaseWords(declaration, decision.words)
    fact = name
    label = declaration.label
    isReading = name.hasPrefix("reading.")
    let isTelling = open.cases.contains { $0.decision.answers[answer].verdict != .depends }
    sides = isTelling ? Self.sides(open, words, answer) : []
    // A value that permits is the likeliest to be wanted.
    let order: [Verdict] = [.yes, .depends, .no]
    let cases = order.flatMap { verdict in
      open.cases.filter { $0.decision.answers[answer].verdict == verdict }.map(\.case)
    }
    let values = isTelling ? words.sampleValues(cases) : []
    command = "set \(name) \(values.first ?? "VALUE")\(Self.target(declaration, of: question))"
    otherValues = declaration.type.isListed ? Array(values.dropFirst().prefix(4)) : []
    hasMoreValues = declaration.type.isListed && values.count > 5
  }

  /// The cases with the same answer for the same reason said together.
  private static func sides(_ open: OpenFact, _ words: CaseWords, _ answer: Int) -> [Side] {
    var groups: [(cases: [Case], verdict: Verdict, rules: [String])] = []
    for (one, decision) in open.cases {
      let given = decision.answers[answer]
      let rules = given.verdict == .no ? given.deciding.map { decision.edition.rules[$0].id } : []
      if let last = groups.last, last.verdict == given.verdict, last.rules == rules,
        case .stretch(let start, _)? = last.cases.last, case .stretch(_, let end) = one
      {
        groups[groups.count - 1].cases = [.stretch(from: start, until: end)]
      } else if let index = groups.firstIndex(where: {
        $0.verdict == given.verdict && $0.rules == rules
      }),
        words.canJoin(groups[index].cases, one)
      {
        groups[index].cases.append(one)
      } else {
        groups.append(([one], given.verdict, rules))
      }
    }
    // The largest group of a choice is what remains when the others are named.
    let largest = groups.indices.max { groups[$0].cases.count < groups[$1].cases.count }
    return groups.enumerated().map { index, group in
      let isRest = index == largest && groups.count > 1 && group.cases.count > 3
      return Side(
        condition: isRest ? "\(words.label) is anything else" : words.condition(group.cases),
        verdict: group.verdict, rules: group.rules, values: words.values(group.cases))
    }
    .enumerated().sorted { left, right in
      let (first, second) = (left.offset == largest, right.offset == largest)
      let leftIsRest = first && groups[left.offset].cases.count > 3
      let rightIsRest = second && groups[right.offset].cases.count > 3
      return leftIsRest == rightIsRest ? left.offset < right.offset : rightIsRest
    }
    .map(\.element)
  }

  /// ` for ID` when the command would not know which order or message is meant.
  private static func target(_ fact: FactDeclaration, of question: Question) -> String {
    let subject = fact.name.content.prefix { $0 != "." }
    switch subject {
    case "order", "buyer":
      return question.world.orders.count > 1 ? question.order.map { " for \($0.id)" } ?? "" : ""
    case "message":
      return question.world.messages.count > 1 ? " for \(question.message.id)" : ""
    default: return ""
    }
  }

  /// The cases joined by their verdicts alone.
  var verdictSides: [Side] {
    let verdicts = [Verdict.yes, .no, .depends].filter { verdict in
      sides.contains { $0.verdict == verdict }
    }
    guard verdicts.count > 1 else {
      return verdicts.map {
        Side(condition: "whatever \(label) is", verdict: $0, rules: [], values: [])
      }
    }
    let groups = verdicts.map { verdict in
      (verdict, sides.filter { $0.verdict == verdict }.flatMap(\.values))
    }.sorted { $0.1.count < $1.1.count }
    return groups.enumerated().map { index, group in
      let isRest = index == groups.count - 1
      let condition =
        isRest ? "\(label) is anything else" : CaseWords.condition(label, group.1)
      return Side(condition: condition, verdict: group.0, rules: [], values: group.1)
    }
  }

  var json: JSON {
    [
      "fact": .text(fact), "label": .text(label), "contested": .flag(isReading),
      "sides": .list(sides.map(\.json)), "command": .text(command),
    ]
  }
}

/// Cases of a fact in words.
struct CaseWords {
  let fact: FactDeclaration
  let words: ValueWords
  var label: String { fact.label }

  init(_ fact: FactDeclaration, _ words: ValueWords) {
    self.fact = fact
    self.words = words
  }

  /// Whether two cases may stand in one condition.
  func canJoin(_ cases: [Case], _ other: Case) -> Bool {
    (cases + [other]).allSatisfy { if case .value = $0 { true } else { false } }
  }

  /// The condition that the fact is in one of these cases.
  func condition(_ cases: [Case]) -> String {
    cases.count == 1 ? condition(cases[0]) : Self.condition(label, values(cases))
  }

  static func condition(_ label: String, _ values: [String]) -> String {
    values.count == 1
      ? "\(label) is \(values[0])"
      : "\(label) is \(values.dropLast().joined(separator: ", ")) or \(values.last ?? "")"
  }

  /// The values of cases in words.
  func values(_ cases: [Case]) -> [String] {
    cases.compactMap { if case .value(let value) = $0 { text(value) } else { nil } }
  }

  private func condition(_ one: Case) -> String {
    switch one {
    case .absent: return "\(label) is not on record"
    case .value(.bool(let value)):
      return (value ? fact.says : fact.saysNot) ?? "\(label) is \(value ? "yes" : "no")"
    case .value(let value): return "\(label) is \(text(value))"
    case .stretch(nil, nil): return "\(label) is on record"
    case .stretch(nil, let end?): return "\(label) is \(before(end))"
    case .stretch(let start?, nil): return "\(label) is \(after(start))"
    case .stretch(let start?, let end?): return "\(label) is \(after(start)), but \(before(end))"
    }
  }

  private func before(_ end: Value) -> String {
    guard case .timestamp(let time) = end else { return "less than \(text(end))" }
    if let last = time.lastWholeMinute { return "\(words.time(last)) or earlier" }
    return "before \(words.time(time))"
  }

  private func after(_ start: Value) -> String {
    guard case .timestamp(let time) = start else { return "at least \(text(start))" }
    if let last = time.lastWholeMinute { return "later than \(words.time(last))" }
    return "\(words.time(time)) or later"
  }

  private var isTime: Bool { fact.type == .timestamp }

  private func text(_ value: Value) -> String { words.words(value, as: fact) }

  /// Values that a `set` command could say, as it says them; one for each case.
  func sampleValues(_ cases: [Case]) -> [String] {
    let notation = Notation(zone: words.zone)
    var values: [String] = []
    for one in cases {
      switch one {
      case .absent: values.append("none")
      case .value(let value): values.append(notation.text(of: value))
      case .stretch(let start, let end):
        guard let sample = Self.sample(from: start, until: end) else { continue }
        values.append(
          isTime
            ? String(notation.text(of: sample).prefix { $0 != "T" }) : notation.text(of: sample))
      }
    }
    // A value says more than that there is none.
    return values.filter { $0 != "none" } + values.filter { $0 == "none" }
  }

  /// A value inside a stretch, a day away from its ends where it is a time.
  private static func sample(from start: Value?, until end: Value?) -> Value? {
    switch (start, end) {
    case (.timestamp(let start)?, _):
      return Timestamp(seconds: start.seconds + 86_400).map(Value.timestamp)
    case (nil, .timestamp(let end)?):
      return Timestamp(seconds: end.seconds - 86_400).map(Value.timestamp)
    case (.int?, _), (.double?, _), (.duration?, _): return start
    case (nil, .int(let end)?): return .int(end - 1)
    case (nil, .double(let end)?): return .double(end - 1)
    case (nil, .duration(let end)?):
      return CEL.Duration(seconds: end.seconds - 1).map(Value.duration)
    default: return nil
    }
  }
}

extension Timestamp {
  /// The moment a second earlier, where that is a whole minute and this is none: "from one second
  /// after nine" is said as "later than nine".
  fileprivate var lastWholeMinute: Timestamp? {
    (seconds - 1) % 60 == 0 ? Timestamp(seconds: seconds - 1) : nil
  }
}

extension FactType {
  /// Whether its values can be listed.
  fileprivate var isListed: Bool {
    switch self {
    case .bool, .choice: true
    default: false
    }
  }
}
