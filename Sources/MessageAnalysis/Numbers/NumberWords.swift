// What the words around numbers say: "call", "Bestellnummer", "注文番号". A word has roles by its
// exact form, its beginning or its end; in scripts without spaces words are found anywhere.

/// The roles of a word; see ``NumberLists/Role``.
struct WordRoles: OptionSet, Sendable {
  let rawValue: UInt16

  static func role(_ role: NumberLists.Role) -> WordRoles {
    WordRoles(rawValue: 1 << UInt16(role.rawValue))
  }

  static let phone = role(.phone)
  static let phoneLetters = role(.phoneLetters)
  static let hint = role(.hint)
  static let hintNext = role(.hintNext)
  static let order = role(.order)
  static let orderNumber = role(.orderNumber)
  static let tracking = role(.tracking)
  static let parcel = role(.parcel)
  static let number = role(.number)
  static let other = role(.other)
  static let between = role(.between)
  static let yours = role(.yours)
  static let unit = role(.unit)
  /// What announces a number that is no phone number.
  static let announcesOther: WordRoles = [order, orderNumber, tracking, parcel, other]
}

/// Words with their roles.
struct NumberWords: Sendable {
  private var exact = WordHashes<WordRoles>()
  private var beginnings = WordHashes<WordRoles>()
  private var endings: [(hash: UInt64, byteCount: Int, roles: WordRoles)] = []
  private var unspaced = UnspacedWords<WordRoles>()

  /// Adds a word: `telefon*`, `*nummer`, or as it is.
  mutating func add(_ text: String, _ role: NumberLists.Role) {
    let roles = WordRoles.role(role)
    func join(_ known: WordRoles?) -> WordRoles { (known ?? []).union(roles) }
    if text.hasSuffix("*") {
      beginnings.update(FoldedWord.hash(of: text.dropLast()), join)
    } else if text.hasPrefix("*") {
      let ending = text.dropFirst()
      endings.append((FoldedWord.hash(of: ending), ending.utf8.count, roles))
    } else if UnspacedWords<WordRoles>.holds(text) {
      unspaced.update(text, join)
    } else {
      exact.update(FoldedWord.hash(of: text), join)
    }
  }

  /// The roles of the word that fills a range.
  func roles(of range: Range<Int>, in bytes: [UInt8]) -> WordRoles {
    var begun: WordRoles?
    let hash = hash(of: range, in: bytes) { hash in begun = beginnings[hash] ?? begun }
    if let roles = exact[hash] { return roles }
    var ended: WordRoles = []
    for ending in endings where ending.byteCount < range.count {
      let start = range.upperBound - ending.byteCount
      if self.hash(of: start..<range.upperBound, in: bytes, { _ in }) == ending.hash {
        ended.formUnion(ending.roles)
      }
    }
    // "Bestellhotline" is a phone's by its end, "Telefonnr" by its begin.
    if ended.contains(.phone) { return ended }
    if let begun { return begun.union(ended.intersection(.number)) }
    if ended.isEmpty, let elision = elision(in: range, of: bytes) {
      return roles(of: elision, in: bytes)
    }
    return ended
  }

  /// What follows the apostrophe of "d'ordine" or "l'appel".
  private func elision(in range: Range<Int>, of bytes: [UInt8]) -> Range<Int>? {
    for place in range.lowerBound..<min(range.upperBound, range.lowerBound + 6) {
      if bytes[place] == UInt8(ascii: "'") { return place + 1..<range.upperBound }
      if bytes[place] == 0xE2 {
        let end = place + scalar(in: bytes, at: place).length
        return end < range.upperBound ? end..<range.upperBound : nil
      }
    }
    return nil
  }

  private func hash(
    of range: Range<Int>, in bytes: [UInt8], _ visit: (UInt64) -> Void
  ) -> UInt64 {
    var hash = FoldedWord.emptyHash
    var place = range.lowerBound
    while place < range.upperBound {
      let next = scalar(in: bytes, at: place)
      place += next.length
      if next.value >= 0x80, wideClass(next.value) == .ignored { continue }
      hash = FoldedWord.hash(hash, scalar: next.value)
      visit(hash)
    }
    return hash
  }

  /// How many bytes may stand between a word without spaces and the number: four characters.
  private static let unspacedReach = 12

  /// The roles of all words in a range without spaces; those far from its end speak of phones only.
  func unspacedRoles(in range: Range<Int>, of bytes: [UInt8]) -> WordRoles {
    var roles: WordRoles = []
    var start = range.lowerBound
    while start < range.upperBound {
      if let (found, end) = first(at: start, limit: range.upperBound, in: bytes) {
        let isNear = range.upperBound - end <= Self.unspacedReach
        roles.formUnion(isNear ? found : found.intersection([.phone, .hint]))
      }
      start += scalar(in: bytes, at: start).length
    }
    return roles
  }

  /// The longest word without spaces, or the sign, that begins at a place.
  func first(at start: Int, limit: Int, in bytes: [UInt8]) -> (roles: WordRoles, end: Int)? {
    unspaced.first(at: start, limit: limit, in: bytes).map { ($0.value, $0.end) }
  }
}
