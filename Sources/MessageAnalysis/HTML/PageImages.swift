// Images: where they come from, how wide they are, and whether they show, sell or only report
// that the message was opened.

extension HTMLReader {
  /// The largest side of an image that nobody sees, in pixels.
  private static let tinySide = 2.0

  mutating func readImage(_ node: HTMLNode, _ style: ElementStyle) {
    let alternative = document.attribute("alt", of: node)
    let source = document.attribute("src", of: node)
    let target = source.flatMap { LinkTarget($0.value) }
    let isTracker = target.map { reportsOpening($0, style) } ?? false
    if let source {
      readAddress(source, target)
      if isTracker { page.hold(.trackingPixel, place(of: node), .images) }
    }
    if let sources = document.attribute("srcset", of: node) { readAddresses(sources) }
    guard !style.isHidden, !isTracker else { return }
    measureWidth(style)
    if alternative.map({ Self.isFileName($0.value) }) ?? !isNamedOtherwise(node) {
      page.count(.accessibilityFaults, place(of: node), .accessibility)
    }
    let start = page.visible.bytes.count
    page.visible.image(at: place(of: node), alternative: alternative)
    page.alternatives.append((start..<page.visible.bytes.count, place(of: node)))
    if let link = currentLink { page.links[link].imageTag = place(of: node) }
  }

  /// The width that an image has in its box, not more than its `max-width`.
  private mutating func measureWidth(_ style: ElementStyle) {
    let whole = currentStyle.boxWidth ?? width
    func pixels(_ property: StyleProperty) -> (length: Double, place: Range<Int>)? {
      guard let one = style.declared.first(where: { $0.property == property }),
        let length = StyleLength(one.value)
      else { return nil }
      return (length.pixels(type: style.fontSize, of: whole), one.range)
    }
    guard let wanted = pixels(.width) else { return }
    let percent = min(wanted.length, pixels(.maxWidth)?.length ?? wanted.length) / width * 100
    if percent > 0, percent.isFinite {
      page.measure(.imageWidthPercent, rounded(percent), wanted.place, .images)
    }
  }

  /// Whether something else than an alternative text names an image, or says that it is mere show.
  private func isNamedOtherwise(_ node: HTMLNode) -> Bool {
    for attribute in document.attributes[node.attributes] {
      switch attribute.name {
      case "role" where ["presentation", "none"].contains(attribute.value.lowercased()),
        "aria-hidden" where attribute.value.lowercased() == "true":
        return true
      case "aria-label", "aria-labelledby", "title": if !attribute.value.isEmpty { return true }
      default: break
      }
    }
    return false
  }

  /// Whether a text is the name of an image file, which tells a listener nothing.
  private static func isFileName(_ text: String) -> Bool {
    let name = text.lowercased()
    guard let dot = name.lastIndex(of: "."), !name.contains(" ") else { return false }
    let suffixes = ["png", "jpg", "jpeg", "gif", "webp", "bmp", "svg", "tif", "tiff"]
    return suffixes.contains { name[name.index(after: dot)...] == $0 }
  }

  /// An image that another element shows: a choice among sources, a button, a drawing's picture.
  mutating func readOtherImage(_ node: HTMLNode) {
    for attribute in document.attributes[node.attributes] {
      switch (attribute.name, node.name) {
      case ("src", "input"), ("href", "image"), ("xlink:href", "image"), ("poster", "video"):
        readAddress(attribute, LinkTarget(attribute.value))
      case ("srcset", "source"): readAddresses(attribute)
      case ("type", "source") where attribute.value.lowercased() == "image/gif":
        page.count(.gifs, attribute.range, .images)
      default: break
      }
    }
  }

  /// The addresses of a `srcset`: each with a size, parted by commas.
  private mutating func readAddresses(_ sources: HTMLAttribute) {
    guard !sources.value.lowercased().contains("data:") else { return }
    for one in sources.value.split(separator: ",").prefix(HTMLLimits.mostSources) {
      guard let address = one.split(whereSeparator: \.isWhitespace).first.map(String.init) else {
        continue
      }
      readAddress(
        HTMLAttribute(name: sources.name, value: address, range: sources.range, isVerbatim: false),
        LinkTarget(address))
    }
  }

  /// An image behind an element.
  mutating func readBackground(_ one: StyleDeclaration) {
    guard let opening = one.value.end(ofPart: "url(") else { return }
    let rest = one.value[opening...].prefix { $0 != ")" }
    let address = rest.filter { $0 != "\"" && $0 != "'" && !$0.isWhitespace }
    if address.hasPrefix("http:") { page.count(.insecureImages, one.range, .images) }
    if Self.isGIF(address) { page.count(.gifs, one.range, .images) }
  }

  private mutating func readAddress(_ source: HTMLAttribute, _ target: LinkTarget?) {
    if target?.scheme == .http { page.count(.insecureImages, source.range, .images) }
    if Self.isGIF(source.value.lowercased()) { page.count(.gifs, source.range, .images) }
    if let target, hosts.isProductImage(target) {
      page.count(.productImages, source.range, .images)
    }
  }

  private func reportsOpening(_ target: LinkTarget, _ style: ElementStyle) -> Bool {
    guard target.isWeb else { return false }
    func side(_ property: StyleProperty) -> Double? {
      style.declared.first { $0.property == property }.flatMap { StyleLength($0.value) }
        .flatMap { if case .pixels(let number) = $0 { number } else { nil } }
    }
    let width = side(.width) ?? side(.maxWidth)
    let height = side(.height) ?? side(.maxHeight)
    if let width, let height, width <= Self.tinySide, height <= Self.tinySide { return true }
    if width == 0 || height == 0 { return true }
    // What is shown to some readers, such as a picture for small screens, has a size.
    let hasSize =
      width.map { $0 > Self.tinySide } == true || height.map { $0 > Self.tinySide } == true
    if hasSize { return style.isHidden && !currentStyle.isHidden }
    return style.isHidden || hosts.isBeacon(target.path)
  }

  /// A GIF by suffix or by type.
  private static func isGIF(_ address: String) -> Bool {
    if address.hasPrefix("data:") { return address.hasPrefix("data:image/gif") }
    let path = address.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    return Substring(path).hasSuffix(".gif")
  }
}

extension String {
  /// The place behind the first occurrence of a part.
  func end(ofPart part: StaticString) -> String.Index? {
    var text = self
    let end = text.withUTF8 { bytes in
      part.withUTF8Buffer { wanted in
        bytes.indices.dropLast(max(0, wanted.count - 1)).first { start in
          wanted.indices.allSatisfy { bytes[start + $0] == wanted[$0] }
        }.map { $0 + wanted.count }
      }
    }
    return end.map { utf8.index(utf8.startIndex, offsetBy: $0) }
  }
}
