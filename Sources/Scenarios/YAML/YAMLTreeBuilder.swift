// Builds the flat tree from libyaml's events, and refuses what YAML allows but these files don't:
// duplicate and compound keys, tags, merge keys, several documents, runaway aliases.

import CEL
import Glibc

/// Turns the events of one text into records.
struct YAMLTreeBuilder {
  let bytes: UnsafeBufferPointer<UInt8>
  let source: SourceText
  var cursor: YAMLCursor
  /// Reused from mapping to mapping by the check for duplicates.
  var keys: [Int] = []
  private(set) var records: [YAMLDocument.Record] = []
  private(set) var decoded: [UInt8] = []
  var problems: [Diagnostic] = []
  var hiddenProblems = 0
  var open: [Open] = []
  private var anchors: [String: Anchor] = [:]
  /// The names after `&` of the collections that are open, the innermost last.
  private var openAnchors: [String] = []
  private var aliasedNodes = 0
  /// Where the last node that is complete ends.
  private var lastEnd = 0

  /// A list or mapping whose end hasn't come yet.
  struct Open {
    var index: Int
    /// The levels below it, those behind aliases included.
    var height = 0
    /// The nodes in it, those behind aliases included.
    var size = 1
    var hasAnchor: Bool
    var isFlow: Bool
  }

  /// What `&name` marks.
  private struct Anchor {
    var index: Int
    var height: Int
    var size: Int
    var isOpen: Bool
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>, in source: SourceText, isASCII: Bool) {
    self.bytes = bytes
    self.source = source
    cursor = YAMLCursor(bytes, isASCII: isASCII)
    records.reserveCapacity(bytes.count / 12 + 8)
  }

  /// Reads all events; gives whether the tree can be used.
  mutating func build() -> Bool {
    defer {
      if hiddenProblems > 0 {
        problems.append(
          Diagnostic(
            id: "yaml-more-problems", "\(hiddenProblems) more problems in this file", at: nil))
      }
    }
    var reader = YAMLEventReader(UnsafeBufferPointer(rebasing: bytes[cursor.base...]))
    var documents = 0
    do throws(YAMLComplaint) {
      while true {
        let event = try reader.next()
        switch event.kind {
        case .streamStart, .documentEnd: break
        case .streamEnd: return finish()
        case .documentStart:
          documents += 1
          if documents > 1 {
            complain(
              event, "yaml-several-documents", "a second document begins here",
              help: "put each document into a file of its own")
            return finish()
          }
        case .scalar: addScalar(event)
        case .alias:
          guard addAlias(event) else { return false }
        case .sequenceStart, .mappingStart:
          guard open.count < YAMLLimits.nesting else {
            complainAboutDepth(event)
            return false
          }
          begin(event)
        case .sequenceEnd, .mappingEnd: end(event)
        }
      }
    } catch {
      report(error.diagnostic(in: source, cursor: &cursor))
      return false
    }
  }

  private mutating func finish() -> Bool {
    if records.isEmpty {
      report(
        Diagnostic(
          id: "yaml-empty", "the file holds nothing", at: SourceSpan(source, 0..<0),
          help: "a file begins with a key, as in `title: …`"))
    }
    return !records.isEmpty
  }

  // MARK: Nodes

  private mutating func addScalar(_ event: YAMLEvent) {
    var start = cursor.offset(of: event.start)
    var end = cursor.offset(of: event.end)
    if event.anchor != nil || event.hasTag { start = endOfProperties(start, end) }
    var record = YAMLDocument.Record(
      kind: .scalar, style: event.style, start: Int32(start), end: 0,
      count: Int32(event.text.count))
    switch event.style {
    case .plain: record.value = Int32(start)
    case .singleQuoted, .doubleQuoted: record.value = Int32(start + 1)
    case .literal, .folded:
      // libyaml ends a block where the next token may begin.
      while end > start, bytes[end - 1] <= UInt8(ascii: " ") { end -= 1 }
      record.value = -1
    }
    record.end = Int32(end)
    if !isInText(event.text, at: Int(record.value)) {
      record.isDecoded = true
      record.value = Int32(decoded.count)
      decoded.append(contentsOf: event.text)
    }
    append(record, event, size: 1, height: 0)
    if let anchor = event.anchor {
      anchors[String(cString: anchor)] = Anchor(
        index: records.count - 1, height: 0, size: 1, isOpen: false)
    }
  }

  /// Where a node begins behind its anchor and tag.
  private func endOfProperties(_ start: Int, _ end: Int) -> Int {
    func skip(while isSkipped: (UInt8) -> Bool) {
      while position < end, isSkipped(bytes[position]) { position += 1 }
    }
    var position = start
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "&"), UInt8(ascii: "!"): skip { $0 > UInt8(ascii: " ") }
      case UInt8(ascii: "#"): skip { $0 != UInt8(ascii: "\n") }
      case ...UInt8(ascii: " "): skip { $0 <= UInt8(ascii: " ") }
      default: return position
      }
    }
    return end
  }

  private func isInText(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    guard offset >= 0, offset + text.count <= bytes.count else { return false }
    guard let written = bytes.baseAddress, let value = text.baseAddress else { return true }
    return memcmp(written + offset, value, text.count) == 0
  }

  /// Gives whether the limit of aliases still holds.
  private mutating func addAlias(_ event: YAMLEvent) -> Bool {
    let name = event.anchor.map { String(cString: $0) } ?? ""
    guard let anchor = anchors[name], !anchor.isOpen else {
      if anchors[name] != nil {
        complain(
          event, "yaml-recursive-alias", "`*\(name)` stands inside of what it stands for")
      } else {
        let near = name.nearest(among: anchors.keys.sorted())
        complain(
          event, "yaml-unknown-alias", "nothing before this is marked `&\(name)`",
          help: near.map { "did you mean `*\($0)`" })
      }
      appendEmpty(event)
      return true
    }
    guard open.count + anchor.height <= YAMLLimits.nesting else {
      complainAboutDepth(event)
      appendEmpty(event)
      return true
    }
    aliasedNodes += anchor.size
    guard aliasedNodes <= YAMLLimits.aliasedNodes else {
      complain(
        event, "yaml-too-many-aliases",
        "the aliases of this file stand for more than \(YAMLLimits.aliasedNodes) nodes",
        help: "write out what they stand for in fewer places")
      return false
    }
    let range = span(event).range
    let record = YAMLDocument.Record(
      kind: .alias, start: Int32(range.lowerBound), end: Int32(range.upperBound),
      value: Int32(anchor.index))
    append(record, event, size: anchor.size, height: anchor.height)
    return true
  }

  private mutating func appendEmpty(_ event: YAMLEvent) {
    let range = span(event).range
    append(
      YAMLDocument.Record(
        kind: .scalar, isDecoded: true, start: Int32(range.lowerBound),
        end: Int32(range.upperBound), value: Int32(decoded.count)),
      event, size: 1, height: 0)
  }

  private mutating func append(
    _ record: YAMLDocument.Record, _ event: YAMLEvent, size: Int, height: Int
  ) {
    var record = record
    record.next = Int32(records.count + 1)
    checkKey(event)
    if event.hasTag { complainAboutTag(event) }
    records.append(record)
    lastEnd = Int(record.end)
    guard !open.isEmpty else { return }
    records[open[open.count - 1].index].count += 1
    open[open.count - 1].size += size
    open[open.count - 1].height = max(open[open.count - 1].height, height + 1)
  }

  private mutating func begin(_ event: YAMLEvent) {
    let start = cursor.offset(of: event.start)
    checkKey(event)
    if event.hasTag { complainAboutTag(event) }
    if !open.isEmpty { records[open[open.count - 1].index].count += 1 }
    let name = event.anchor.map { String(cString: $0) }
    if let name {
      anchors[name] = Anchor(index: records.count, height: 0, size: 0, isOpen: true)
      openAnchors.append(name)
    }
    open.append(Open(index: records.count, hasAnchor: name != nil, isFlow: event.isFlow))
    records.append(
      YAMLDocument.Record(
        kind: event.kind == .mappingStart ? .mapping : .sequence, start: Int32(start),
        end: Int32(start)))
  }

  private mutating func end(_ event: YAMLEvent) {
    guard let closed = open.popLast() else { return }
    records[closed.index].next = Int32(records.count)
    // A block ends with its last node; libyaml's mark lies where the next token begins.
    let end = closed.isFlow ? cursor.offset(of: event.end) : lastEnd
    records[closed.index].end = Int32(end)
    lastEnd = end
    if closed.hasAnchor, let name = openAnchors.popLast() {
      anchors[name] = Anchor(
        index: closed.index, height: closed.height, size: closed.size, isOpen: false)
    }
    if !open.isEmpty {
      open[open.count - 1].size += closed.size
      open[open.count - 1].height = max(open[open.count - 1].height, closed.height + 1)
    }
    if records[closed.index].kind == .mapping { checkForDuplicates(in: closed.index) }
  }
}
