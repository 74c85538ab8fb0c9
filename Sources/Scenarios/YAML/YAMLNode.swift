// A node of a YAML tree: an index into its document. Aliases are followed when a node is made,
// so that readers never meet one.

public import CEL

/// A scalar, list or mapping of a document.
public struct YAMLNode: Sendable {
  /// What a node can be.
  public enum Kind: Sendable {
    /// A text, number, word or nothing at all.
    case scalar
    /// A list.
    case sequence
    /// Keys with their values.
    case mapping
  }

  /// The document that holds the node.
  public let document: YAMLDocument
  let index: Int

  init(_ document: YAMLDocument, _ index: Int) {
    self.document = document
    let record = document.records[index]
    self.index = record.kind == .alias ? Int(record.value) : index
  }

  var record: YAMLDocument.Record { document.records[index] }

  /// What the node is.
  public var kind: Kind {
    switch record.kind {
    case .scalar, .alias: .scalar
    case .sequence: .sequence
    case .mapping: .mapping
    }
  }

  /// How a scalar was written; `plain` for lists and mappings.
  public var style: YAMLStyle { record.style }

  /// Whether the node is a scalar without quotes, whose meaning depends on the expected type.
  public var isPlain: Bool {
    let record = record
    return record.kind == .scalar && record.style == .plain
  }

  /// Whether nothing was written, or `null` or `~` without quotes.
  public var isNull: Bool {
    isPlain && (record.count == 0 || self == "~" || self == "null")
  }

  /// The node's place in the text, quotes and block header included.
  public var span: SourceSpan {
    let record = record
    return SourceSpan(document.source, Int(record.start)..<Int(record.end))
  }

  /// The place of what was written: without quotes, and for a block from the start of its first
  /// line (the indentation included) to the end of its last.
  public var contentSpan: SourceSpan {
    let record = record
    var range = Int(record.start)..<Int(record.end)
    guard record.kind == .scalar else { return span }
    switch record.style {
    case .plain: break
    case .singleQuoted, .doubleQuoted: range = range.lowerBound + 1..<range.upperBound - 1
    case .literal, .folded:
      let rest = document.source.text.utf8.dropFirst(range.lowerBound).prefix(range.count)
      let header = rest.firstIndex(of: UInt8(ascii: "\n")).map { rest[...$0].count }
      range = range.lowerBound + (header ?? range.count)..<range.upperBound
    }
    return SourceSpan(document.source, range)
  }

  /// Whether the value is, byte for byte, what stands at `contentSpan`: no escape, no folding, no
  /// indentation was taken away.
  public var isVerbatim: Bool { !record.isDecoded }

  /// The value of a scalar; empty for lists and mappings.
  public var text: String { withUTF8 { String(decoding: $0, as: UTF8.self) } }

  /// Calls `body` with the bytes of a scalar's value, which are valid UTF-8.
  public func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let record = record
    guard record.kind == .scalar else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    let range = Int(record.value)..<Int(record.value) + Int(record.count)
    if record.isDecoded {
      return document.decoded.withUnsafeBufferPointer { body(.init(rebasing: $0[range])) }
    }
    let result = document.source.text.utf8.withContiguousStorageIfAvailable {
      body(.init(rebasing: $0[range]))
    }
    guard let result else { preconditionFailure("a source text is contiguous UTF-8") }
    return result
  }

  /// Whether a scalar's value is exactly this word.
  public static func == (node: YAMLNode, word: StaticString) -> Bool {
    let record = node.record
    guard record.kind == .scalar, Int(record.count) == word.utf8CodeUnitCount else { return false }
    return node.withUTF8 { bytes in
      word.withUTF8Buffer { bytes.elementsEqual($0) }
    }
  }

  /// The number of items of a list or of entries of a mapping.
  public var count: Int {
    let record = record
    switch record.kind {
    case .sequence: return Int(record.count)
    case .mapping: return Int(record.count) / 2
    case .scalar, .alias: return 0
    }
  }

  /// The items of a list, in order; none for other nodes.
  public var items: YAMLItems { YAMLItems(kind == .sequence ? self : nil, of: document) }

  /// The entries of a mapping, in the order written; none for other nodes.
  public var entries: YAMLEntries { YAMLEntries(kind == .mapping ? self : nil, of: document) }

  /// The value of a key of a mapping; the first one, should the key stand twice.
  public subscript(key: String) -> YAMLNode? {
    for entry in entries where entry.key.kind == .scalar {
      let isSame = entry.key.withUTF8 { $0.elementsEqual(key.utf8) }
      if isSame { return entry.value }
    }
    return nil
  }
}

/// The items of a list.
public struct YAMLItems: Sequence, IteratorProtocol, Sendable {
  private let document: YAMLDocument
  private var position: Int
  private let end: Int

  init(_ node: YAMLNode?, of document: YAMLDocument) {
    self.document = document
    position = node.map { $0.index + 1 } ?? 0
    end = node.map { Int($0.record.next) } ?? 0
  }

  /// The next item.
  public mutating func next() -> YAMLNode? {
    guard position < end else { return nil }
    defer { position = Int(document.records[position].next) }
    return YAMLNode(document, position)
  }
}

/// The entries of a mapping.
public struct YAMLEntries: Sequence, IteratorProtocol, Sendable {
  private var children: YAMLItems

  init(_ node: YAMLNode?, of document: YAMLDocument) { children = YAMLItems(node, of: document) }

  /// The next key with its value.
  public mutating func next() -> (key: YAMLNode, value: YAMLNode)? {
    guard let key = children.next(), let value = children.next() else { return nil }
    return (key, value)
  }
}
