// What only bodies in HTML have. No byte calls these scanners; the reader of the page does.

extension Scanner {
  static let styles = Scanner(
    id: "styles",
    summary: "Sizes, fonts, colours, alignment and margins of visible text, and hidden text.",
    facts: [
      .fontSizes, .marginPercent, .overridesStyle, .centred, .hiddenText,
    ],
    example: Message(body: "<p style=\"text-align: center\">Dear buyer</p>"), triggers: [],
    scan: { _, _ in nil })

  static let images = Scanner(
    id: "images",
    summary: "Images: their addresses, types and widths, links on them, and tracking pixels.",
    facts: [
      .imageWidthPercent, .insecureImages, .gifs, .trackingPixel, .productImages, .logoWithLink,
    ],
    example: Message(body: "<img src=\"http://shop.example/a.gif\" alt=\"Our shop\">"),
    triggers: [],
    scan: { _, _ in nil })

  static let linkTargets = Scanner(
    id: "link-targets",
    summary: "Where links lead, and links whose text shows another host.",
    facts: [.disguisedLinks],
    example: Message(body: "<a href=\"https://shop.example/\">Our other lamps</a>"), triggers: [],
    scan: { _, _ in nil })

  static let accessibility = Scanner(
    id: "accessibility",
    summary: "Faults against the accessibility guidelines that can be told from the text.",
    facts: [.accessibilityFaults, .untoldLanguage],
    example: Message(body: "<html><body><img src=\"https://shop.example/a.png\"></body></html>"),
    triggers: [],
    scan: { _, _ in nil })

  static let htmlLimits = Scanner(
    id: "html-limits",
    summary: "Bodies with more tags, attributes or nesting than is read.",
    facts: [.unreadHTML],
    example: Message(
      body: String(repeating: "<div>", count: HTMLLimits.deepestNesting + 1) + "Hello"),
    triggers: [],
    scan: { _, _ in nil })

  /// The place in the list of all; findings refer to it.
  var number: Int { Self.all.firstIndex { $0.id == id } ?? 0 }
}

extension BodyKind {
  /// HTML if a known tag stands in the text.
  static func detected(in bytes: [UInt8]) -> BodyKind {
    bytes.contains(UInt8(ascii: "<")) && Scan.looksLikeHTML(bytes) ? .html : .plain
  }
}

extension Analyzer {
  /// Reads a body in HTML; `nil` when it is beyond the limits, which is noted.
  func readPage(
    _ bytes: [UInt8], _ values: inout [TextValue], _ findings: inout [Finding]
  ) -> HTMLPage? {
    if let page = HTMLReader.read(bytes, hosts: hosts) {
      values[StructuralFact.hasHTML.rawValue] = .bool(true)
      return page
    }
    values[StructuralFact.unreadHTML.rawValue] = .bool(true)
    for fact in HTMLPage.styling { values[fact.rawValue] = .unknown }
    let place = HTMLBounds.excess(in: bytes) ?? 0..<min(bytes.count, 1)
    findings.append(
      Finding(
        fact: StructuralFact.unreadHTML.rawValue, part: .body, range: place,
        detector: Scanner.htmlLimits.number))
    return nil
  }

  /// Adds what was found in the visible text and what tags and styles say, at their places in the
  /// source.
  func addFindings(
    of page: inout HTMLPage, _ seen: [Finding], _ values: inout [TextValue],
    _ findings: inout [Finding]
  ) {
    func places(_ fact: StructuralFact) -> [Range<Int>] {
      seen.filter { $0.fact == fact.rawValue }.map(\.range)
    }
    page.readLinks(
      seen: places(.links), mails: places(.emailAddresses), phones: places(.phoneNumbers),
      hosts: hosts, values: &values)
    for (fact, value) in page.values { values[fact.rawValue] = value }
    for finding in seen {
      findings.append(
        Finding(
          fact: finding.fact, part: finding.part,
          range: page.visible.map.source(of: finding.range), detector: finding.detector))
    }
    let numbers = Dictionary(
      uniqueKeysWithValues: Scanner.all.enumerated().map { ($1.id, $0) })
    for note in page.allNotes {
      findings.append(
        Finding(
          fact: note.fact.rawValue, part: .body, range: note.range,
          detector: numbers[note.scanner] ?? 0))
    }
  }
}
