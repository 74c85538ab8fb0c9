// A parsed body as one flat array in reading order. Every element, attribute and text knows its
// bytes in what the author wrote.

/// An HTML body as the standard's algorithm understands it.
struct HTMLDocument {
  /// Elements and texts, parents before children.
  var nodes: [HTMLNode] = []
  /// The attributes of all elements.
  var attributes: [HTMLAttribute] = []

  /// An attribute of an element by its name in small letters.
  func attribute(_ name: String, of node: HTMLNode) -> HTMLAttribute? {
    for index in node.attributes where attributes[index].name == name { return attributes[index] }
    return nil
  }
}

/// An element or a piece of text.
struct HTMLNode {
  /// The tag in small letters; empty for text.
  var name = ""
  /// What is known of its tag.
  var traits: TagTraits = []
  /// The index of the parent; -1 for the root.
  var parent = -1
  /// The index behind the last node inside it.
  var end = 0
  /// The start tag, or the text before its entities are decoded, in the source; empty when the
  /// parser made the element itself.
  var range = 0..<0
  /// The end tag in the source; empty when there is none.
  var endTag = 0..<0
  /// Where its attributes stand in the document's array.
  var attributes = 0..<0
  /// The decoded bytes of a text.
  var text: [UInt8] = []
  /// Whether the parser made the element a second time out of the same tag.
  var isRepeat = false

  /// Whether it is text.
  var isText: Bool { name.isEmpty }
}

/// An attribute with its decoded value.
struct HTMLAttribute {
  let name: String
  let value: String
  /// The value in the source without its quotes; the name when there is no value.
  let range: Range<Int>
  /// Whether the bytes in the source are those of the value, so that places in one are places in
  /// the other.
  let isVerbatim: Bool
}
