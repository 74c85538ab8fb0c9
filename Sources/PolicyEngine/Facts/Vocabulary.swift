// The facts that a policy knows, each under a slot: a small number, so that deciding needs no
// names.

public import CEL

/// All declared facts, by slot and by name. It is a class since every table of facts shares it.
public final class Vocabulary: Sendable {
  /// The declarations; a fact's slot is its position.
  public let facts: [FactDeclaration]
  private let slots: [String: Int]
  /// For each slot, where each word of a choice stands.
  private let wordPositions: [[String: Int]]
  let standard: [Scalar]
  let standardObjects: [Value]

  /// Creates a vocabulary.
  ///
  /// - Throws: a problem for each name declared twice and each default of the wrong kind.
  public init(_ facts: [FactDeclaration]) throws(Diagnostics) {
    var slots: [String: Int] = [:]
    var problems: [Diagnostic] = []
    var standard: [Scalar] = []
    var objects: [Value] = []
    var wordPositions: [[String: Int]] = []
    for (slot, fact) in facts.enumerated() {
      if slots.updateValue(slot, forKey: fact.name.content) != nil {
        problems.append(.declaredTwice(fact.name))
      }
      let words = fact.type.wordPositions
      wordPositions.append(words)
      switch fact.standard {
      case .absent: standard.append(.absent)
      case .unknown: standard.append(.unknown)
      case .value(let value):
        if let scalar = Scalar(value, as: fact.type, words: words, objects: &objects) {
          standard.append(scalar)
        } else {
          problems.append(.wrongDefault(fact))
        }
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    self.facts = facts
    self.slots = slots
    self.standard = standard
    self.wordPositions = wordPositions
    standardObjects = objects
  }

  /// The slot of a fact by its name in CEL spelling.
  public func slot(of name: String) -> Int? { slots[name] }

  /// The declared fact with this name in either spelling.
  public subscript(name: String) -> FactDeclaration? {
    slots[FactName.inConditions(name)].map { facts[$0] }
  }

  /// The nearest declared name to a misspelt one, as shown to people.
  public func nearest(to name: String) -> String? {
    FactName.shown(name).nearest(among: facts.lazy.map { FactName.shown($0.name.content) })
  }
}

extension Vocabulary {
  /// The state of the fact in a slot; texts and lists are put into `objects`. `nil` if the value is
  /// not of the fact's type.
  func scalar(of state: FactState, in slot: Int, objects: inout [Value]) -> Scalar? {
    switch state {
    case .absent: .absent
    case .unknown: .unknown
    case .value(let value):
      Scalar(value, as: facts[slot].type, words: wordPositions[slot], objects: &objects)
    }
  }
}

extension Scalar {
  /// A value of a type; `words` finds a choice's words.
  fileprivate init?(
    _ value: Value, as type: FactType, words: [String: Int], objects: inout [Value]
  ) {
    switch (type, value) {
    case (.choice, .string(let word)):
      guard let position = words[word] else { return nil }
      self.init(.choice, Int64(position))
    case (.string, .string):
      objects.append(value)
      self.init(.object, Int64(objects.count - 1))
    case (.list, _):
      guard type.holds(value) else { return nil }
      objects.append(value)
      self.init(.object, Int64(objects.count - 1))
    case (.bool, .bool), (.int, .int), (.double, .double), (.timestamp, .timestamp),
      (.duration, .duration):
      self.init(small: value)
    default: return nil
    }
  }
}

extension FactType {
  /// The position of each word of a choice; empty for other types.
  fileprivate var wordPositions: [String: Int] {
    guard case .choice(let words) = self else { return [:] }
    return Dictionary(zip(words, words.indices)) { first, _ in first }
  }
}

extension Diagnostic {
  fileprivate static func declaredTwice(_ name: Written<String>) -> Diagnostic {
    Diagnostic(
      id: "declared-twice", "`\(FactName.shown(name.content))` is declared twice", at: name.span,
      help: "give one of them another name, or remove it")
  }

  fileprivate static func wrongDefault(_ fact: FactDeclaration) -> Diagnostic {
    Diagnostic(
      id: "wrong-default",
      "the default of `\(FactName.shown(fact.name.content))` is no \(fact.type.words)",
      at: fact.name.span,
      help: "write a value of its type, `none` (has not happened) or `unknown`")
  }
}

extension FactType {
  /// The type in words for messages.
  public var words: String {
    switch self {
    case .bool: "yes or no"
    case .int: "whole number"
    case .double: "number"
    case .string: "text"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .timestamp: "date or time"
    case .duration: "length of time"
    case .list(let element): "list of \(element.words)"
    }
  }
}
