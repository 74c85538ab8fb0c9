// A scenario from bare facts: what people may state is stated of the world, an order and a message;
// what is found in a text or counted is assumed, so that the ordinary engine sees the same facts.

import CEL
import MessageAnalysis
public import PolicyEngine

extension Scenario {
  /// The name of the message in a scenario that is made from facts.
  public static let caseMessage = "message"
  fileprivate static let caseOrder = "000-0000000-0000001"

  /// A scenario whose question is about a message on these facts.
  ///
  /// - Parameters:
  ///   - expectations: what each edition is expected to answer, in this order.
  /// - Returns: `nil` when the ordinary engine, asked in the scenario, says something else.
  public init?(
    title: String, about: String, facts: FactTable, in domain: Domain,
    expecting expectations: [(edition: World.EditionChoice, expected: [Expectation])]
  ) {
    guard let world = World(facts, in: domain) else { return nil }
    var script: [Step] = []
    for (edition, expected) in expectations {
      script.append(Step(.edition(edition)))
      script.append(Step(.can(Written(Self.caseMessage), expected)))
    }
    self.init(title: title, about: about, world: world, script: script)
    // What is shown has been run, from the text that would be saved.
    guard let read = try? Scenario(SourceText(name: title, text: yaml()), in: domain),
      let results = try? read.run(), results.allSatisfy(\.isAsExpected)
    else { return nil }
  }
}

extension World {
  /// A world with one message of which these are the facts; `nil` when the clock is not known.
  init?(_ facts: FactTable, in domain: Domain) {
    let layout = domain.layout
    var moment = Timestamp.first
    if let clock = layout.clock {
      guard case .value(.timestamp(let instant)) = facts[clock] else { return nil }
      moment = instant
    }
    let stores = domain.stores.stores
    let store =
      stores.first { store in
        [
          (layout.storeName, store.id), (layout.storeZone, store.zone.identifier),
          (layout.storeLanguage, store.language), (layout.storeMarketplace, store.marketplace),
        ].allSatisfy { slot, text in slot.map { facts[$0] == .value(.string(text)) } ?? true }
      }
      ?? stores.first { store in
        layout.storeLanguage.map { facts[$0] == .value(.string(store.language)) } ?? false
      }
    self.init(domain, clock: moment, store: store)
    var order = Order(id: Scenario.caseOrder)
    var message = FactSheet()
    let usual = domain.startingFacts(in: self.store)
    for (slot, fact) in domain.vocabulary.facts.enumerated()
    where fact.isGiven && facts[slot] != usual[slot] && slot != layout.clock {
      switch layout.places[slot] {
      case .world: self.facts.set(slot, to: facts[slot], at: nil)
      case .order, .buyer: order.facts.set(slot, to: facts[slot], at: nil)
      case .message: message.set(slot, to: facts[slot], at: nil)
      }
    }
    put(order)
    func written(_ sheet: FactSheet) -> Message {
      Message(
        id: Scenario.caseMessage, order: order.id, facts: sheet, content: .init(), in: domain)
    }
    put(written(message))
    guard let question = try? question(about: Written(Scenario.caseMessage)) else { return nil }
    let seen = question.facts(withEvidence: false)
    for slot in domain.vocabulary.facts.indices where seen[slot] != facts[slot] {
      message.set(slot, to: facts[slot], at: nil)
    }
    put(written(message))
  }
}
