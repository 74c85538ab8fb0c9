// What somebody states of a fact, read from a file or from the prompt: the type that the
// vocabulary declares decides what a word means.

public import CEL
public import PolicyEngine

extension YAMLReader {
  /// The state that a node gives to a fact: a value of its type, `none` or `unknown`.
  ///
  /// A choice may have `none` or `unknown` among its words; then they mean that word. A text
  /// `none` is written in quotes.
  ///
  /// - Parameter zone: The zone of dates without an offset.
  public mutating func state(
    _ node: YAMLNode?, of type: FactType, in zone: TimeZone
  ) -> FactState? {
    guard let node else { return nil }
    if node.isPlain {
      if node == "none", !type.hasWord("none") { return .absent }
      if node == "unknown", !type.hasWord("unknown") { return .unknown }
    }
    return value(node, of: type, in: zone).map(FactState.value)
  }

  private mutating func value(_ node: YAMLNode, of type: FactType, in zone: TimeZone) -> Value? {
    switch type {
    case .bool: return bool(node).map(Value.bool)
    case .int: return int(node).map(Value.int)
    case .double: return double(node).map(Value.double)
    case .string: return text(node).map(Value.string)
    case .choice(let words): return choice(node, among: words).map { .string(words[$0]) }
    case .timestamp: return timestamp(node, in: zone).map(Value.timestamp)
    case .duration: return duration(node).map(Value.duration)
    case .list(let element):
      let nodes = items(node, of: element.shape, orOne: true)
      let values = nodes.compactMap { value($0, of: element, in: zone) }
      return values.count == nodes.count ? .list(values) : nil
    }
  }
}

extension FactType {
  /// Whether it is a choice that has this word.
  func hasWord(_ word: String) -> Bool {
    if case .choice(let words) = self { words.contains(word) } else { false }
  }

  /// What a file may hold for it, without `none` and `unknown`.
  var shape: ValueShape {
    switch self {
    case .bool: .bool
    case .int: .int
    case .double: .double
    case .string: .text
    case .choice(let words): .choice(words.map { ($0, "") })
    case .timestamp: .timestamp
    case .duration: .duration
    case .list(let element): .oneOrMore(element.shape)
    }
  }
}

extension FactDeclaration {
  /// What a file may hold for it, with the meanings of its words.
  var shape: ValueShape {
    var shape = type.shape
    if case .choice(let words) = type {
      shape = .choice(
        words.enumerated().map { position, word in
          (word, position < choiceMeanings.count ? choiceMeanings[position] : "")
        })
    }
    return .either([
      shape, .choice([("none", "It has not happened."), ("unknown", "Nobody knows.")]),
    ])
  }
}
