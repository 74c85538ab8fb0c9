// Order ids: three digits, seven, seven; the same without hyphens; and other forms that people
// write. A digit on either side makes it something else.

extension Scanner {
  static let orderIDs = Scanner(
    id: "order-ids",
    summary: "Amazon order ids: 3-7-7 digits, 17 digits in one piece, or another form.",
    facts: [.orderIDForm, .orderIDs, .orderIDInSubject, .orderIDInBody],
    example: Message(body: "Your order 112-4829301-5520193 is packed."),
    triggers: Array("0123456789".utf8),
    scan: { scan, place in scan.orderID(at: place) })
}

extension Scan {
  fileprivate mutating func orderID(at place: Int) -> Int? {
    if place > claimed, isDigit(place - 1) { return nil }
    if let found = grouped(at: place) ?? spacedOut(at: place) { return found }
    guard !isWord(place - 1) || place == claimed, byte(place - 1) != UInt8(ascii: "-") else {
      return nil
    }
    var end = place
    while isDigit(end) || (byte(end) == UInt8(ascii: "-") && isDigit(end + 1)) {
      end += 1
      steps += 1
      if end - place > 40 { return nil }
    }
    if isWord(end) { return nil }
    let range = place..<end
    let digits = bytes[range].count { $0 != UInt8(ascii: "-") }
    if digits == 17, digits == range.count {
      if hasTrackingCue(before: place) || isCalledOther(place) { return nil }
      let text = text(range)
      let parts = [text.prefix(3), text.dropFirst(3).prefix(7), text.dropFirst(10)]
      return order(range, form: "digits-only", id: parts.joined(separator: "-"))
    }
    guard digits >= 6 else { return nil }
    guard isCalledOrder(place, isLong: digits == 17) else { return nil }
    return order(range, form: "other", id: text(range))
  }

  /// Whether the words before call a number something else: a serial number, an account.
  private mutating func isCalledOther(_ place: Int) -> Bool {
    for word in wordsBefore(place, limit: 4) {
      if word.gap >= .stop || !word.roles.isDisjoint(with: [.order, .orderNumber]) { return false }
      if word.roles.contains(.other) { return true }
      if word.roles.isDisjoint(with: [.number, .between, .yours]) { return false }
    }
    return false
  }

  /// Order ids with hyphens in the path of a link that readers see.
  mutating func findOrderIDs(in path: Range<Int>) {
    var place = path.lowerBound
    while place + 19 <= path.upperBound {
      let end = place + 19
      steps += 1
      if isDigit(place), byte(place + 3) == UInt8(ascii: "-"),
        byte(place + 11) == UInt8(ascii: "-"), !isWord(place - 1), !isWord(end),
        (place..<end).allSatisfy({ $0 == place + 3 || $0 == place + 11 || isDigit($0) })
      {
        let asker = detector
        detector = Scanner.orderIDs.number
        _ = order(place..<end, form: "hyphenated", id: text(place..<end))
        detector = asker
        place = end
      } else {
        place += 1
      }
    }
  }

  /// Whether words such as "order number" stand before; the order alone is enough for 17 digits.
  private mutating func isCalledOrder(_ place: Int, isLong: Bool) -> Bool {
    var isNumber = isLong
    for word in wordsBefore(place, limit: 5) {
      if word.gap == .line { return false }
      if word.roles.contains(.orderNumber) { return true }
      if word.roles.contains(.order) { return isNumber }
      guard !word.roles.isDisjoint(with: [.number, .between, .yours]) else { return false }
      isNumber = isNumber || word.roles.contains(.number)
    }
    return false
  }

  /// 3-7-7 digits with hyphens or other separators, and letter forms such as D01-….
  private mutating func grouped(at place: Int) -> Int? {
    var start = place
    if place > claimed, isLetter(place - 1) {
      guard isDigit(place + 1), !isDigit(place + 2) else { return nil }
      start -= 1
    } else if !(isDigit(place + 1) && isDigit(place + 2) && !isDigit(place + 3)) {
      return nil
    }
    guard start == claimed || !isWord(start - 1), byte(start - 1) != UInt8(ascii: "-") else {
      return nil
    }
    var end = start + 3
    var hyphens = true
    for _ in 0..<2 {
      guard let length = separatorLength(at: end) else { return nil }
      hyphens = hyphens && byte(end) == UInt8(ascii: "-") && length == 1
      end += length
      for _ in 0..<7 {
        guard isDigit(end) else { return nil }
        end += 1
      }
      steps += 8
    }
    if isWord(end) || (byte(end) == UInt8(ascii: "-") && isWord(end + 1)) { return nil }
    let digits = bytes[start..<end].filter { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }
    var id = digits
    id.insert(UInt8(ascii: "-"), at: 10)
    id.insert(UInt8(ascii: "-"), at: 3)
    let form = hyphens && start == place ? "hyphenated" : "other"
    return order(start..<end, form: form, id: String(decoding: id, as: UTF8.self))
  }

  /// 17 digits that stand apart, with a sign or a wider gap after the third and the tenth; without
  /// one where words say that it is an order's: 1 1 4 - 3 9 4 1 6 8 9 - 8 7 7 2 2 3 2.
  private mutating func spacedOut(at place: Int) -> Int? {
    guard !isDigit(place + 1), isGap(place + 1), !isWord(place - 1) || place == claimed else {
      return nil
    }
    var digits: [UInt8] = []
    var gaps: [Int] = []
    var signs: [Bool] = []
    var end = place
    while digits.count < 17, isDigit(end), !isDigit(end + 1) {
      digits.append(bytes[end])
      end += 1
      if digits.count == 17 { break }
      let from = end
      while end - from < 4, isGap(end) { end += 1 }
      gaps.append(end - from)
      signs.append(bytes[from..<end].contains { $0 != 0x20 })
      steps += end - from + 1
    }
    guard digits.count == 17, !isWord(end), !(isGap(end) && isDigit(end + 1)) else { return nil }
    let inner = gaps.indices.filter { $0 != 2 && $0 != 9 }
    let isDivided =
      inner.allSatisfy { gaps[$0] < gaps[2] && gaps[$0] < gaps[9] }
      || signs[2] && signs[9] && inner.allSatisfy { !signs[$0] }
    guard isDivided || isCalledOrder(place, isLong: true) else { return nil }
    digits.insert(UInt8(ascii: "-"), at: 10)
    digits.insert(UInt8(ascii: "-"), at: 3)
    return order(place..<end, form: "other", id: String(decoding: digits, as: UTF8.self))
  }

  private func isGap(_ place: Int) -> Bool {
    switch byte(place) {
    case 0x20, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "/"): true
    default: false
    }
  }

  /// A hyphen, a space, or one of the longer dashes U+2010…U+2014; a sign with spaces around it; a
  /// dot, a slash or an underscore.
  private func separatorLength(at place: Int) -> Int? {
    var end = place
    if byte(end) == 0x20 { end += 1 }
    if byte(end) == 0xE2, byte(end + 1) == 0x80, (0x90...0x94).contains(byte(end + 2)) {
      end += 3
    } else if byte(end) != 0x20, isGap(end) {
      end += 1
    } else {
      return end > place ? 1 : nil
    }
    return byte(end) == 0x20 ? end + 1 - place : end - place
  }

  private mutating func order(_ range: Range<Int>, form: String, id: String) -> Int {
    claim(.orderID, range)
    let forms = ["none", "other", "digits-only", "hyphenated"]
    if case .choice(let known) = values[StructuralFact.orderIDForm.rawValue],
      forms.firstIndex(of: form) ?? 0 > forms.firstIndex(of: known) ?? 0
    {
      values[StructuralFact.orderIDForm.rawValue] = .choice(form)
    }
    list(.orderIDs, id)
    let inSubject = part == .subject
    let fact: StructuralFact = inSubject ? .orderIDInSubject : .orderIDInBody
    values[fact.rawValue] = .bool(true)
    note(fact, range)
    note(.orderIDForm, range)
    return range.upperBound
  }
}
