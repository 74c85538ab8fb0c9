// The edges of a rule: its examples are turned into worlds, and from these the two sides of each of its
// conditions are made.

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
    let edition = edition(at: fallback)
    guard let position = edition.position(of: id) else { return nil }
    let relevant = edition.factsRead(by: position)
    var bases = rule.document.examples.compactMap { example in
      self.question(of: example, rule, at: fallback, relevant)
    }
    if let question, question.edition === edition { bases.insert(question, at: 0) }
    let plain = ExampleDocument(title: Written("nothing said"), decides: false, given: [])
    if let plain = self.question(of: plain, rule, at: fallback, relevant) { bases.append(plain) }
    let slots = relevant.filter { slot in bases.first?.isOfWorld(slot) ?? false }
    var made: [Edge] = []
    let found = edition.edges(
      of: position, from: bases.map { $0.facts() }, changing: slots
    ) { index, boundary in
      guard
        let edge = bases[index].edge(
          boundary, relevant: relevant, title: "An edge of \(id)"),
        edge.worlds.0.decision.edition === edition, edge.worlds.1.decision.edition === edition,
        edge.worlds.0.decision.applies(position) == boundary.decisions.0.applies(position),
        edge.worlds.1.decision.applies(position) == boundary.decisions.1.applies(position)
      else { return false }
      made.append(edge)
      return true
    }
    let all = zip(made, found.edges).map { made, edge in
      Edge(
        slot: made.slot, states: made.states, sentences: edge.sentences, worlds: made.worlds)
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

  /// An example as a question; `nil` when no world is like it.
  private func question(
    of example: ExampleDocument, _ rule: Rule, at date: Timestamp, _ relevant: [Int]
  ) -> Question? {
    let given = example.given.compactMap { given in
      vocabulary.slot(of: given.fact.content).map { (slot: $0, state: given.state) }
    }
    var moment = date
    for (slot, state) in given where slot == layout.clock {
      if case .value(.timestamp(let clock)) = state { moment = clock }
    }
    guard edition(at: moment).position(of: rule.id) != nil else { return nil }
    let order = World.Order(id: "112-4829301-5520193")
    for store in stores.stores {
      var world = World(self, clock: moment, store: store)
      world.put(order)
      let message = World.Message(
        id: "message", order: order.id,
        content: .init(subject: example.subject ?? "", body: example.body ?? ""), in: self)
      world.put(message)
      let start = Question(world, message, at: moment)
      let own = given.filter { start.isOfWorld($0.slot) }
      if let question = start.varied(own, keeping: []),
        given.allSatisfy({ question.facts(withEvidence: false)[$0.slot] == $0.state })
      {
        return question
      }
    }
    return nil
  }
}
