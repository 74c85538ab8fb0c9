// Phone numbers: groups of digits in the shapes of the stores' countries, or any likely digits
// after words such as "call". Dates, codes and amounts are told apart by shape and by words.

extension Scanner {
  static let phoneNumbers = Scanner(
    id: "phone-numbers",
    summary: "Phone numbers, international or in the national shapes of the stores' countries.",
    facts: [.phoneNumbers],
    example: Message(body: "Call us at (555) 014-2297."),
    triggers: Array("0123456789+(".utf8),
    scan: { scan, place in scan.phoneNumber(at: place) })
}

extension Scan {
  private static let cues: Set<String> = [
    "call", "calls", "calling", "phone", "phoning", "telephone", "tel", "mobile", "cell",
    "whatsapp",
    "text", "sms", "fax", "dial", "ring", "viber", "hotline", "helpline", "telefon", "tél",
    "téléphone", "handy", "mobil", "teléfono", "telefono", "telefoon", "rufnummer", "cellulare",
    "wechat", "telegram", "anrufen", "appelez", "llame", "ph", "t", "m",
  ]
  private static let codeWords: Set<String> = [
    "order", "orders", "tracking", "invoice", "item", "sku", "asin", "zip", "postcode", "model",
    "serial", "ref", "reference", "part", "vat", "isbn", "ean", "upc", "gtin", "batch", "lot",
    "version", "iso", "case", "ticket", "rma", "id", "code", "parcel", "shipment", "consignment",
    "waybill", "account", "iban", "article", "product", "size", "return", "authorization", "claim",
    "transaction", "date", "usd", "eur", "gbp", "fnsku", "barcode", "registration", "license",
  ]

  fileprivate mutating func phoneNumber(at place: Int) -> Int? {
    guard !isWord(place - 1) || place == claimed, !joins(place - 1) else { return nil }
    var groups: [Range<Int>] = []
    var separators: [UInt8] = []
    var end = place
    var digits = 0
    let international = byte(place) == UInt8(ascii: "+")
    if international { end += 1 }
    while end - place < 32 {
      let from = end
      while isDigit(end), end - from < 24 { end += 1 }
      steps += end - from + 1
      guard end > from else { break }
      groups.append(from..<end)
      digits += end - from
      let separator = self.separator(at: end)
      guard separator > 0 else { break }
      separators.append(byte(end))
      end += separator
    }
    if groups.isEmpty, byte(place) == UInt8(ascii: "(") || international {
      let opening = byte(end) == UInt8(ascii: "(") ? 1 : 0
      guard opening == 1, isDigit(end + 1), let found = bracketed(from: end + 1) else { return nil }
      return phone(place..<found, if: international || byte(place) == UInt8(ascii: "("))
    }
    guard let last = groups.last, digits >= 7, digits <= 15 else { return nil }
    end = last.upperBound
    guard !isWord(end), byte(end) != UInt8(ascii: "%"), !joins(end) || !isDigit(end + 1) else {
      return nil
    }
    let shape = groups.map(\.count)
    if international { return phone(place..<end, if: digits >= 8 && byte(place + 1) != 0x30) }
    if isDate(groups) { return nil }
    switch cue(before: place) {
    case true?: return phone(place..<end, if: true)
    case false?: return nil
    case nil: return phone(place..<end, if: isNational(shape, first: byte(place), separators, end))
    }
  }

  /// (555) 014-2297, (0)20 7946 0018: the end, if enough digits follow the bracket.
  private mutating func bracketed(from start: Int) -> Int? {
    var end = start
    var digits = 0
    var closed = false
    var lastDigit = start
    while end - start < 28 {
      steps += 1
      if isDigit(end) {
        digits += 1
        lastDigit = end + 1
        end += 1
      } else if byte(end) == UInt8(ascii: ")"), !closed {
        closed = true
        end += 1
      } else {
        let separator = self.separator(at: end)
        guard separator > 0 else { break }
        end += separator
      }
    }
    return closed && digits >= 8 && digits <= 15 && !isWord(lastDigit) ? lastDigit : nil
  }

  private mutating func phone(_ range: Range<Int>, if likely: Bool) -> Int? {
    guard likely else { return nil }
    claim(.phoneNumber, range)
    count(.phoneNumbers, range)
    return range.upperBound
  }

  /// Whether a byte joins digits to something longer: a hyphen, a dot, a slash.
  private func joins(_ place: Int) -> Bool {
    switch byte(place) {
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "="),
      UInt8(ascii: "$"):
      true
    case UInt8(ascii: "."): isDigit(place - 1)
    default: false
    }
  }

  /// The length of a separator between two groups of digits: `-`, `.`, `/`, a space, brackets,
  /// or several of them.
  private func separator(at place: Int) -> Int {
    var end = place
    while end - place < 4 {
      switch byte(end) {
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), 0x20, UInt8(ascii: "("),
        UInt8(ascii: ")"):
        end += 1
      case 0xC2 where byte(end + 1) == 0xA0: end += 2
      case 0xE2 where byte(end + 1) == 0x80 && (0x90...0x93).contains(byte(end + 2)): end += 3
      default: return isDigit(end) ? end - place : 0
      }
    }
    return isDigit(end) ? end - place : 0
  }

  private func isDate(_ groups: [Range<Int>]) -> Bool {
    guard groups.count >= 3 else { return false }
    let numbers = groups.prefix(3).map { Int(text($0)) ?? 0 }
    let lengths = groups.prefix(3).map(\.count)
    if lengths[0] == 4, lengths[1] <= 2, lengths[2] <= 2 {
      return (1900...2100).contains(numbers[0]) && (1...12).contains(numbers[1])
    }
    return lengths[0] <= 2 && lengths[1] <= 2 && lengths[2] == 4
      && (1900...2100).contains(numbers[2]) && (1...31).contains(numbers[0])
  }

  /// Whether the nearest telling word before speaks of phones (true) or of codes (false).
  private mutating func cue(before place: Int) -> Bool? {
    for word in wordsBefore(place, limit: 5) {
      if Self.cues.contains(word) { return true }
      if Self.codeWords.contains(word) || word == "#" { return false }
    }
    return nil
  }

  /// The national shapes that are told from other numbers without a word before them.
  private func isNational(_ shape: [Int], first: UInt8, _ separators: [UInt8], _ end: Int) -> Bool {
    let digits = shape.reduce(0, +)
    let zero = first == UInt8(ascii: "0")
    let one = first == UInt8(ascii: "1")
    // United States, Canada; Italy's mobiles; toll-free with a leading 1.
    if shape == [3, 3, 4] || (shape == [1, 3, 3, 4] && one) { return !zero || digits == 10 }
    // A leading 0 and 9 to 12 digits in groups, or 10 or 11 in one piece.
    if zero {
      if shape.count >= 2, (9...13).contains(digits) { return (2...5).contains(shape[0]) }
      return shape.count == 1 && (10...11).contains(digits)
    }
    // Spain, Poland, Portugal: nine digits in threes; Spain also 3-2-2-2.
    let grouped = separators.allSatisfy { $0 == 0x20 || $0 == UInt8(ascii: "-") }
    if shape == [3, 3, 3] || shape == [3, 2, 2, 2] {
      return grouped && first >= UInt8(ascii: "5") && !isUnit(after: end)
    }
    return false
  }

  /// Whether a currency or a unit follows.
  private func isUnit(after end: Int) -> Bool {
    let next = byte(end) == 0x20 ? end + 1 : end
    return byte(next) == 0xE2 || byte(next) == 0xC2 || byte(next) == UInt8(ascii: "$")
      || ["eur", "usd", "pln", "gbp", "yen"].contains(
        text(min(next, bytes.count)..<min(next + 3, bytes.count)).lowercased())
  }
}
