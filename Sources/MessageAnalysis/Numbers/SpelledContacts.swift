// Contacts in words, found before the bytes are scanned: one walk hashes each word and stops at
// words for "@", "." and digits, and at those signs with spaces or brackets around them. Only there
// the neighbourhood is read, which is bounded, so the walk is linear.

/// An address or a number that is written in words or apart.
struct SpelledContact {
  /// What it is.
  let kind: RegionKind
  /// Where it stands.
  let range: Range<Int>
  /// The host of a link.
  var host = ""
}

extension Scanner {
  static let spelledContacts = Scanner(
    id: "spelled-contacts",
    summary: "Mail addresses, links and phone numbers that are written in words or apart.",
    facts: [.emailAddresses, .phoneNumbers, .links],
    example: Message(body: "Write to anna (at) lumenoak (dot) com."),
    triggers: [],
    scan: { _, _ in nil })
}

/// What a byte is for the walk: a small letter for letters, or one of the kinds below.
private let spelledBytes: [UInt8] = (0...255).map { number in
  switch UInt8(number) {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
    UInt8(number) | 0x20
  case UInt8(ascii: "."): dotByte
  case UInt8(ascii: "@"): atByte
  case UInt8(ascii: ","): commaByte
  case 0x80...0xFF: wideByte
  default: 0
  }
}
private let dotByte: UInt8 = 1
private let atByte: UInt8 = 2
private let wideByte: UInt8 = 4
private let commaByte: UInt8 = 3
private let webWord = FoldedWord.hash(of: "www")

extension Scan {
  /// The contacts in words, in their order.
  mutating func findSpelledContacts() -> [SpelledContact] {
    guard !numbers.contactWords.isEmpty else { return [] }
    let bytes = bytes
    let kinds = spelledBytes
    let words = numbers.contactWords.words
    var found: [SpelledContact] = []
    var place = 0
    while place < bytes.count {
      let kind = kinds[Int(bytes[place])]
      if kind == 0 {
        place += 1
        continue
      }
      let free = found.last?.range.upperBound ?? 0
      var contact: SpelledContact?
      var end = place + 1
      if kind > wideByte || kind == wideByte && isSpacedLetter(at: place) {
        if kind == UInt8(ascii: "w"), beginsSpacedWeb(at: place) { contact = spacedWeb(at: place) }
        if contact == nil {
          let hash = wordHash(from: place, &end, bytes, kinds)
          if hash == webWord { contact = webWithoutDots(place..<end) }
          if contact == nil, let word = words[hash] ?? spacedMark(place..<end, &end) {
            contact = spelledContact(word, place..<end, after: free, &end)
          }
        }
      } else if kind == wideByte {
        end = place + scalar(in: bytes, at: place).length
        if let (word, wordEnd) = numbers.contactWords.word(at: place, in: bytes) {
          end = wordEnd
          contact = spelledContact(word, place..<wordEnd, after: free, &end)
        }
      } else if kind == commaByte {
        if isLetter(place + 1) { contact = hostWithComma(at: place, after: free) }
      } else {
        if kind == atByte { contact = spacedMail(around: place, after: free) }
        if contact == nil, isSetApart(place) {
          contact = spelledAddress(around: place..<place + 1, after: free)
        }
      }
      if let contact {
        found.append(contact)
        end = max(end, contact.range.upperBound)
      }
      place = end
    }
    steps += bytes.count
    return found
  }

  /// Claims and counts a contact.
  mutating func count(_ contact: SpelledContact) {
    detector = Scanner.spelledContacts.number
    let range = contact.range
    switch contact.kind {
    case .emailAddress:
      claim(.emailAddress, range)
      count(.emailAddresses, range)
    case .phoneNumber:
      claim(.phoneNumber, range)
      count(.phoneNumbers, range)
    default:
      countLink(range, host: contact.host, path: range.upperBound..<range.upperBound)
    }
  }

  /// Whether a letter beyond ASCII stands there, in a script with spaces.
  private func isSpacedLetter(at place: Int) -> Bool {
    guard bytes[place] >= 0x80 else { return false }
    let value = scalar(in: bytes, at: place).value
    return value < 0x660 && wideClass(value) == .letter
  }

  /// The hash of the letters that begin at a place; `end` is set to where they end.
  @inline(__always)
  private func wordHash(
    from place: Int, _ end: inout Int, _ bytes: [UInt8], _ kinds: [UInt8]
  ) -> UInt64 {
    var hash = FoldedWord.emptyHash
    var next = place
    while next < bytes.count {
      let kind = kinds[Int(bytes[next])]
      guard kind > wideByte else {
        return kind == wideByte ? wideWordHash(from: next, hash, &end) : ended(next, hash, &end)
      }
      hash = FoldedWord.hash(hash, kind)
      next += 1
    }
    return ended(next, hash, &end)
  }

  private func ended(_ place: Int, _ hash: UInt64, _ end: inout Int) -> UInt64 {
    end = place
    return hash
  }

  /// The same for the rest of a word with letters beyond ASCII.
  private func wideWordHash(from place: Int, _ begun: UInt64, _ end: inout Int) -> UInt64 {
    var hash = begun
    var next = place
    while next < bytes.count, isLetter(next) || isSpacedLetter(at: next) {
      let letter = scalar(in: bytes, at: next)
      hash = FoldedWord.hash(hash, scalar: letter.value)
      next += letter.length
    }
    return ended(next, hash, &end)
  }

  /// Looks around a word that stands for a digit, "@" or ".".
  private mutating func spelledContact(
    _ word: ContactWord, _ range: Range<Int>, after free: Int, _ end: inout Int
  ) -> SpelledContact? {
    if !word.digits.isEmpty || word.times > 0 {
      if let found = spelledNumber(from: range, after: free, &end) { return found }
    }
    let isDot = word.dot != 0 && hasDomain(after: range.upperBound)
    guard isDot || word.at | word.atPair != 0 && hasHost(after: range.upperBound) else {
      return nil
    }
    return spelledAddress(around: range, after: free)
  }

  /// Whether spaces or brackets part a dot or an @ from what stands around it, and a top-level
  /// domain or a host follows.
  private mutating func isSetApart(_ place: Int) -> Bool {
    guard isApart(byte(place + 1)) || isApart(byte(place - 1)), place > 0 else { return false }
    return byte(place) == UInt8(ascii: "@")
      ? hasHost(after: place + 1) : hasDomain(after: place + 1)
  }

  private func isApart(_ byte: UInt8) -> Bool {
    isBlank(byte) || isOpening(byte) || isClosing(byte)
  }

  /// Where the next word begins, after up to three spaces, brackets and hyphens.
  private func nextWord(_ place: Int) -> Int {
    var start = isCorner(place, 0x91) ? place + 3 : place
    while start - place < 3,
      isApart(byte(start)) || byte(start) == UInt8(ascii: "-") || byte(start) == UInt8(ascii: "_")
    {
      start += 1
    }
    return start
  }

  /// Whether a host with a dot in it, or one of private mail, follows. Where its dots are words,
  /// they lead to the address.
  private mutating func hasHost(after place: Int) -> Bool {
    var start = nextWord(place)
    // The second word of "kuyruklu a".
    if isLetter(start), !isWord(start + 1) { start = nextWord(start + 1) }
    var end = start
    while end < bytes.count, end - start < 64, isLabelByte(end) {
      if byte(end + 1) == UInt8(ascii: "."), isLetter(end + 2) { return true }
      end += 1
      steps += 1
    }
    return end > start
      && numbers.contactWords.mailHostsAlone.contains(FoldedWord.hash(of: text(start..<end)))
  }

  /// Whether a top-level domain follows.
  private mutating func hasDomain(after place: Int) -> Bool {
    let start = nextWord(place)
    var end = start
    while isLetter(end), end - start < 10 { end += 1 }
    if end - start == 1, byte(end) == 0x20 {
      while byte(end) == 0x20, isLetter(end + 1), !isWord(end + 2), end - start < 12 {
        end += 2
        if isDomain(labelText(start..<end)) { return true }
      }
      return false
    }
    steps += end - start
    return end - start > 1 && !isLabelByte(end) && isDomain(text(start..<end))
  }

  /// Whether a text is a top-level domain, in small letters or in capitals only.
  func isDomain(_ text: String) -> Bool {
    let small = text.lowercased()
    guard small == text || text.uppercased() == text else { return false }
    return hosts.topLevelDomains.contains(small)
      || numbers.contactWords.domains.contains(FoldedWord.hash(of: small))
  }

  /// Whether a space or a line break parts words.
  func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D }

  func isOpening(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "<"),
      UInt8(ascii: "*"), UInt8(ascii: "|"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  func isClosing(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ">"),
      UInt8(ascii: "*"), UInt8(ascii: "|"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
