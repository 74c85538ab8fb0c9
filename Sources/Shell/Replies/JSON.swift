// The machine's side of a reply: a JSON value whose members keep their order, so that the same
// reply is the same text in every process.

public import Scenarios

/// A JSON value.
public indirect enum JSON: Hashable, Sendable {
  /// A member of an object.
  public struct Member: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The value.
    public let value: JSON
  }

  case null
  case flag(Bool)
  case number(Int)
  case text(String)
  case list([JSON])
  case object([Member])

  /// A text, or null.
  static func optional(_ text: String?) -> JSON { text.map(JSON.text) ?? .null }

  /// A list of texts.
  static func texts(_ texts: some Sequence<String>) -> JSON { .list(texts.map(JSON.text)) }

  /// The object with one more member; a value that is no object becomes one.
  func with(_ name: String, _ value: JSON) -> JSON {
    guard case .object(let members) = self else {
      return .object([Member(name: name, value: value)])
    }
    return .object(members + [Member(name: name, value: value)])
  }

  /// Writes the value.
  public func write(to writer: inout JSONWriter) {
    switch self {
    case .null: writer.null()
    case .flag(let value): writer.bool(value)
    case .number(let value): writer.integer(value)
    case .text(let value): writer.string(value)
    case .list(let values):
      writer.array { writer in for value in values { value.write(to: &writer) } }
    case .object(let members):
      writer.object { writer in
        for member in members {
          writer.key(member.name)
          member.value.write(to: &writer)
        }
      }
    }
  }

  /// The value on one line.
  public var line: String {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.text
  }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral
{
  /// Makes an object whose members stand in the order written.
  public init(dictionaryLiteral members: (String, JSON)...) {
    self = .object(members.map { Member(name: $0.0, value: $0.1) })
  }
  /// Makes a text.
  public init(stringLiteral value: String) { self = .text(value) }
  /// Makes true or false.
  public init(booleanLiteral value: Bool) { self = .flag(value) }
  /// Makes a number.
  public init(integerLiteral value: Int) { self = .number(value) }
}
