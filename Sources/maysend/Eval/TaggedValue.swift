// Values in JSON with their type as the only key: {"int": "1"}, {"map": [[key, value], …]}.

import CEL
import FoundationEssentials

/// Any JSON, as far as evaluation cases need it.
indirect enum JSON: Codable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  /// A number written as one or as text.
  fileprivate var text: String? {
    switch self {
    case .string(let text): text
    case .number(let number): Int64(exactly: number).map(String.init) ?? String(number)
    default: nil
    }
  }
}

extension Value {
  /// Reads a tagged value; `nil` if it is damaged.
  init?(tagged json: JSON) {
    guard case .object(let object) = json, object.count == 1, let (tag, content) = object.first
    else { return nil }
    let value: Value?
    switch (tag, content) {
    case ("null", _): value = .null
    case ("bool", .bool(let bool)): value = .bool(bool)
    case ("int", _): value = content.text.flatMap { Int64($0) }.map(Value.int)
    case ("uint", _): value = content.text.flatMap { UInt64($0) }.map(Value.uint)
    case ("double", _): value = content.text.flatMap { Double($0) }.map(Value.double)
    case ("string", .string(let text)): value = .string(text)
    case ("bytes", .string(let text)): value = Base64.decode(text).map(Value.bytes)
    case ("timestamp", .string(let text)): value = Timestamp(text).map(Value.timestamp)
    case ("duration", .string(let text)): value = CEL.Duration(text).map(Value.duration)
    case ("type", .string(let name)): value = ValueType(denoted: name).map(Value.type)
    case ("list", .array(let elements)):
      let values = elements.compactMap(Value.init(tagged:))
      value = values.count == elements.count ? .list(values) : nil
    case ("map", .array(let pairs)):
      let entries: [(key: Value, value: Value)] = pairs.compactMap { pair in
        guard case .array(let parts) = pair, parts.count == 2, let key = Value(tagged: parts[0]),
          let value = Value(tagged: parts[1])
        else { return nil }
        return (key, value)
      }
      value = entries.count == pairs.count ? (try? MapValue(entries)).map(Value.map) : nil
    case ("optional", .null): value = .optional(nil)
    case ("optional", _): value = Value(tagged: content).map { .optional($0) }
    default: value = nil
    }
    guard let value else { return nil }
    self = value
  }

  /// The value with its type as a tag; map entries are sorted by their text.
  var tagged: JSON {
    switch self {
    case .null: .object(["null": .bool(true)])
    case .bool(let value): .object(["bool": .bool(value)])
    case .int(let value): .object(["int": .string(String(value))])
    case .uint(let value): .object(["uint": .string(String(value))])
    case .double(let value): .object(["double": .string(value.isNaN ? "nan" : String(value))])
    case .string(let value): .object(["string": .string(value)])
    case .bytes(let value): .object(["bytes": .string(Base64.encode(value))])
    case .timestamp(let value): .object(["timestamp": .string(value.description)])
    case .duration(let value): .object(["duration": .string(value.description)])
    case .type(let value): .object(["type": .string(value.name)])
    case .list(let values): .object(["list": .array(values.map(\.tagged))])
    case .map(let map):
      .object([
        "map": .array(
          map.entries.map { (text: $0.key.description, entry: $0) }.sorted { $0.text < $1.text }
            .map { .array([$0.entry.key.tagged, $0.entry.value.tagged]) })
      ])
    case .optional(let value): .object(["optional": value.map(\.tagged) ?? .null])
    }
  }
}
