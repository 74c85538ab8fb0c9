// One walk over a parsed body, in reading order: styles are resolved on the way down, text and
// breaks are written as readers see them, and what rules ask for is noted.

/// The walk over one document.
struct HTMLReader {
  /// The width of a message whose outermost box gives none, in pixels: what mail is commonly
  /// laid out for.
  static let usualWidth = 600.0
  /// The narrowest box that is taken for the message as a whole.
  private static let narrowestMessage = 320.0

  /// An element that is open.
  struct Open {
    let index: Int
    let style: ElementStyle
    /// How many bytes of text there were when it began.
    let textStart: Int
    /// The number of its link.
    var link: Int?
  }

  let bytes: [UInt8]
  let document: HTMLDocument
  let hosts: HostTable
  var page = HTMLPage()
  private var sheet = Stylesheet()
  private(set) var open: [Open] = []
  private var subjects: [SelectorSubject] = []
  var width = usualWidth
  private var isWidthKnown = false
  private var lastPlace = 0..<0
  private var selectorSteps = 0
  var facts = StyleFacts()
  var lastHeading = 0

  /// Reads a body; `nil` when it would take more than ``HTMLLimits`` allows.
  static func read(_ bytes: [UInt8], hosts: HostTable) -> HTMLPage? {
    guard HTMLBounds.excess(in: bytes) == nil else { return nil }
    var reader = HTMLReader(bytes: bytes, document: Gumbo.parse(bytes), hosts: hosts)
    return reader.run() ? reader.page : nil
  }

  private init(bytes: [UInt8], document: HTMLDocument, hosts: HostTable) {
    self.bytes = bytes
    self.document = document
    self.hosts = hosts
  }

  private mutating func run() -> Bool {
    readStylesheets()
    var index = 0
    while index < document.nodes.count {
      let node = document.nodes[index]
      while let last = open.last, document.nodes[last.index].end <= index { close() }
      page.steps += 1
      if !node.range.isEmpty { lastPlace = node.range }
      if node.isText {
        readText(node)
        index += 1
      } else if node.traits.contains(.unseen) {
        index = node.end
      } else {
        enter(node, index)
        guard selectorSteps <= HTMLLimits.mostSelectorSteps else { return false }
        index += 1
      }
    }
    while !open.isEmpty { close() }
    facts.write(to: &page)
    page.steps += bytes.count + selectorSteps
    return true
  }

  private mutating func readStylesheets() {
    for (index, node) in document.nodes.enumerated() where node.name == "style" {
      for text in document.nodes[index + 1..<node.end] where text.text.count == text.range.count {
        sheet.add(bytes, text.range)
      }
    }
  }

  // MARK: Elements

  private mutating func enter(_ node: HTMLNode, _ index: Int) {
    let subject = sheet.isEmpty ? nil : SelectorSubject(node, in: document)
    let style = style(of: node, subject)
    if !node.range.isEmpty, page.notes.count < Scan.longestList {
      page.note(.hasHTML, node.range, .markup)
    }
    readWidth(node, style)
    var entry = Open(index: index, style: style, textStart: page.visible.bytes.count)
    if !style.isHidden {
      readStyle(node, style)
      if node.traits.contains(.block) {
        page.visible.border(at: place(of: node), isParagraph: isParagraph(node, style))
      } else if node.traits.contains(.cell) {
        page.visible.cell(at: place(of: node))
      } else if node.name == "br" {
        page.visible.lineBreak(at: place(of: node))
      } else if node.name == "a" {
        entry.link = openLink(node)
      } else if node.name == "area" {
        readArea(node)
      }
      readStructure(node)
    }
    if !node.isRepeat {
      switch node.name {
      case "img": readImage(node, style)
      case "source", "input", "image", "video": readOtherImage(node)
      default: break
      }
    }
    open.append(entry)
    if let subject { subjects.append(subject) }
  }

  private mutating func close() {
    guard let last = open.popLast() else { return }
    if !sheet.isEmpty { subjects.removeLast() }
    guard !last.style.isHidden else { return }
    let node = document.nodes[last.index]
    let tag = node.endTag.isEmpty ? place(of: node) : node.endTag
    let isEmpty = page.visible.bytes.count == last.textStart
    if let link = last.link { closeLink(link, node, isEmpty: isEmpty) }
    guard node.traits.contains(.block) else { return }
    if node.name == "p", isEmpty, !page.visible.bytes.isEmpty,
      !document.nodes[last.index + 1..<node.end].contains(where: { $0.name == "br" })
    {
      page.visible.emptyParagraph(at: tag)
    }
    page.visible.border(at: tag, isParagraph: isParagraph(node, last.style))
  }

  private func isParagraph(_ node: HTMLNode, _ style: ElementStyle) -> Bool {
    node.traits.contains(.paragraph) && !style.isTight
  }

  /// The tag; for an element that the parser made, what the author wrote last before it.
  func place(of node: HTMLNode) -> Range<Int> {
    if !node.range.isEmpty { return node.range }
    return node.endTag.isEmpty ? lastPlace : node.endTag
  }

  /// Whether the text at hand stands in a link.
  var currentLink: Int? { open.last { $0.link != nil }?.link }

  /// The style in which the next node stands.
  var currentStyle: ElementStyle { open.last?.style ?? ElementStyle() }

  // MARK: Styles

  /// The style after the cascade: attributes, sheets, inline styles, then the important ones.
  private mutating func style(of node: HTMLNode, _ subject: SelectorSubject?) -> ElementStyle {
    var declarations = PresentationalHints.declarations(node, in: document)
    var ruled: [StyleDeclaration] = []
    if let subject {
      ruled = sheet.declarations(for: subject, ancestors: subjects, steps: &selectorSteps)
    }
    let inline = document.attribute("style", of: node).map { attribute in
      let text = Array(attribute.value.utf8)
      return attribute.isVerbatim
        ? StyleDeclaration.list(bytes, attribute.range)
        : StyleDeclaration.list(text, 0..<text.count, source: attribute.range)
    }
    if !ruled.isEmpty || inline != nil {
      for isImportant in [false, true] {
        declarations += ruled.lazy.filter { $0.isImportant == isImportant }
        declarations += (inline ?? []).lazy.filter { $0.isImportant == isImportant }
      }
    }
    return ElementStyle(
      node, in: document, inside: currentStyle, declarations: Self.winners(declarations),
      width: width)
  }

  /// The last declaration of each property, in the order of the properties.
  private static func winners(_ declarations: [StyleDeclaration]) -> [StyleDeclaration] {
    guard declarations.count > 1 else { return declarations }
    var last = [Int](repeating: -1, count: StyleProperty.allCases.count)
    for (number, one) in declarations.enumerated() { last[one.property.rawValue] = number }
    return last.lazy.filter { $0 >= 0 }.map { declarations[$0] }
  }

  /// Takes the first wide box for the message as a whole.
  private mutating func readWidth(_ node: HTMLNode, _ style: ElementStyle) {
    guard !isWidthKnown, node.name != "img", let box = style.boxWidth,
      box >= Self.narrowestMessage,
      style.declared.contains(where: { one in
        guard one.property == .width || one.property == .maxWidth,
          case .pixels? = StyleLength(one.value)
        else { return false }
        return true
      })
    else { return }
    width = box
    isWidthKnown = true
  }

  private mutating func readStyle(_ node: HTMLNode, _ style: ElementStyle) {
    for one in style.declared {
      switch one.property {
      case .marginLeft, .marginRight, .paddingLeft, .paddingRight:
        guard !node.traits.isDisjoint(with: [.block, .cell]),
          let length = StyleLength(one.value)
        else { continue }
        let whole = currentStyle.boxWidth ?? width
        let percent = length.pixels(type: style.fontSize, of: whole) / width * 100
        if percent > 0, percent.isFinite {
          page.measure(.marginPercent, rounded(percent), one.range, .styles)
        }
      case .backgroundImage, .otherImage: readBackground(one)
      default: break
      }
    }
  }

  /// A percentage without the dust of divisions.
  func rounded(_ percent: Double) -> Double { (percent * 100).rounded() / 100 }

  // MARK: Text

  private mutating func readText(_ node: HTMLNode) {
    let style = currentStyle
    let isBlank = Self.isBlank(node.text)
    page.steps += node.text.count
    if style.isHidden || style.isTiny || style.isCamouflaged {
      if !isBlank { page.hold(.hiddenText, node.range, .styles) }
      // It takes its place and has its colour, though nobody can tell it from what is behind it.
      if !isBlank, !style.isHidden, !style.isTiny { facts.read(style, at: node, in: &page) }
      return
    }
    let pieces = TextAlignment.pieces(of: node.text, in: bytes, node.range)
    let isReversed = style.isReversed && !isBlank
    let end = node.range.upperBound
    if isReversed {
      page.visible.sign("\u{202E}", at: node.range.lowerBound..<node.range.lowerBound)
    }
    page.visible.text(node.text, pieces, keepsSpaces: style.keepsSpaces)
    if isReversed { page.visible.sign("\u{202C}", at: end..<end) }
    if !isBlank { facts.read(style, at: node, in: &page) }
  }

  /// Whether a text is made of spaces and signs without width, as fill the line of a preview.
  private static func isBlank(_ text: [UInt8]) -> Bool {
    var place = 0
    while place < text.count {
      let scalar = scalar(in: text, at: place)
      switch scalar.value {
      case 0...0x20, 0xA0, 0xAD, 0x34F, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x2064, 0x3000,
        0xFEFF:
        place += scalar.length
      default: return false
      }
    }
    return true
  }
}
