// What a reader sees of an element: size, colours and alignment of its text, after the cascade
// and inheritance. What an author set carries its place along.

/// The style of an element.
struct ElementStyle {
  /// Which way lines are set.
  enum Alignment { case start, left, right, centre, justified, end }

  /// The size of the type in pixels.
  var fontSize = 16.0
  var fontSizeSource: Range<Int>?
  var isBold = false
  /// Where the author set these; `nil` where Amazon's default stands.
  var familySource: Range<Int>?
  var lineHeightSource: Range<Int>?
  var color = StyleColor.black
  var isColorKnown = true
  var colorSource: Range<Int>?
  var background = StyleColor.white
  /// False over an image, or a colour that can't be read.
  var isBackgroundKnown = true
  var backgroundSource: Range<Int>?
  var alignment = Alignment.start
  var alignmentSource: Range<Int>?
  /// Whether an attribute or `<center>` set the alignment, not a style.
  var isAlignedByTag = false
  var isRightToLeft = false
  /// Whether every letter follows the direction, as in `<bdo>`: Latin ones stand backwards then.
  var overridesDirection = false
  /// Whether readers see the letters in the reverse of their order.
  var isReversed: Bool { isRightToLeft && overridesDirection }
  /// Whether nothing of it is shown, whatever its children say.
  var isRemoved = false
  /// Whether `visibility` hides it; its children may show themselves.
  var isVeiled = false
  /// Whether the type has the colour of nothing.
  var isClear = false
  var keepsSpaces = false
  /// The width of the box in pixels; `nil` for the whole message.
  var boxWidth: Double?
  /// Whether margins above and below were set to nothing.
  var isTight = false
  /// What the author declared for this very element.
  var declared: [StyleDeclaration] = []

  /// Whether neither text nor images of it are shown.
  var isHidden: Bool { isRemoved || isVeiled }
  /// Whether its text has the colour of what is behind it.
  var isCamouflaged: Bool {
    isClear
      || (color == background && isColorKnown && isBackgroundKnown
        && (colorSource != nil || backgroundSource != nil))
  }
  /// Whether its text is too small to be seen.
  var isTiny: Bool { fontSize <= 1 }

  private static let headingSizes: [String: Double] = [
    "h1": 2, "h2": 1.5, "h3": 1.17, "h4": 1, "h5": 0.83, "h6": 0.67,
  ]
  private static let rightToLeft: Set<Substring> = ["ar", "he", "iw", "fa", "ur", "yi"]

  /// The style of an element inside of another.
  ///
  /// - Parameters:
  ///   - declarations: What the cascade gives, the strongest last.
  ///   - width: The width of the whole message in pixels.
  init(
    _ node: HTMLNode, in document: HTMLDocument, inside parent: ElementStyle,
    declarations: [StyleDeclaration], width: Double
  ) {
    self = parent
    isTight = false
    declared = declarations
    applyTag(node)
    if let language = document.attribute("lang", of: node)?.value.lowercased() {
      isRightToLeft = language.split(separator: "-").first.map(Self.rightToLeft.contains) ?? false
    }
    if let direction = document.attribute("dir", of: node)?.value.lowercased() {
      isRightToLeft = direction == "rtl"
    }
    if document.attribute("hidden", of: node) != nil { isRemoved = true }
    guard !declarations.isEmpty else { return }
    // Other lengths refer to the size of the type.
    for one in declarations where one.property == .fontSize { setSize(one, parent: parent) }
    for one in declarations { apply(one, parent: parent, width: width) }
    hideBySize(declarations)
    hideByPlace(declarations)
  }

  /// The style of the root.
  init() {}

  private mutating func applyTag(_ node: HTMLNode) {
    if node.traits.contains(.heading), let factor = Self.headingSizes[node.name] {
      fontSize *= factor
      isBold = true
    }
    switch node.name {
    case "b", "strong", "th": isBold = true
    case "small": fontSize *= 5 / 6
    case "big": fontSize *= 1.2
    case "pre", "textarea": keepsSpaces = true
    case "bdo": overridesDirection = true
    case "table" where isAlignedByTag:
      // Browsers keep what `<center>` and `align` do out of tables.
      alignment = .start
      alignmentSource = nil
    default: break
    }
  }

  private mutating func setSize(_ one: StyleDeclaration, parent: ElementStyle) {
    if let length = StyleLength(one.value) {
      fontSize = max(0, length.pixels(type: parent.fontSize, of: parent.fontSize))
    } else if let size = StyleLength.fontSizes[one.value] {
      fontSize = size
    } else if one.value == "smaller" || one.value == "larger" {
      fontSize = parent.fontSize * (one.value == "smaller" ? 5 / 6 : 1.2)
    } else {
      return
    }
    fontSizeSource = one.range
  }

  private mutating func apply(_ one: StyleDeclaration, parent: ElementStyle, width: Double) {
    let keepsDefault = Self.keepsDefault(one.value)
    switch one.property {
    case .fontFamily where !keepsDefault: familySource = one.range
    case .lineHeight where !keepsDefault && one.value != "normal": lineHeightSource = one.range
    case .fontWeight:
      isBold = ["bold", "bolder", "600", "700", "800", "900"].contains(one.value)
    case .color where !keepsDefault && StyleColor.isWritten(one.value):
      let known = StyleColor(one.value)
      color = known ?? color
      isColorKnown = known != nil
      isClear = StyleColor.isClear(one.value)
      colorSource = one.range
    case .backgroundColor
    where !keepsDefault && StyleColor.isWritten(one.value) && !StyleColor.isClear(one.value):
      let known = StyleColor(one.value)
      background = known ?? background
      isBackgroundKnown = known != nil
      backgroundSource = one.range
    case .backgroundImage where one.value != "none":
      isBackgroundKnown = false
    case .textAlign: align(one, parent: parent)
    case .direction: isRightToLeft = one.value == "rtl"
    case .unicodeBidi: overridesDirection = one.value.hasSuffix("override")
    case .width, .maxWidth:
      guard let length = StyleLength(one.value) else { return }
      if one.property == .maxWidth, case .percent = length { return }
      let pixels = length.pixels(type: fontSize, of: parent.boxWidth ?? width)
      if pixels > 0 {
        boxWidth = min(pixels, one.property == .maxWidth ? boxWidth ?? pixels : pixels)
      }
    case .display where one.value == "none": isRemoved = true
    case .visibility: isVeiled = one.value == "hidden" || one.value == "collapse"
    case .opacity where Double(one.value).map { $0 <= 0.02 } ?? false: isRemoved = true
    case .whiteSpace: keepsSpaces = one.value.hasPrefix("pre")
    case .marginTop, .marginBottom:
      isTight = StyleLength(one.value) == .pixels(0)
    default: break
    }
  }

  private static func keepsDefault(_ value: String) -> Bool {
    switch value {
    case "inherit", "initial", "unset", "revert": true
    default: false
    }
  }

  private mutating func align(_ one: StyleDeclaration, parent: ElementStyle) {
    let isTag = one.value.hasPrefix("-webkit-")
    switch isTag ? String(one.value.dropFirst("-webkit-".utf8.count)) : one.value {
    case "center", "middle": alignment = .centre
    case "left": alignment = .left
    case "right": alignment = .right
    case "end": alignment = .end
    case "justify": alignment = .justified
    case "start", "initial": alignment = .start
    default: return
    }
    isAlignedByTag = isTag
    alignmentSource = alignment == .start ? nil : one.range
  }

  /// A box without height or width that shows nothing of what flows over.
  private mutating func hideBySize(_ declarations: [StyleDeclaration]) {
    let hidesOverflow = declarations.contains { $0.property == .overflow && $0.value == "hidden" }
    guard hidesOverflow else { return }
    for one in declarations {
      switch one.property {
      case .height, .maxHeight, .width, .maxWidth:
        if case .pixels(let side)? = StyleLength(one.value), side <= 1 { isRemoved = true }
      default: break
      }
    }
  }

  /// Text that is pushed off the page.
  private mutating func hideByPlace(_ declarations: [StyleDeclaration]) {
    let isPlaced = declarations.contains {
      $0.property == .position && ["absolute", "fixed", "relative"].contains($0.value)
    }
    for one in declarations
    where one.property == .textIndent || (isPlaced && one.property == .offset) {
      if case .pixels(let place)? = StyleLength(one.value), place <= -500 { isRemoved = true }
    }
  }

  /// Whether the alignment differs from the default of the text's direction.
  func overridesAlignment(rightToLeft: Bool) -> Bool {
    switch alignment {
    case .start: false
    case .left: rightToLeft
    case .right: !rightToLeft
    case .centre, .justified, .end: true
    }
  }
}
