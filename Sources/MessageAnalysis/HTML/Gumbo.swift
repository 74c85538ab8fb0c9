// The only file that knows the C parser (Gumbo, chosen because it follows the HTML standard and
// tells the bytes of every tag and attribute). Its tree is copied out with a stack and freed.

internal import CGumbo

/// Parses HTML. The caller bounds the nesting first: Gumbo's time grows with its square.
enum Gumbo {
  /// The document that the bytes mean.
  static func parse(_ bytes: [UInt8]) -> HTMLDocument {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress,
        let output = gumbo_parse_bytes(
          base.assumingMemoryBound(to: CChar.self), buffer.count)
      else { return HTMLDocument() }
      defer { gumbo_free(output) }
      var copy = TreeCopy(base: base, count: buffer.count)
      if let root = output.pointee.root { copy.run(root) }
      return copy.document
    }
  }
}

/// The copying of one tree.
private struct TreeCopy {
  let base: UnsafeRawPointer
  let count: Int
  var document = HTMLDocument()
  /// For each byte, whether a tag that was copied begins there.
  private var isTag: [Bool]

  init(base: UnsafeRawPointer, count: Int) {
    self.base = base
    self.count = count
    isTag = Array(repeating: false, count: count)
  }

  /// What remains to be done: a node to copy, or the end of one.
  private enum Step {
    case copy(UnsafeMutablePointer<GumboNode>, parent: Int)
    case close(Int)
  }

  mutating func run(_ root: UnsafeMutablePointer<GumboNode>) {
    var steps = [Step.copy(root, parent: -1)]
    while let step = steps.popLast() {
      switch step {
      case .close(let index): document.nodes[index].end = document.nodes.count
      case .copy(let node, let parent):
        switch node.pointee.type {
        case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE:
          let index = document.nodes.count
          addElement(node.pointee.v.element, parent: parent)
          steps.append(.close(index))
          let children = node.pointee.v.element.children
          for number in stride(from: Int(children.length) - 1, through: 0, by: -1) {
            guard let child = children.data[number] else { continue }
            steps.append(.copy(child.assumingMemoryBound(to: GumboNode.self), parent: index))
          }
        case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA:
          addText(node.pointee.v.text, parent: parent)
        default: break
        }
      }
    }
  }

  private mutating func addElement(_ element: GumboElement, parent: Int) {
    var node = HTMLNode()
    (node.name, node.traits) = name(of: element)
    node.parent = parent
    node.range = range(element.original_tag)
    node.endTag = range(element.original_end_tag)
    if !node.range.isEmpty {
      node.isRepeat = isTag[node.range.lowerBound]
      isTag[node.range.lowerBound] = true
    }
    let first = document.attributes.count
    for number in 0..<Int(element.attributes.length) {
      guard let pointer = element.attributes.data[number] else { continue }
      addAttribute(pointer.assumingMemoryBound(to: GumboAttribute.self).pointee)
    }
    node.attributes = first..<document.attributes.count
    document.nodes.append(node)
  }

  /// The names of the tags that the parser knows, by its numbers.
  private static let names: [(String, TagTraits)] = (0..<GUMBO_TAG_UNKNOWN.rawValue).map { number in
    let name = gumbo_normalized_tagname(GumboTag(number)).map { String(cString: $0) } ?? "unknown"
    return (name, .of(name))
  }

  private func name(of element: GumboElement) -> (String, TagTraits) {
    if element.tag != GUMBO_TAG_UNKNOWN { return Self.names[Int(element.tag.rawValue)] }
    var piece = element.original_tag
    gumbo_tag_from_original_text(&piece)
    let bytes = range(piece)
    let text = UnsafeRawBufferPointer(start: base, count: count)[bytes]
    return (text.isEmpty ? "unknown" : String(decoding: text, as: UTF8.self).lowercased(), [])
  }

  private mutating func addAttribute(_ attribute: GumboAttribute) {
    guard let name = attribute.name, let value = attribute.value else { return }
    var place = range(attribute.original_value)
    if place.count >= 2 {
      let first = byte(place.lowerBound)
      if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
        place = place.lowerBound + 1..<place.upperBound - 1
      }
    }
    let text = String(cString: value)
    let written = UnsafeRawBufferPointer(start: base, count: count)[place]
    document.attributes.append(
      HTMLAttribute(
        name: String(cString: name), value: text,
        range: place.isEmpty ? range(attribute.original_name) : place,
        isVerbatim: written.elementsEqual(text.utf8)))
  }

  private mutating func addText(_ text: GumboText, parent: Int) {
    guard let pointer = text.text else { return }
    var node = HTMLNode()
    node.parent = parent
    node.range = range(text.original_text)
    var length = 0
    while pointer[length] != 0 { length += 1 }
    node.text = Array(UnsafeRawBufferPointer(start: pointer, count: length))
    node.end = document.nodes.count + 1
    document.nodes.append(node)
  }

  private func byte(_ place: Int) -> UInt8 {
    base.load(fromByteOffset: place, as: UInt8.self)
  }

  /// The place of a piece in the source; empty for a piece that lies elsewhere.
  private func range(_ piece: GumboStringPiece) -> Range<Int> {
    guard let data = piece.data else { return 0..<0 }
    let start = UnsafeRawPointer(data) - base
    let (end, overflow) = start.addingReportingOverflow(Int(clamping: piece.length))
    guard start >= 0, !overflow, start <= end, end <= count else { return 0..<0 }
    return start..<end
  }
}
