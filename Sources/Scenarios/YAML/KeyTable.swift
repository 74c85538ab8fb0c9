// The keys that a mapping may have, as data: the reader, its error messages and the JSON Schema
// come from the same table.

/// What a value may be.
public indirect enum ValueShape: Sendable {
  /// `yes` or `no`.
  case bool
  /// A whole number.
  case int
  /// A number with a fraction.
  case double
  /// Any text.
  case text
  /// A date, with or without a time.
  case timestamp
  /// A length of time.
  case duration
  /// One of a few words, each with what it means.
  case choice([(word: String, meaning: String)])
  /// A list, even of one item.
  case list(ValueShape)
  /// One item, or a list of them.
  case oneOrMore(ValueShape)
  /// Keys from a table.
  case keys(KeyTable)
  /// Keys that the author chooses, all with values of one shape; `of` says what a key is.
  case named(of: String, ValueShape)
  /// A value of any of these shapes.
  case either([ValueShape])
  /// Whatever the context asks for.
  case anything
}

/// The keys of one kind of mapping.
///
/// It is a class because every mapping that is read refers to its table.
public final class KeyTable: Sendable {
  /// One key.
  public struct Key: Sendable {
    /// The key as written.
    public let name: String
    /// What it takes.
    public let shape: ValueShape
    /// Whether it may not be left out.
    public let isRequired: Bool
    /// What it means, in one line.
    public let meaning: String

    /// A key that may be left out.
    public static func optional(_ name: String, _ shape: ValueShape, _ meaning: String) -> Key {
      Key(name: name, shape: shape, isRequired: false, meaning: meaning)
    }

    /// A key that must be there.
    public static func required(_ name: String, _ shape: ValueShape, _ meaning: String) -> Key {
      Key(name: name, shape: shape, isRequired: true, meaning: meaning)
    }
  }

  /// What the mapping describes, as in "no key of a `rule`".
  public let name: String
  /// What such a mapping is, in one line.
  public let meaning: String
  /// The keys, in the order in which people write them.
  public let keys: [Key]
  /// The positions of the keys that may not be left out.
  let required: [Int]
  private let bytes: [[UInt8]]
  /// Open addressing over the hashes of the names; -1 is free.
  private let places: [Int16]

  /// Creates a table.
  ///
  /// - Precondition: no name stands twice, and there are fewer than 10,000.
  public init(_ name: String, _ meaning: String = "", _ keys: [Key]) {
    precondition(keys.count < 10_000)
    self.name = name
    self.meaning = meaning
    self.keys = keys
    required = keys.indices.filter { keys[$0].isRequired }
    let bytes = keys.map { Array($0.name.utf8) }
    var size = 4
    while size < keys.count * 2 { size *= 2 }
    var places = [Int16](repeating: -1, count: size)
    for (index, name) in bytes.enumerated() {
      var place = Self.hash(name) & (size - 1)
      while places[place] >= 0 {
        precondition(bytes[Int(places[place])] != name, "a key stands twice in a table")
        place = (place + 1) & (size - 1)
      }
      places[place] = Int16(index)
    }
    self.bytes = bytes
    self.places = places
  }

  /// The position of a key in ``keys``.
  public func position(of name: some Collection<UInt8>) -> Int? {
    var place = Self.hash(name) & (places.count - 1)
    while places[place] >= 0 {
      let index = Int(places[place])
      if bytes[index].count == name.count, bytes[index].elementsEqual(name) { return index }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  private static func hash(_ name: some Collection<UInt8>) -> Int {
    var result: UInt32 = 2_166_136_261
    for byte in name { result = (result ^ UInt32(byte)) &* 16_777_619 }
    return Int(result ^ result >> 15)
  }
}

extension ValueShape {
  /// The shape in words, as in "this should be …".
  public var words: String {
    switch self {
    case .bool: "`yes` or `no`"
    case .int: "a whole number"
    case .double: "a number"
    case .text: "a text"
    case .timestamp: "a date or time"
    case .duration: "a length of time"
    case .choice(let choices):
      choices.count > 8
        ? "one of \(choices.count) words"
        : "one of \(choices.map { "`\($0.word)`" }.joined(separator: ", "))"
    case .list(let item), .oneOrMore(let item): "a list of \(item.pluralWords)"
    case .keys(let table): "\(table.name.withArticle) with its keys"
    case .named(let name, _): "a mapping from \(name)"
    case .either(let shapes): shapes.map(\.words).joined(separator: ", or ")
    case .anything: "a value"
    }
  }

  private var pluralWords: String {
    switch self {
    case .int: "whole numbers"
    case .double: "numbers"
    case .text: "texts"
    case .timestamp: "dates or times"
    case .duration: "lengths of time"
    case .choice: "words"
    case .keys(let table): "\(table.name)s"
    case .bool, .list, .oneOrMore, .named, .either, .anything: "values"
    }
  }
}

extension String {
  /// The noun with "a" or "an" before it, unless it has an article already.
  var withArticle: String {
    if hasPrefix("the ") || hasPrefix("a ") || hasPrefix("an ") { return self }
    return "aeiou".contains(prefix(1)) ? "an \(self)" : "a \(self)"
  }
}
