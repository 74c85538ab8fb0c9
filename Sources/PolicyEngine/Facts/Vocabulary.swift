// The facts that a policy knows, each under a slot: a small number, so that deciding needs no
// names.

public import CEL

/// All declared facts, by slot and by name. It is a class since every table of facts shares it.
public final class Vocabulary: Sendable {
  /// The declarations; a fact's slot is its position.
  public let facts: [FactDeclaration]
  private let slots: [String: Int]
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
    for (slot, fact) in facts.enumerated() {
      if slots.updateValue(slot, forKey: fact.name.content) != nil {
        problems.append(.declaredTwice(fact.name))
      }
      if case .value(let value) = fact.standard, !fact.type.holds(value) {
        problems.append(.wrongDefault(fact))
        standard.append(.unknown)
      } else {
        standard.append(Scalar(fact.standard, as: fact.type, objects: &objects))
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    self.facts = facts
    self.slots = slots
    self.standard = standard
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

extension Scalar {
  /// The state of a fact; texts and lists are put into `objects`.
  ///
  /// - Precondition: a value is of the given type.
  init(_ state: FactState, as type: FactType, objects: inout [Value]) {
    switch state {
    case .absent: self = .absent
    case .unknown: self = .unknown
    case .value(let value):
      if let small = Scalar(small: value) {
        self = small
      } else if case .choice(let words) = type, case .string(let word) = value,
        let position = words.firstIndex(of: word)
      {
        self.init(.choice, Int64(position))
      } else {
        objects.append(value)
        self.init(.object, Int64(objects.count - 1))
      }
    }
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
