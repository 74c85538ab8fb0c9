// Where each fact of the vocabulary lives in a world, told from the first part of its name, so
// that a new fact is a new key everywhere without a line of Swift.

import CEL
import PolicyEngine

/// Where facts live in a world.
struct Layout: Sendable {
  /// The thing that a fact is about.
  enum Place: Hashable, Sendable {
    /// The world: seller, software, settings, whatever has no own section.
    case world
    case order
    case buyer
    case message
  }

  /// For each slot, where its fact lives.
  let places: [Place]
  /// The slots that the world fills by itself.
  let clock: Int?
  let storeName: Int?
  let storeZone: Int?
  let storeLanguage: Int?
  let storeMarketplace: Int?
  /// The slot that the check of spelling fills.
  let spellingErrors: Int?

  static let clockName = "clock"
  static let spellingErrorsName = "message.spelling_errors"
  static let storeNames = ["store.name", "store.zone", "store.language", "store.marketplace"]

  init(_ vocabulary: Vocabulary) {
    places = vocabulary.facts.map { fact in
      switch FactName.parts(fact.name.content).subject {
      case "order": .order
      case "buyer": .buyer
      case "message": .message
      default: .world
      }
    }
    clock = vocabulary.slot(of: Self.clockName)
    storeName = vocabulary.slot(of: "store.name")
    storeZone = vocabulary.slot(of: "store.zone")
    storeLanguage = vocabulary.slot(of: "store.language")
    storeMarketplace = vocabulary.slot(of: "store.marketplace")
    spellingErrors = vocabulary.slot(of: Self.spellingErrorsName)
  }
}

extension Layout {
  /// Whether a fact comes with the store.
  func isOfStore(_ slot: Int) -> Bool {
    [storeName, storeZone, storeLanguage, storeMarketplace].contains(slot)
  }

  /// The defaults with the facts that come with a store.
  func facts(of store: Store, _ vocabulary: Vocabulary) -> FactTable {
    var table = FactTable(vocabulary)
    for (slot, text) in [
      (storeName, store.id), (storeZone, store.zone.identifier),
      (storeLanguage, store.language), (storeMarketplace, store.marketplace),
    ] {
      if let slot { table.set(slot, to: .value(.string(text))) }
    }
    return table
  }
}

extension FactName {
  /// Subject and property of a name: `order`, `delivered`. Without a dot the subject is empty.
  static func parts(_ name: String) -> (subject: String, property: String) {
    guard let dot = name.firstIndex(of: ".") else { return ("", name) }
    return (String(name[..<dot]), String(name[name.index(after: dot)...]))
  }
}
