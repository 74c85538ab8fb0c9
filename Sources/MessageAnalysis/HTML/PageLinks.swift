// Links: where they lead, and whether what readers see of them says the same.

extension HTMLReader {
  /// Opens a link; gives its number.
  mutating func openLink(_ node: HTMLNode) -> Int? {
    guard !node.isRepeat, let address = document.attribute("href", of: node) else { return nil }
    let start = page.visible.bytes.count
    page.links.append(PageLink(address: address, text: start..<start))
    return page.links.count - 1
  }

  /// Closes a link, and looks at what is seen of it.
  mutating func closeLink(_ number: Int, _ node: HTMLNode, isEmpty: Bool) {
    let start = page.links[number].text.lowerBound
    page.links[number].text = start..<page.visible.bytes.count
    guard mayTellNothing(page.visible.bytes[start...]) else { return }
    let text = String(decoding: page.visible.bytes[start...], as: UTF8.self).lowercased()
    let shown = Self.withoutSigns(text)
    let isEmpty = shown.isEmpty
    let label = isEmpty ? document.attribute("aria-label", of: node)?.value ?? "" : shown
    if label.isEmpty || hosts.tellsNothing(label) {
      page.count(.accessibilityFaults, place(of: node), .accessibility)
    }
  }

  /// The words of a text without the signs around them that say nothing: arrows, dots, quotes.
  private static func withoutSigns(_ text: String) -> String {
    var words = String.UnicodeScalarView()
    var isApart = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\0"..." ", ".", "!", ">", "»", ":", "…", "→", "›", "。", "！", "\u{FFFC}":
        isApart = !words.isEmpty
      default:
        if isApart { words.append(" ") }
        isApart = false
        words.append(scalar)
      }
    }
    return String(words)
  }

  /// Whether the text of a link may be one that tells nothing: such texts are short.
  private func mayTellNothing(_ text: ArraySlice<UInt8>) -> Bool {
    var letters = 0
    for byte in text {
      if (byte | 0x20) &- 0x61 < 26 { letters += 1 }
      if letters > hosts.longestEmptyLinkText { return false }
    }
    return true
  }

  /// A link on a part of an image.
  mutating func readArea(_ node: HTMLNode) {
    guard !node.isRepeat, let address = document.attribute("href", of: node) else { return }
    let start = page.visible.bytes.count
    page.links.append(
      PageLink(address: address, text: start..<start, imageTag: place(of: node)))
    if document.attribute("alt", of: node)?.value.isEmpty ?? true {
      page.count(.accessibilityFaults, place(of: node), .accessibility)
    }
  }

  /// Headings in order, and a language for a whole document.
  mutating func readStructure(_ node: HTMLNode) {
    if node.name == "html", !node.range.isEmpty,
      document.attribute("lang", of: node)?.value.isEmpty ?? true
    {
      page.hold(.untoldLanguage, node.range, .accessibility)
    }
    guard node.name.utf8.count == 2, node.name.utf8.first == UInt8(ascii: "h"),
      let level = node.name.utf8.last.map({ Int($0) - 0x30 }), (1...6).contains(level),
      !node.isRepeat
    else { return }
    if lastHeading > 0, level > lastHeading + 1 {
      page.count(.accessibilityFaults, place(of: node), .accessibility)
    }
    lastHeading = level
  }
}

extension HTMLPage {
  /// Adds what the links lead to. A link whose text is its own address counts once; one whose
  /// text names another host is disguised.
  ///
  /// - Parameters:
  ///   - seen: The addresses that stand in the visible text: their places there, in order.
  ///   - mails: The mail addresses likewise; `phones`: the phone numbers.
  mutating func readLinks(
    seen: [Range<Int>], mails: [Range<Int>], phones: [Range<Int>], hosts: HostTable,
    values known: inout [TextValue]
  ) {
    for link in links {
      guard let target = LinkTarget(link: link.address.value) else { continue }
      let place = link.address.range
      switch target.scheme {
      case .mail:
        if !mails.contains(insideOf: link.text) { add(.emailAddresses, place, &known) }
      case .phone:
        if !phones.contains(insideOf: link.text) { add(.phoneNumbers, place, &known) }
      case .http, .https:
        let shown = seen.first(insideOf: link.text).map {
          LinkTarget.shown(String(decoding: visible.bytes[$0], as: UTF8.self))
        }
        readLink(
          link, target, shown: shown ?? store(in: link, target, hosts), hosts: hosts, &known)
      case .other: break
      }
    }
    for (text, tag) in alternatives where seen.contains(insideOf: text) {
      hold(.logoWithLink, tag, .images)
    }
  }

  /// The store whose bare name is the text of a link that leads elsewhere: `amazon.de`.
  private func store(in link: PageLink, _ target: LinkTarget, _ hosts: HostTable) -> LinkTarget? {
    guard (1...64).contains(link.text.count), hosts.kind(of: target.host) != .amazon,
      visible.bytes[link.text].contains(UInt8(ascii: "."))
    else { return nil }
    let words = visible.bytes[link.text].split { $0 <= 0x20 }
    guard words.count == 1 else { return nil }
    let text = String(decoding: words[0], as: UTF8.self).lowercased()
    guard hosts.kind(of: text) == .amazon else { return nil }
    return .shown(text)
  }

  private mutating func readLink(
    _ link: PageLink, _ target: LinkTarget, shown: LinkTarget?, hosts: HostTable,
    _ known: inout [TextValue]
  ) {
    let place = link.address.range
    let isSame = shown.map { $0.isSameHost(as: target) } ?? false
    if let shown, !isSame, !shown.host.isEmpty, !shown.isRelated(to: target) {
      count(.disguisedLinks, place, .linkTargets)
    }
    if target.scheme == .http, shown?.scheme != .http || !isSame {
      add(.insecureLinks, place, &known)
    }
    let kind = hosts.kind(of: target.host, path: target.path)
    if kind == .amazon, hosts.isProductPage(target.path, on: target.host),
      !(isSame && shown.map { hosts.isProductPage($0.path, on: $0.host) } ?? false)
    {
      add(.amazonProductLinks, place, &known)
    }
    if kind == .other, let image = link.imageTag { hold(.logoWithLink, image, .images) }
    if isSame { return }
    add(.links, place, &known)
    let slot = StructuralFact.linkHosts.rawValue
    if case .strings(var names) = known[slot], !names.contains(target.host),
      names.count < Scan.longestList
    {
      names.append(target.host)
      known[slot] = .strings(names)
    }
    switch kind {
    case .amazon: add(.amazonLinks, place, &known)
    case .carrier: add(.carrierLinks, place, &known)
    case .other: add(.externalLinks, place, &known)
    }
  }

  /// Adds one to a count that the visible text has begun.
  private mutating func add(
    _ fact: StructuralFact, _ place: Range<Int>, _ known: inout [TextValue]
  ) {
    if case .int(let number) = known[fact.rawValue] { known[fact.rawValue] = .int(number + 1) }
    note(fact, place, .linkTargets)
  }
}

extension LinkTarget {
  /// An address that a link leads to; people also write one without its scheme.
  fileprivate init?(link text: String) {
    let isBare = text.utf8.prefix(4).elementsEqual("www.".utf8)
    self.init(isBare ? "//" + text : text)
  }

  /// Whether both lead to one host, with `www.` or without, in its own letters or in Punycode.
  fileprivate func isSameHost(as other: LinkTarget) -> Bool {
    host.withoutWWW == other.host.withoutWWW
      || Punycode.host(host.withoutWWW) == Punycode.host(other.host.withoutWWW)
  }

  /// Whether one host stands under the other: `track.ups.com` and `www.ups.com`.
  fileprivate func isRelated(to other: LinkTarget) -> Bool {
    isHost(under: String(other.host.withoutWWW)) || other.isHost(under: String(host.withoutWWW))
  }

  /// An address as it stands in a text, perhaps without scheme.
  fileprivate static func shown(_ text: String) -> LinkTarget? {
    let hasScheme =
      text.lowercased().hasPrefix("http://") || text.lowercased().hasPrefix("https://")
    return LinkTarget(hasScheme ? text : "//" + text)
  }
}

extension String {
  fileprivate var withoutWWW: Substring { hasPrefix("www.") ? dropFirst(4) : Substring(self) }
}

extension [Range<Int>] {
  /// The first of these sorted ranges that lies inside of another.
  fileprivate func first(insideOf range: Range<Int>) -> Range<Int>? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].lowerBound < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].upperBound <= range.upperBound ? self[low] : nil
  }

  fileprivate func contains(insideOf range: Range<Int>) -> Bool { first(insideOf: range) != nil }
}
