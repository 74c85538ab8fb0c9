// One side of an edge as a scenario: a world, what happened in it, and the question with its answer.
// It has been played and asked by the ordinary engine before anybody sees it.

import CEL
public import PolicyEngine

/// A world on one side of an edge.
public struct EdgeWorld: Sendable {
  /// The world as a scenario that expects the answer.
  public let scenario: Scenario
  /// The question.
  public let question: Question
  /// The ordinary engine's answer.
  public let decision: Decision
}

/// Two worlds that differ in one fact, between which something turns.
public struct Edge: Sendable {
  /// The slot of the fact in which they differ.
  public let slot: Int
  /// The fact on either side.
  public let states: (FactState, FactState)
  /// The condition on either side, for an edge of a rule.
  public var sentences: (String, String)?
  /// For an edge of a rule: other conditions that can only turn with it, as they are on the second side.
  public var turningToo: [String] = []
  /// The worlds.
  public let worlds: (EdgeWorld, EdgeWorld)
  /// Whether what is found in a text or counted is taken as so in both worlds, since no text and no
  /// messages were found with which only the one fact differs.
  public var isAssumed = false
}

/// The edges of a rule or of an answer.
public struct Edges: Sendable {
  /// The edges.
  public let all: [Edge]
  /// Conditions of a rule for which there are no two worlds.
  public let missing: [MissingEdge]
}

extension Question {
  /// The nearest worlds in which the answer turns. They differ in one fact, or in one message sent or
  /// received, or in one passage of the text with all that it says.
  public func edges() -> Edges {
    let decision = decide()
    let slots = world.domain.vocabulary.facts.indices.filter(isOfWorld)
    let read = slots.filter(decision.edition.reads)
    let all = decision.boundaries(of: slots).compactMap { boundary in
      edge(
        boundary, relevant: read.filter { !isOneThing($0, boundary.slot) },
        title: message.id
      ) { $0.verdict == $1.verdict }
    }
    return Edges(all: all, missing: [])
  }

  /// Whether two facts come from one thing, so that they change together: the text, or what was sent
  /// and received.
  private func isOneThing(_ first: Int, _ second: Int) -> Bool {
    let kinds = [first, second].map { slot in
      switch world.domain.vocabulary.facts[slot].origin {
      case .people: 0
      case .analysis: 1
      case .tally: 2
      }
    }
    return kinds[0] != 0 && kinds[0] == kinds[1]
  }

  /// Whether a fact can be another one in the same store.
  func isOfWorld(_ slot: Int) -> Bool { !world.domain.layout.isOfStore(slot) }

  /// A boundary as two worlds; `nil` when one of them can't be made, or is not as expected.
  func edge(
    _ boundary: Boundary, relevant: [Int], title: String,
    isAsExpected: (_ asked: Decision, _ expected: Decision) -> Bool
  ) -> Edge? {
    func side(_ state: FactState, _ expected: Decision) -> EdgeWorld? {
      guard let question = varied([(boundary.slot, state)], keeping: relevant),
        let world = EdgeWorld(
          question, title: "\(title) — \(expected.statement(of: boundary.slot, state))"),
        isAsExpected(world.decision, expected)
      else { return nil }
      return world
    }
    guard let first = side(boundary.states.0, boundary.decisions.0),
      let second = side(boundary.states.1, boundary.decisions.1)
    else { return nil }
    return Edge(
      slot: boundary.slot, states: boundary.states, worlds: (first, second))
  }
}

extension EdgeWorld {
  /// Writes a question as a scenario, plays it, and asks; `nil` when it can't be played.
  init?(_ question: Question, title: String) {
    let notation = question.world.notation
    var world = question.world
    var script: [Step] = []
    for event in world.events.sorted(by: { $0.moment < $1.moment }) {
      world.put(event.message)
      let id = Written(event.message.id)
      script.append(
        Step(event.direction == .sent ? .send(id) : .receive(.named(id)), at: event.moment))
    }
    world.put(question.message)
    world.clock = script.first?.moment ?? question.moment
    world.clear()
    var played = world
    for step in script where (try? played.perform(step)) == nil { return nil }
    played.clock = question.moment
    guard let asked = try? played.question(about: Written(question.message.id)) else { return nil }
    let decision = asked.decide()
    var expectations = [Expectation(.verdict(question: 0, decision.verdict))]
    let rules = decision.answer.deciding.map { decision.edition.rules[$0].id }
    if decision.verdict == .no, !rules.isEmpty {
      expectations.append(Expectation(.because(rules, only: true)))
    }
    script.append(
      Step(.can(Written(question.message.id), expectations), at: question.moment))
    scenario = Scenario(
      title: title, about: "Asked at \(notation.words(for: question.moment)).", world: world,
      script: script)
    self.question = asked
    self.decision = decision
  }
}

extension Decision {
  /// A fact with a state of it in words: `the order's status: delivered`.
  func statement(of slot: Int, _ state: FactState) -> String {
    let fact = facts.vocabulary.facts[slot]
    switch state {
    case .value(.timestamp(let moment)): return "\(fact.label): \(words.moment(moment))"
    case .value(let value): return "\(fact.label): \(words.words(value, as: fact))"
    case .absent: return "\(fact.label): none"
    case .unknown: return "\(fact.label): not known"
    }
  }
}
