// What the styles of the visible texts add up to: sizes in use, overridden type and alignment,
// and colours that are hard to tell apart.

/// The styles of the texts seen so far.
struct StyleFacts {
  /// The least contrast of text and of large text (success criterion 1.4.3).
  private static let leastContrast = 4.5
  private static let leastContrastOfLargeText = 3.0
  /// Large is 18 points, or 14 points in bold.
  private static let largeSize = 24.0
  private static let largeBoldSize = 56.0 / 3

  private var sizes: [Int: Range<Int>] = [:]
  private var overrides: Set<Range<Int>> = []
  private var alignments: Set<Range<Int>> = []
  private var colourPairs: Set<ColourPair> = []

  /// Two colours that were compared.
  private struct ColourPair: Hashable {
    let text: StyleColor
    let background: StyleColor
    let isLarge: Bool
  }

  /// Reads the style of a text.
  mutating func read(_ style: ElementStyle, at node: HTMLNode, in page: inout HTMLPage) {
    let size = Int((style.fontSize * 10).rounded().clamped(to: 0...100_000))
    if sizes[size] == nil { sizes[size] = style.fontSizeSource ?? node.range }
    for place in [style.familySource, style.lineHeightSource, style.colorSource] {
      guard let place, overrides.insert(place).inserted else { continue }
      page.hold(.overridesStyle, place, .styles)
    }
    if let place = style.alignmentSource,
      style.overridesAlignment(rightToLeft: style.isRightToLeft || hasRightToLeft(node.text)),
      alignments.insert(place).inserted
    {
      page.hold(.centred, place, .styles)
    }
    readContrast(style, node, &page)
  }

  private mutating func readContrast(
    _ style: ElementStyle, _ node: HTMLNode, _ page: inout HTMLPage
  ) {
    guard style.colorSource != nil || style.backgroundSource != nil,
      style.isColorKnown, style.isBackgroundKnown
    else { return }
    let isLarge =
      style.fontSize >= Self.largeSize || (style.isBold && style.fontSize >= Self.largeBoldSize)
    let least = isLarge ? Self.leastContrastOfLargeText : Self.leastContrast
    let pair = ColourPair(text: style.color, background: style.background, isLarge: isLarge)
    guard colourPairs.insert(pair).inserted, style.color.contrast(with: style.background) < least
    else { return }
    page.count(
      .accessibilityFaults, style.colorSource ?? style.backgroundSource ?? node.range,
      .accessibility)
  }

  /// Hebrew and Arabic letters: U+0590 to U+08FF.
  private func hasRightToLeft(_ text: [UInt8]) -> Bool {
    text.contains { (0xD6...0xDF).contains($0) }
  }

  /// Writes what needs the whole body.
  func write(to page: inout HTMLPage) {
    page.values[.fontSizes] = .int(sizes.count)
    for (_, place) in sizes.sorted(by: { $0.key < $1.key }) {
      page.note(.fontSizes, place, .styles)
    }
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    isNaN ? range.lowerBound : min(max(self, range.lowerBound), range.upperBound)
  }
}
