// The ways in which each fact can be changed, as far as they make a difference: the other words of a
// choice, and of an ordered fact the nearest value of each stretch on which nothing turns.

import CEL

/// The changes that a search may make.
struct ChangeOptions {
  let start: Decision
  let question: Int
  let patience: Patience?
  /// In how many ways each fact can be changed, roughly, itself or by what makes it fall away; 0 is
  /// not at all.
  let ways: [Int]
  /// Which facts can be changed themselves.
  private let isChangeable: [Bool]
  /// The facts that are found in the text, and in the files.
  private let found: (text: Set<Int>, files: Set<Int>)
  /// The facts with whose change the text falls away.
  private let droppers: [Int]
  /// The changes that are the same in every state of the other facts.
  private var known: [Int: [Change]] = [:]

  /// How far back and forth a date that is not known is looked for, in seconds.
  private static let years: Int64 = 2 * 366 * 86_400

  init(_ start: Decision, _ question: Int, _ patience: Patience?) {
    self.start = start
    self.question = question
    self.patience = patience
    let facts = start.facts
    let declarations = facts.vocabulary.facts
    let inMessage = declarations.indices.filter { slot in
      if case .analysis = declarations[slot].origin { true } else { false }
    }
    found = (
      Set(inMessage.filter { !declarations[$0].isOfFiles }),
      Set(inMessage.filter { declarations[$0].isOfFiles })
    )
    droppers = declarations.indices.filter { slot in
      !declarations[slot].alteration.valuesWithoutText.isEmpty && !inMessage.contains(slot)
    }
    let own = declarations.enumerated().map { slot, fact in
      let isUnknown = facts[slot] == .unknown
      switch fact.alteration.means {
      case .never: return 0
      case .wait: return patience?.slot == slot ? 3 : 0
      case .state where !isUnknown: return 0
      default: break
      }
      if fact.alteration.takesOutOnly, !isUnknown, facts[slot] == fact.standard { return 0 }
      switch fact.type {
      case .bool: return isUnknown ? 2 : 1
      case .choice(let words): return fact.alteration.targets?.count ?? words.count
      case .int, .double, .timestamp, .duration: return 2
      case .string:
        return fact.alteration.targets?.count ?? (fact.samples.isEmpty && !isUnknown ? 0 : 1)
      case .list: return fact.alteration.targets?.count ?? (isUnknown ? 1 : 0)
      }
    }
    isChangeable = own.map { $0 > 0 }
    let canDrop = droppers.contains { own[$0] > 0 }
    let inText = Set(inMessage)
    ways = own.enumerated().map { slot, count in
      let falls = canDrop && inText.contains(slot) && facts[slot] != declarations[slot].standard
      return count + (falls ? 1 : 0)
    }
  }

  // MARK: What falls away with a change

  /// The facts that get what holds when nothing is said, since the text or the files fall away.
  func dropped(by change: Change) -> Set<Int> {
    guard case .value(let value) = change.state else { return [] }
    let alteration = start.facts.vocabulary.facts[change.slot].alteration
    var result: Set<Int> = []
    if alteration.valuesWithoutText.contains(value) { result = found.text }
    if alteration.valuesWithoutFiles.contains(value) { result.formUnion(found.files) }
    result.remove(change.slot)
    return result
  }

  /// The changes that take away what keeps a conflict without changing one of its facts.
  mutating func drops(of conflict: Set<Int>, in decision: Decision) -> [Change] {
    guard !conflict.isDisjoint(with: found.text.union(found.files)) else { return [] }
    var result: [Change] = []
    for slot in droppers where !conflict.contains(slot) {
      result += changes(of: slot, in: decision).filter {
        !dropped(by: $0).isDisjoint(with: conflict)
      }
    }
    return result
  }

  /// The changes of a fact from its state at the start, given all else as a decision has it.
  mutating func changes(of slot: Int, in decision: Decision) -> [Change] {
    guard isChangeable[slot] else { return [] }
    if let known = known[slot] { return known }
    let fact = start.facts.vocabulary.facts[slot]
    if slot == patience?.slot { return waits(in: decision) }
    if let targets = fact.alteration.targets {
      return remember(slot, targets.map { change(slot, to: .value($0)) })
    }
    switch fact.type {
    case .bool, .choice:
      let isKnown = start.facts[slot] != .unknown
      if fact.alteration.takesOutOnly, isKnown {
        return remember(slot, [change(slot, to: fact.standard)])
      }
      return remember(slot, (fact.type.values ?? []).map { change(slot, to: .value($0)) })
    case .timestamp: return dates(of: slot, in: decision)
    case .int, .double, .duration: return numbers(of: slot, in: decision)
    case .string: return texts(of: slot, in: decision)
    case .list: return []
    }
  }

  /// The texts that a fact is compared with, and of those that it often is the first of each kind
  /// with which something else holds.
  private func texts(of slot: Int, in decision: Decision) -> [Change] {
    let edition = decision.edition
    let compared = edition.graph.texts(comparedWith: slot)
    let truths = edition.plans.filter { Int($0.question) == question && $0.effect.answers }
      .map(\.applies)
    var seen = [truths.map { decision.evaluation.truths[Int($0)] }]
    let samples = start.facts.vocabulary.facts[slot].samples.map(Value.string).filter { sample in
      if compared.contains(sample) { return false }
      var facts = decision.facts
      facts.set(slot, to: .value(sample))
      let evaluation = edition.graph.evaluate(
        facts, insteadOf: decision.evaluation, slots: [slot], zones: edition.policy.zones)
      let states = truths.map { evaluation.truths[Int($0)] }
      if seen.contains(states) { return false }
      seen.append(states)
      return true
    }
    return (compared + samples).map { change(slot, to: .value($0)) }
      .filter { $0.state != start.facts[slot] }
  }

  mutating func remember(_ slot: Int, _ changes: [Change]) -> [Change] {
    let real = changes.filter { $0.state != start.facts[slot] }
    known[slot] = real
    return real
  }

  func change(
    _ slot: Int, to state: FactState, in range: Case? = nil, extra: Int = 0
  ) -> Change {
    let fact = start.facts.vocabulary.facts[slot]
    let alteration = fact.alteration
    let isUnknown = start.facts[slot] == .unknown
    // What is only not known has to be said, by whatever means it could be changed otherwise.
    let means = isUnknown && alteration.means != .wait ? .state : alteration.means
    var cost = means == alteration.means ? alteration.cost : means.usualCost
    // Taking something out of a text is easier than writing something into it.
    if means == .edit, state != fact.standard { cost += 1 }
    return Change(
      slot: slot, state: state, range: range, means: means, cost: cost * 1_000 + extra)
  }

  // MARK: Times

  /// The first moments from which something else holds.
  private func waits(in decision: Decision) -> [Change] {
    guard let patience, case .value(.timestamp(let now)) = start.facts[patience.slot] else {
      return []
    }
    let ends = patience.borders.filter { $0 > now } + [patience.until]
    var moments: [Timestamp] = []
    for (from, until) in zip([now] + ends, ends) where from < until {
      let edition = from == now ? start.edition : patience.edition(from)
      moments += Self.stretches(
        of: patience.slot, edition, decision.facts, from: from, until: until, question
      ).map(\.from)
    }
    return moments.filter { $0 > now }.map { moment in
      let days = Int((moment.seconds - now.seconds) / 86_400)
      return change(
        patience.slot, to: .value(.timestamp(moment)), extra: 1 + min(days, 900))
    }
  }

  /// What is done is done now; a date that is not known lies in one of the stretches of time.
  private mutating func dates(of slot: Int, in decision: Decision) -> [Change] {
    let clock = patience.flatMap { patience -> Timestamp? in
      if case .value(.timestamp(let now)) = start.facts[patience.slot] { now } else { nil }
    }
    if start.facts[slot] != .unknown {
      return remember(slot, clock.map { [change(slot, to: .value(.timestamp($0)))] } ?? [])
    }
    let middle = (clock ?? decision.edition.date).seconds
    guard let from = Timestamp(seconds: middle - Self.years),
      let until = Timestamp(seconds: middle + Self.years)
    else { return [] }
    let edition = decision.edition
    return Self.stretches(
      of: slot, edition, decision.facts, from: from, until: until, question
    ).map { stretch in
      // A day inside is easier to say than an end.
      let length = stretch.until.seconds - stretch.from.seconds
      let middle = stretch.from.seconds + min(86_400, length / 2)
      let sample = length < 2 ? stretch.from : Timestamp(seconds: middle) ?? stretch.from
      return change(
        slot, to: .value(.timestamp(sample)),
        in: .stretch(
          from: stretch.from == from ? nil : .timestamp(stretch.from),
          until: stretch.until == until ? nil : .timestamp(stretch.until)))
    }
  }

  /// The stretches of time on which no rule turns.
  static func stretches(
    of slot: Int, _ edition: Edition, _ facts: FactTable, from: Timestamp, until: Timestamp,
    _ question: Int
  ) -> [(from: Timestamp, until: Timestamp)] {
    let truths = edition.plans.filter { Int($0.question) == question && $0.effect.answers }
      .map(\.applies)
    var start = facts
    start.set(slot, to: from)
    var analysis = ClockAnalysis(
      edition, start, along: slot, from: from.tick, until: until.tick, for: truths)
    var result: [(from: Timestamp, until: Timestamp)] = []
    var last: [Truth]?
    for tick in [from.tick] + analysis.turns(of: truths) {
      let evaluation = analysis.evaluation(at: tick)
      let states = truths.map { evaluation.truths[Int($0)] }
      guard states != last, let moment = Timestamp(tick: tick) else { continue }
      if !result.isEmpty { result[result.count - 1].until = moment }
      result.append((moment, until))
      last = states
    }
    return result
  }
}
