// Attributes from before style sheets (`align`, `bgcolor`, `<font>`, `<center>`, `width`) as the
// declarations that they stand for; the weakest of all.

enum PresentationalHints {
  /// The attributes that mean a style.
  private static let names = [
    "align", "bgcolor", "background", "text", "color", "face", "size", "width", "height",
  ]
  private static let fontSizes = ["10px", "13px", "16px", "18px", "24px", "32px", "48px"]

  /// The declarations that an element's tag and attributes stand for.
  static func declarations(_ node: HTMLNode, in document: HTMLDocument) -> [StyleDeclaration] {
    var result: [StyleDeclaration] = []
    func add(_ property: StyleProperty, _ value: String, _ range: Range<Int>) {
      result.append(
        StyleDeclaration(property: property, value: value, isImportant: false, range: range))
    }
    if node.name == "center" { add(.textAlign, "-webkit-center", node.range) }
    for attribute in document.attributes[node.attributes] where names.contains(attribute.name) {
      let value = attribute.value.lowercased()
      switch (attribute.name, node.name) {
      case ("align", _) where node.traits.contains(.aligned):
        add(.textAlign, "-webkit-" + value, attribute.range)
      case ("bgcolor", _): add(.backgroundColor, color(value), attribute.range)
      case ("background", "body"), ("background", "table"), ("background", "td"):
        add(.backgroundImage, "url(" + value + ")", attribute.range)
      case ("text", "body"), ("color", "font"): add(.color, color(value), attribute.range)
      case ("face", "font"): add(.fontFamily, value, attribute.range)
      case ("size", "font"):
        if let size = fontSize(value) { add(.fontSize, size, attribute.range) }
      case ("width", _) where node.traits.contains(.sized):
        if value.utf8.last.map({ $0 &- 0x30 < 10 }) == true {
          add(.width, value + "px", attribute.range)
        } else {
          add(.width, value, attribute.range)
        }
      case ("height", "img"):
        add(
          .height, value.utf8.last.map { $0 &- 0x30 < 10 } == true ? value + "px" : value,
          attribute.range)
      default: break
      }
    }
    return result
  }

  /// A colour whose number may stand without `#`.
  private static func color(_ value: String) -> String {
    StyleColor(value) == nil && StyleColor("#" + value) != nil ? "#" + value : value
  }

  /// `1` to `7`, or a step from 3: `+1`, `-2`.
  private static func fontSize(_ value: String) -> String? {
    guard let number = Int(value), (-10...10).contains(number) else { return nil }
    let isStep = value.hasPrefix("+") || value.hasPrefix("-")
    let size = isStep ? 3 + number : number
    return fontSizes[min(max(size, 1), 7) - 1]
  }
}
