// Links: with a scheme, with www., or bare domains of a known top-level domain. Hosts are told
// apart by lists: Amazon, carriers, all others.

extension Scanner {
  static let links = Scanner(
    id: "links",
    summary: "Web addresses with scheme, host and path; bare domains of known top-level domains.",
    facts: [
      .links, .externalLinks, .insecureLinks, .amazonLinks, .amazonProductLinks, .carrierLinks,
      .linkHosts,
    ],
    example: Message(body: "See https://www.ups.com/track and http://lumenoak.example/help."),
    triggers: [UInt8(ascii: ":"), UInt8(ascii: ".")],
    scan: { scan, place in
      scan.byte(place) == UInt8(ascii: ":") ? scan.fullLink(at: place) : scan.bareLink(at: place)
    })
}

extension Scan {
  /// A link whose scheme ends at `place`.
  fileprivate mutating func fullLink(at place: Int) -> Int? {
    guard byte(place + 1) == UInt8(ascii: "/"), byte(place + 2) == UInt8(ascii: "/") else {
      return nil
    }
    let scheme: [UInt8]
    if ends(at: place, with: "https") {
      scheme = Array("https".utf8)
    } else if ends(at: place, with: "http") {
      scheme = Array("http".utf8)
    } else {
      return nil
    }
    let start = place - scheme.count
    guard start >= claimed, !isLetter(start - 1) else { return nil }
    let hostStart = behindName(from: place + 3)
    let (hostEnd, _) = hostEnd(from: hostStart)
    guard hostEnd > hostStart else { return nil }
    return link(start, host: hostStart..<hostEnd, insecure: scheme.count == 4)
  }

  /// Where the host of an address begins that may name a user first: `https://name@host`.
  private mutating func behindName(from start: Int) -> Int {
    var result = start
    var place = start
    while place < bytes.count, place - start < 128, isLinkByte(bytes[place]),
      !"/?#,;".utf8.contains(bytes[place])
    {
      if bytes[place] == UInt8(ascii: "@") { result = place + 1 }
      place += 1
      steps += 1
    }
    return result
  }

  /// A link without scheme whose first dot is at `place`.
  fileprivate mutating func bareLink(at place: Int) -> Int? {
    guard place >= noHostBefore, isWord(place - 1), isWord(place + 1) else { return nil }
    var start = place
    while start > claimed, place - start < 64,
      isWord(start - 1) || (byte(start - 1) == UInt8(ascii: "-") && isWord(start - 2))
    {
      start -= 1
      steps += 1
    }
    if start > claimed, byte(start - 1) == UInt8(ascii: "@") { return nil }
    let (end, lastDot) = hostEnd(from: start)
    noHostBefore = end
    guard let lastDot, byte(end) != UInt8(ascii: "@") else { return nil }
    let hasWWW =
      place - start == 3 && bytes[start..<place].allSatisfy { $0 | 0x20 == UInt8(ascii: "w") }
    let suffix = lastDot + 1..<end
    guard suffix.allSatisfy({ !isDigit($0) }) else { return nil }
    if !hasWWW {
      let name = text(suffix).lowercased()
      let hasPath = byte(end) == UInt8(ascii: "/") && isWord(end + 1)
      guard hosts.topLevelDomains.contains(name) || hasPath && isPlausible(suffix, name, start),
        start < place
      else { return nil }
      // A sentence may end without a space before the next: "enjoy.It": capital after small.
      if byte(lastDot + 1) < 0x61, byte(lastDot - 1) >= 0x61 { return nil }
      // A store's name is a name.
      if hosts.kind(of: text(start..<end).lowercased()) == .amazon, byte(end) != UInt8(ascii: "/") {
        return nil
      }
    }
    return link(start, host: start..<end, insecure: false)
  }

  /// Whether letters may be a top-level domain before a path: not those of `manual.pdf/2`, `sq.ft/h`
  /// or `7.1.rc/2`.
  private func isPlausible(_ suffix: Range<Int>, _ name: String, _ start: Int) -> Bool {
    let label = bytes[start..<suffix.lowerBound - 1].reversed().prefix { $0 != UInt8(ascii: ".") }
    return (2...6).contains(suffix.count) && label.contains { $0 > 0x39 }
      && !numbers.contactWords.fileSuffixes.contains(FoldedWord.hash(of: name))
      && !numbers.words.roles(of: suffix, in: bytes).contains(.unit)
  }

  private func ends(at place: Int, with scheme: StaticString) -> Bool {
    let length = scheme.utf8CodeUnitCount
    guard place >= length else { return false }
    return scheme.withUTF8Buffer { letters in
      for offset in 0..<length where bytes[place - length + offset] | 0x20 != letters[offset] {
        return false
      }
      return true
    }
  }

  private mutating func link(_ start: Int, host: Range<Int>, insecure: Bool) -> Int {
    var end = host.upperBound
    let next = byte(end)
    if next == UInt8(ascii: ":"), isDigit(end + 1) {
      end += 1
      while isDigit(end) { end += 1 }
    }
    if [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains(byte(end)) {
      while end < bytes.count, isLinkByte(bytes[end]), !isUnspaced(end) {
        end += 1
        steps += 1
      }
      while end > host.upperBound, isTrailing(bytes[end - 1]) {
        if bytes[end - 1] == UInt8(ascii: ")"), bytes[host.upperBound..<end].contains(0x28) {
          break
        }
        end -= 1
      }
      while end > host.upperBound, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    }
    let range = start..<end
    if insecure { count(.insecureLinks, range) }
    countLink(range, host: text(host).lowercased(), path: host.upperBound..<end)
    findOrderIDs(in: host.upperBound..<end)
    return end
  }

  /// Claims and counts a link by whose host it leads to.
  mutating func countLink(_ range: Range<Int>, host name: String, path: Range<Int>) {
    claim(.link, range)
    count(.links, range)
    list(.linkHosts, name)
    let path = text(path).lowercased()
    switch hosts.kind(of: name, path: path) {
    case .amazon:
      count(.amazonLinks, range)
      if hosts.isProductPage(path, on: name) {
        count(.amazonProductLinks, range)
      }
    case .carrier: count(.carrierLinks, range)
    case .other: count(.externalLinks, range)
    }
  }

  /// Kana, Han and wide signs: in their scripts the next word follows an address without a space.
  private func isUnspaced(_ place: Int) -> Bool {
    let first = byte(place)
    return (0xE3...0xE9).contains(first)
      || (first == 0xEF && (0xBC...0xBF).contains(byte(place + 1)))
  }

  private func isLinkByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00...0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): false
    default: true
    }
  }

  private func isTrailing(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
      UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "'"), UInt8(ascii: ")"),
      UInt8(ascii: "]"), UInt8(ascii: "*"):
      true
    default: false
    }
  }
}
