// Images: where they come from, how wide they are, and whether they show, sell or only report
// that the message was opened.

extension HTMLReader {
  /// Parts of addresses that only count openings.
  private static let beaconParts: [StaticString] = [
    "/open?", "/open/", "/track/open", "/wf/open", "pixel.gif", "pixel.png", "beacon", "/o.gif",
    "1x1", "trackopen", "open.php", "open.aspx", "/pixel?", "/pixel/",
  ]
  /// The largest side of an image that nobody sees, in pixels.
  private static let tinySide = 2.0
  private static let productHosts = ["media-amazon.com", "images-amazon.com"]

  mutating func readImage(_ node: HTMLNode, _ style: ElementStyle) {
    let alternative = document.attribute("alt", of: node)
    let source = document.attribute("src", of: node)
    let target = source.flatMap { LinkTarget($0.value) }
    let isTracker = target.map { reportsOpening($0, style) } ?? false
    if let source {
      readAddress(source, target)
      if isTracker { page.hold(.trackingPixel, place(of: node), .images) }
    }
    guard !style.isHidden, !isTracker else { return }
    if let one = style.declared.first(where: { $0.property == .width }),
      let length = StyleLength(one.value)
    {
      let pixels = length.pixels(type: style.fontSize, of: currentStyle.boxWidth ?? width)
      let percent = pixels / width * 100
      if percent > 0, percent.isFinite {
        page.measure(.imageWidthPercent, rounded(percent), one.range, .images)
      }
    }
    let role = document.attribute("role", of: node)?.value.lowercased()
    if alternative == nil, role != "presentation", role != "none" {
      page.count(.accessibilityFaults, place(of: node), .accessibility)
    }
    let start = page.visible.bytes.count
    page.visible.image(at: place(of: node), alternative: alternative)
    page.alternatives.append((start..<page.visible.bytes.count, place(of: node)))
    if let link = currentLink { page.links[link].imageTag = place(of: node) }
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
    if let target, Self.productHosts.contains(where: { target.isHost(under: $0) }),
      target.path.hasPrefix("/images/i/")
    {
      page.count(.productImages, source.range, .images)
    }
  }

  private func reportsOpening(_ target: LinkTarget, _ style: ElementStyle) -> Bool {
    guard target.isWeb else { return false }
    if style.isHidden { return true }
    func side(_ property: StyleProperty) -> Double? {
      style.declared.first { $0.property == property }.flatMap { StyleLength($0.value) }
        .flatMap { if case .pixels(let number) = $0 { number } else { nil } }
    }
    if let width = side(.width), let height = side(.height), width <= Self.tinySide,
      height <= Self.tinySide
    {
      return true
    }
    return Self.beaconParts.contains { target.path.hasPart($0) }
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
  fileprivate func end(ofPart part: StaticString) -> String.Index? {
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

  fileprivate func hasPart(_ part: StaticString) -> Bool { end(ofPart: part) != nil }
}
