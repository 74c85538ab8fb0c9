// Images: where they come from, how wide they are, and whether they show, sell or only report
// that the message was opened.

extension HTMLReader {
  /// Parts of addresses that only count openings.
  private static let beaconParts = [
    "/open?", "/open/", "/track/open", "/wf/open", "pixel.gif", "pixel.png", "beacon", "/o.gif",
    "1x1", "trackopen", "open.php", "open.aspx", "/pixel?", "/pixel/",
  ]
  /// The largest side of an image that nobody sees, in pixels.
  private static let tinySide = 2.0
  private static let productHosts = ["media-amazon.com", "images-amazon.com"]

  mutating func readImage(_ node: HTMLNode, _ style: ElementStyle) {
    let alternative = document.attribute("alt", of: node)
    let source = document.attribute("src", of: node)
    let isTracker = source.map { reportsOpening($0, style) } ?? false
    if let source {
      readAddress(source)
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
    guard let opening = one.value.range(ofPart: "url(") else { return }
    let rest = one.value[opening...].prefix { $0 != ")" }
    let address = rest.filter { $0 != "\"" && $0 != "'" && !$0.isWhitespace }
    if address.hasPrefix("http:") { page.count(.insecureImages, one.range, .images) }
    if Self.isGIF(address) { page.count(.gifs, one.range, .images) }
  }

  private mutating func readAddress(_ source: HTMLAttribute) {
    let target = LinkTarget(source.value)
    if target?.scheme == .http { page.count(.insecureImages, source.range, .images) }
    if Self.isGIF(source.value.lowercased()) { page.count(.gifs, source.range, .images) }
    if let target, Self.productHosts.contains(where: { target.isHost(under: $0) }),
      target.path.hasPrefix("/images/i/")
    {
      page.count(.productImages, source.range, .images)
    }
  }

  private func reportsOpening(_ source: HTMLAttribute, _ style: ElementStyle) -> Bool {
    guard let target = LinkTarget(source.value), target.isWeb else { return false }
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
    return Self.beaconParts.contains { target.path.range(ofPart: $0) != nil }
  }

  /// A GIF by suffix or by type.
  private static func isGIF(_ address: String) -> Bool {
    if address.hasPrefix("data:") { return address.hasPrefix("data:image/gif") }
    let path = address.prefix { $0 != "?" && $0 != "#" }
    return path.hasSuffix(".gif")
  }
}

extension String {
  /// The place behind the first occurrence of a part.
  func range(ofPart part: String) -> String.Index? {
    let wanted = Array(part.utf8)
    guard let first = wanted.first else { return nil }
    var place = utf8.startIndex
    while let start = utf8[place...].firstIndex(of: first) {
      if utf8[start...].starts(with: wanted) { return utf8.index(start, offsetBy: wanted.count) }
      place = utf8.index(after: start)
    }
    return nil
  }
}
