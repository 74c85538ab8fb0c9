// Addresses in words: labels with words for "." between them, and perhaps one for "@". What counts
// as one is decided by its last label, which is a top-level domain, and by how plain the words are:
// "at" and "dot" are everyday words, "(at)" and "arobase" are not.

extension Scan {
  /// The address around a word or sign for "@" or ".".
  mutating func spelledAddress(around event: Range<Int>, after free: Int) -> SpelledContact? {
    let tokens = addressTokens(around: event, after: free)
    guard
      let centre = tokens.firstIndex(where: {
        $0.range.overlaps(event) && ($0.kind == .at || $0.kind == .dot)
      })
    else { return nil }
    var first = centre
    while first > 0, tokens[first - 1].kind == .label {
      first -= 1
      guard first > 1, isSign(tokens[first - 1]), tokens[first - 2].kind == .label else { break }
      first -= 1
    }
    var last = centre
    while last + 1 < tokens.count, tokens[last + 1].kind == .label {
      last += 1
      guard last + 2 < tokens.count, isSign(tokens[last + 1]), tokens[last + 2].kind == .label
      else { break }
      last += 1
    }
    guard first < centre, last > centre else { return nil }
    let chain = tokens[first...last]
    guard let end = hostEnd(of: chain) else { return mailWithoutDomain(chain) }
    return address(chain.prefix(through: end))
  }

  private func isSign(_ token: AddressToken) -> Bool { token.kind == .at || token.kind == .dot }

  /// The last label that is a top-level domain.
  private func hostEnd(of chain: ArraySlice<AddressToken>) -> Int? {
    chain.indices.dropFirst(2).last { index in
      guard chain[index].kind == .label else { return false }
      let label = labelText(chain[index].range)
      let parts = label.split(separator: ".")
      return (parts.count > 1 || chain[index - 1].kind == .dot)
        && isDomain(String(parts.last ?? ""))
    }
  }

  /// A mail address or a link, for a chain that ends with a top-level domain.
  private func address(_ chain: ArraySlice<AddressToken>) -> SpelledContact? {
    let at = chain.lastIndex { $0.kind == .at }
    let host = chain[(at.map { $0 + 1 } ?? chain.startIndex)...]
    let name = hostName(host)
    guard hosts.kind(of: name) != .amazon else { return nil }
    let end = host[host.endIndex - 1].range.upperBound
    let isWeb = name.hasPrefix("www.")
    if let at, !isWeb, isName(chain[at - 1], before: chain[at]), isMail(chain, at, host, name) {
      var start = at - 1
      while start - 2 >= chain.startIndex, chain[start - 1].kind == .dot { start -= 2 }
      return SpelledContact(kind: .emailAddress, range: chain[start].range.lowerBound..<end)
    }
    guard host.count > 1, isWeb || isLink(host) else { return nil }
    return SpelledContact(
      kind: .link, range: host[host.startIndex].range.lowerBound..<end, host: name)
  }

  private func hostName(_ host: ArraySlice<AddressToken>) -> String {
    host.filter { $0.kind == .label }.map { labelText($0.range).lowercased() }.joined(
      separator: ".")
  }

  /// Whether a label before "at" can be a name; before a marked one it always can.
  private func isName(_ label: AddressToken, before at: AddressToken) -> Bool {
    let known = numbers.contactWords.namesNot[FoldedWord.hash(of: text(label.range))] ?? 0
    return at.isMarked || known & at.languages == 0
  }

  private func isMail(
    _ chain: ArraySlice<AddressToken>, _ at: Int, _ host: ArraySlice<AddressToken>, _ name: String
  ) -> Bool {
    if chain[at].isMarked { return true }
    let dots = host.filter { $0.kind == .dot && $0.languages != UInt32.max }
    if !dots.isEmpty {
      return dots.contains { $0.languages & chain[at].languages != 0 }
    }
    // "at shop.com" tells where; "info at shop.com" is an address.
    let local = text(chain[at - 1].range)
    let provider = FoldedWord.hash(of: String(name.split(separator: ".").first ?? ""))
    return numbers.contactWords.mailboxes.contains(FoldedWord.hash(of: local))
      || numbers.contactWords.mailHosts.contains(provider)
      || local.utf8.contains { $0 == 0x2E || $0 == 0x5F || $0 &- 0x30 < 10 }
  }

  /// Whether labels with dots between them are a host where no "@" and no "www" says so.
  private func isLink(_ host: ArraySlice<AddressToken>) -> Bool {
    let label = host[host.startIndex]
    let ending = FoldedWord.hash(of: text(host[host.endIndex - 1].range))
    let name = FoldedWord.hash(of: text(label.range))
    guard label.range.count > 1 else { return false }
    for dot in host where dot.kind == .dot && !dot.isMarked {
      if dot.endsSentence || numbers.contactWords.wordDomains.contains(ending) { return false }
      // "Der rote Punkt": a noun, not a sign.
      if isCapital(dot.range.lowerBound), !isCapital(dot.range.upperBound - 1) { return false }
      if dot.languages & ~(numbers.contactWords.dotNotBefore[ending] ?? 0) == 0 { return false }
      if dot.languages & (numbers.contactWords.namesNot[name] ?? 0) != 0 { return false }
    }
    return true
  }

  private func isCapital(_ place: Int) -> Bool { byte(place) &- 0x41 < 26 }

  /// "lamps at gmail": a host of private mail that needs no top-level domain.
  private func mailWithoutDomain(_ chain: ArraySlice<AddressToken>) -> SpelledContact? {
    guard let at = chain.lastIndex(where: { $0.kind == .at }), at + 1 < chain.endIndex,
      numbers.contactWords.mailHostsAlone.contains(FoldedWord.hash(of: text(chain[at + 1].range))),
      chain[at - 1].range.count > 2, isName(chain[at - 1], before: chain[at])
    else { return nil }
    return SpelledContact(
      kind: .emailAddress,
      range: chain[at - 1].range.lowerBound..<chain[at + 1].range.upperBound)
  }
}
