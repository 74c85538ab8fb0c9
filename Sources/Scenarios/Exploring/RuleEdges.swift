// The edges of a rule: its examples are turned into worlds, and from these the two sides of each of its
// conditions are made. Where no text or no messages can be found with which a single fact differs, that
// fact is taken as so in a world that says nothing else.

import CEL
import MessageAnalysis
import PolicyEngine

extension Domain {
  /// For each condition of a rule two worlds, one on each side, that differ in one fact.
  ///
  /// - Parameter question: A question whose facts are tried as well; `nil` for none.
  /// - Returns: `nil` when there is no rule with this id.
  public func edges(of id: String, beside question: Question? = nil) -> Edges? {
    guard let rule = policy.rule(id) else { return nil }
    let date = question?.moment ?? standardDate(of: rule)
    let fallback = edition(at: date).position(of: id) == nil ? standardDate(of: rule) : date
    guard var worlds = RuleWorlds(self, rule, at: fallback) else { return nil }
    if let question, question.edition === worlds.edition { worlds.bases.insert(question, at: 0) }
    let edition = worlds.edition
    var made: [Edge] = []
    // Several pairs start from the same facts.
    var starts: [[FactState]: Question?] = [:]
    func start(_ boundary: Boundary) -> Question? {
      let states = worlds.relevant.map { boundary.base[$0] }
      if let known = starts[states] { return known }
      let made = worlds.question(with: boundary.base)
      starts[states] = .some(made)
      return made
    }
    func keep(_ edge: Edge?) -> Bool {
      if let edge { made.append(edge) }
      return edge != nil
    }
    let found = edition.edges(
      of: worlds.position, from: worlds.bases.map { $0.facts() }, changing: worlds.relevant,
      near: fallback, asWorld: worlds.facts,
      accepts: { base, boundary in
        let question = base.map { worlds.bases[$0] } ?? start(boundary)
        return keep(question.flatMap { worlds.edge(boundary, from: $0) })
      }, assumes: { keep(worlds.assumedEdge($0)) })
    let all = zip(made, found.edges).map { made, edge in
      Edge(
        slot: made.slot, states: made.states, sentences: edge.sentences,
        turningToo: edge.turningToo, worlds: made.worlds, isAssumed: made.isAssumed)
    }
    return Edges(all: all, missing: found.missing)
  }

  /// A day on which a rule is in force: in spring 2021, or as near to it as can be.
  private func standardDate(of rule: Rule) -> Timestamp {
    let standard = Timestamp(seconds: 1_616_256_000) ?? .first
    if let from = rule.document.from, from > standard { return from }
    if let until = rule.document.until, until <= standard {
      return Timestamp(seconds: until.seconds - 1) ?? until
    }
    return standard
  }
}

/// Worlds for the conditions of one rule.
private struct RuleWorlds {
  let domain: Domain
  let rule: Rule
  let date: Timestamp
  let edition: Edition
  let position: Int
  /// The facts that the rule rests on.
  let relevant: [Int]
  /// Its examples, and a world of which nothing is said.
  var bases: [Question] = []

  /// `nil` when the rule is not in force.
  init?(_ domain: Domain, _ rule: Rule, at date: Timestamp) {
    let edition = domain.edition(at: date)
    guard let position = edition.position(of: rule.id) else { return nil }
    (self.domain, self.rule, self.date) = (domain, rule, date)
    (self.edition, self.position) = (edition, position)
    relevant = edition.factsRead(by: position)
    bases = rule.document.examples.compactMap { example in
      question(
        example.given.compactMap { given in
          domain.vocabulary.slot(of: given.fact.content).map { ($0, given.state) }
        }, subject: example.subject ?? "", body: example.body ?? "")
    }
    if let plain = question([]) { bases.append(plain) }
  }

  /// A boundary as two worlds in which everything is stated, written, sent or received.
  func edge(_ boundary: Boundary, from start: Question) -> Edge? {
    start.edge(boundary, relevant: relevant, title: rule.id, isAsExpected: isSame)
  }

  /// A question about which the rule's facts are these; `nil` when no world is made like it.
  func question(with facts: FactTable) -> Question? {
    let usual = domain.vocabulary.facts
    return question(
      relevant.map { ($0, facts[$0]) }.filter { slot, state in state != usual[slot].standard })
  }

  /// A boundary as two worlds in which what is found or counted is taken as so.
  func assumedEdge(_ boundary: Boundary) -> Edge? {
    func side(_ state: FactState, _ expected: Decision) -> EdgeWorld? {
      guard let facts = facts(expected.facts), let world = World(facts, in: domain),
        let question = try? world.question(about: Written(Scenario.caseMessage)),
        let side = EdgeWorld(
          question, title: "\(rule.id) — \(expected.statement(of: boundary.slot, state))"),
        isSame(side.decision, expected)
      else { return nil }
      return side
    }
    guard let first = side(boundary.states.0, boundary.decisions.0),
      let second = side(boundary.states.1, boundary.decisions.1)
    else { return nil }
    return Edge(
      slot: boundary.slot, states: boundary.states, worlds: (first, second), isAssumed: true)
  }

  /// Whether the rule's facts came out as they were meant to.
  private func isSame(_ asked: Decision, _ expected: Decision) -> Bool {
    asked.edition === edition && relevant.allSatisfy { asked.facts[$0] == expected.facts[$0] }
  }

  /// Facts as a world has them: the rule's are as given, those of the store are those of the store
  /// that is most like it, and all others are as usual.
  func facts(_ given: FactTable) -> FactTable? {
    let ofStore = relevant.filter(domain.layout.isOfStore)
    func likeness(_ store: Store) -> Int {
      let facts = domain.startingFacts(in: store)
      return ofStore.count { facts[$0] == given[$0] }
    }
    let store = domain.stores.stores.max { likeness($0) < likeness($1) } ?? domain.stores.standard
    var facts = domain.startingFacts(in: store)
    if let clock = domain.layout.clock { facts.set(clock, to: date) }
    for slot in relevant where !ofStore.contains(slot) { facts.set(slot, to: given[slot]) }
    if let clock = domain.layout.clock {
      guard case .value(.timestamp(let moment)) = facts[clock],
        domain.edition(at: moment) === edition
      else { return nil }
    }
    return facts
  }

  /// A question of which these are the facts; `nil` when no world is like it.
  private func question(
    _ given: [(slot: Int, state: FactState)], subject: String = "", body: String = ""
  ) -> Question? {
    var moment = date
    for (slot, state) in given where slot == domain.layout.clock {
      if case .value(.timestamp(let clock)) = state { moment = clock }
    }
    guard domain.edition(at: moment) === edition else { return nil }
    let ofStore = given.filter { domain.layout.isOfStore($0.slot) }
    let store = domain.stores.stores.first { store in
      let facts = domain.startingFacts(in: store)
      return ofStore.allSatisfy { facts[$0.slot] == $0.state }
    }
    guard let store else { return nil }
    let order = World.Order(id: "112-4829301-5520193")
    var world = World(domain, clock: moment, store: store)
    world.put(order)
    let message = World.Message(
      id: "message", order: order.id, content: .init(subject: subject, body: body), in: domain)
    world.put(message)
    return Question(world, message, at: moment).varied(given, keeping: [])
  }
}
