// Addresses whose letters stand apart, or whose dots are gone: w w w . s h o p . c o m,
// h e l p @ s h o p . c o m, www shop com, shop,com, and the signs (a t) and ( d o t ). They are read
// only where "w w w", "www", a lonely @ between single letters, a comma inside a word or a single
// letter behind a bracket shows them.

extension Scan {
  /// The most bytes of an address that stands apart.
  private static let longest = 128

  /// What the word means whose first letter stands alone behind a bracket: (a t), ( d o t ). `end`
  /// is set to where its letters end.
  @inline(__always)
  func spacedMark(_ letter: Range<Int>, _ end: inout Int) -> ContactWord? {
    guard letter.count < 3, byte(letter.upperBound) == 0x20 else { return nil }
    return behindBracket(letter.lowerBound, &end)
  }

  private func behindBracket(_ place: Int, _ end: inout Int) -> ContactWord? {
    let before = byte(place - 1) == 0x20 ? place - 2 : place - 1
    guard isOpening(byte(before)), let (word, last) = spacedWord(at: place) else { return nil }
    end = last
    return word
  }

  /// The word whose letters stand apart up to a bracket, and where they end.
  func spacedWord(at start: Int) -> (word: ContactWord, end: Int)? {
    var hash = FoldedWord.emptyHash
    var place = start
    var end = start
    while place < bytes.count, place - start < 32 {
      let letter = scalar(in: bytes, at: place)
      guard wideClass(letter.value) == .letter || isLetter(place) else { return nil }
      hash = FoldedWord.hash(hash, scalar: letter.value)
      end = place + letter.length
      place = byte(end) == 0x20 ? end + 1 : end
      if isClosing(byte(place)) { break }
      guard place > end else { return nil }
    }
    guard end - start > 2, isClosing(byte(place)) else { return nil }
    return numbers.contactWords.words[hash].map { ($0, end) }
  }

  /// Whether `w`, a sign, `w`, the sign, `w` and a sign begin at a place.
  func beginsSpacedWeb(at place: Int) -> Bool {
    guard byte(place) | 0x20 == UInt8(ascii: "w"), byte(place + 2) | 0x20 == UInt8(ascii: "w"),
      byte(place + 4) | 0x20 == UInt8(ascii: "w"), !isWord(place - 1)
    else { return false }
    let sign = byte(place + 1)
    return sign == byte(place + 3)
      && (sign == 0x20 || sign == UInt8(ascii: ".") || sign == UInt8(ascii: "-"))
      && !isWord(place + 5)
  }

  /// The link that begins with "w w w".
  mutating func spacedWeb(at place: Int) -> SpelledContact? {
    let sign = byte(place + 1)
    guard let (host, end) = spacedLabels(from: place, sign: sign) else { return nil }
    let name = host.lowercased()
    guard name.hasPrefix("www"), hosts.kind(of: name) != .amazon else { return nil }
    return SpelledContact(kind: .link, range: place..<end, host: name)
  }

  /// The mail address around an @ that stands between single letters with blanks.
  mutating func spacedMail(around place: Int, after free: Int) -> SpelledContact? {
    guard byte(place - 1) == 0x20, byte(place + 1) == 0x20, isLetter(place - 2),
      isLetter(place + 2), byte(place - 3) == 0x20,
      !isWord(place + 3) || isWord(place - 4) && !isWord(place - 5)
    else { return nil }
    var start = place - 2
    while start - 2 >= free, place - start < 64, byte(start - 1) == 0x20, isLabelByte(start - 2),
      start - 3 < 0 || !isLabelByte(start - 3)
    {
      start -= 2
      steps += 1
    }
    guard let (_, end) = spacedLabels(from: place + 2, sign: 0x20) else { return nil }
    return SpelledContact(kind: .emailAddress, range: start..<end)
  }

  /// Labels of single letters and whole words with dots between, up to a top-level domain.
  private mutating func spacedLabels(from start: Int, sign: UInt8) -> (host: String, end: Int)? {
    var host = ""
    var label = ""
    var end = start
    var place = start
    var found: (String, Int)?
    while place < bytes.count, place - start < Self.longest {
      if byte(place) == UInt8(ascii: "."), !label.isEmpty {
        host += label + "."
        label = ""
        place += 1
      } else if isLabelByte(place), byte(place) < 0x80 {
        var next = place
        while next < bytes.count, isLabelByte(next), bytes[next] < 0x80, bytes[next] != sign {
          next += 1
        }
        // Words of several letters stand between dots only.
        let isSingle = next - place == 1
        guard isSingle || label.isEmpty || label.lowercased() == "www" else { break }
        if label.lowercased() == "www" {
          host += "www."
          label = ""
        }
        label += text(place..<next)
        place = next
        end = next
        if !host.isEmpty, host != "www.", isDomain(label.lowercased()), !isLabelByte(place) {
          found = (host + label, end)
        }
        if !isSingle, byte(place) != UInt8(ascii: "."), byte(place + 1) != UInt8(ascii: ".") {
          break
        }
      } else {
        break
      }
      steps += 1
      if byte(place) == 0x20 || byte(place) == sign { place += 1 }
      if byte(place) == 0x20 { place += 1 }
    }
    return found
  }

  /// "www shop com", "www-shop-de": labels with blanks or hyphens between, behind a "www".
  mutating func webWithoutDots(_ word: Range<Int>) -> SpelledContact? {
    let sign = byte(word.upperBound)
    guard
      sign == 0x20 || sign == UInt8(ascii: "-") || sign == UInt8(ascii: ",")
        || sign == UInt8(ascii: "_")
    else { return nil }
    var host = "www"
    var place = word.upperBound
    for count in 1...3 {
      guard byte(place) == sign || byte(place) == UInt8(ascii: ".") else { return nil }
      let start = place + 1
      var end = start
      while end < bytes.count, end - start < 40, isWord(end) { end += 1 }
      steps += end - start
      guard end > start else { return nil }
      let label = text(start..<end).lowercased()
      host += "." + label
      // "The www was invented in 1989": between blanks only what is no word ends a host.
      let isWord = numbers.contactWords.wordDomains.contains(FoldedWord.hash(of: label))
      if isWord, sign == 0x20 { return nil }
      if count > 1, isDomain(label) {
        return hosts.kind(of: host) == .amazon
          ? nil : SpelledContact(kind: .link, range: word.lowerBound..<end, host: host)
      }
      place = end
    }
    return nil
  }

  /// "shop,com": a comma for the dot, with no blank around it and a domain that is no word behind it.
  mutating func hostWithComma(at comma: Int, after free: Int) -> SpelledContact? {
    guard isLetter(comma + 1), isLetter(comma - 1) else { return nil }
    var start = comma
    while start > free, comma - start < 40, isLabelByte(start - 1), bytes[start - 1] < 0x80 {
      start -= 1
    }
    var end = comma + 1
    while end < bytes.count, end - comma < 12, isLetter(end) { end += 1 }
    steps += end - start
    let domain = text(comma + 1..<end)
    guard comma - start >= 4, start == 0 || bytes[start - 1] <= 0x20, !isWord(end),
      hosts.topLevelDomains.contains(domain),
      !numbers.contactWords.domains.contains(FoldedWord.hash(of: domain)),
      !numbers.contactWords.wordDomains.contains(FoldedWord.hash(of: domain))
    else { return nil }
    let host = text(start..<comma).lowercased() + "." + domain
    guard hosts.kind(of: host) != .amazon else { return nil }
    return SpelledContact(kind: .link, range: start..<end, host: host)
  }
}
