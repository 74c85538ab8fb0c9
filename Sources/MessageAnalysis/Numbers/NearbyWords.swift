// The words before and after a number, and what they say about it. The nearest telling word wins;
// how far it reaches depends on the signs between: a line, a full stop, a comma.

/// What stands between a word and the number, or the word before.
enum WordGap: Int, Comparable, Sendable {
  case none, colon, clause, question, stop, line

  static func < (left: WordGap, right: WordGap) -> Bool { left.rawValue < right.rawValue }
}

/// A word near a number.
struct NearbyWord {
  let roles: WordRoles
  let range: Range<Int>
  /// What stands between it and the number, or the next word on the number's side.
  let gap: WordGap
  /// Whether it holds a digit.
  let hasDigit: Bool
}

/// What words say about a number.
enum Announcement {
  case none, hint, phone, other
}

extension Scan {
  /// How many bytes before a number are looked at.
  private static let reach = 80
  /// How many words.
  private static let mostWords = 8

  /// The words before a place, the nearest first.
  mutating func wordsBefore(_ place: Int, limit: Int = mostWords) -> [NearbyWord] {
    var result: [NearbyWord] = []
    var end = place
    var gap = WordGap.none
    let lowest = max(0, place - Self.reach)
    while end > lowest, result.count < limit {
      let before = scalarBefore(end)
      steps += 1
      guard let isUnspaced = wordKind(before.value) else {
        if let (roles, _) = numbers.words.first(at: before.start, limit: end, in: bytes) {
          result.append(
            NearbyWord(roles: roles, range: before.start..<end, gap: gap, hasDigit: false))
          gap = .none
        } else {
          let next = self.gap(before.value)
          // "Tracking number:" announces what stands on the next line.
          gap = next == .colon && gap == .line ? .colon : max(gap, next)
        }
        end = before.start
        continue
      }
      var start = before.start
      var hasDigit = before.value &- 0x30 < 10
      while start > lowest {
        let next = scalarBefore(start)
        guard wordKind(next.value) == isUnspaced else { break }
        hasDigit = hasDigit || next.value &- 0x30 < 10
        start = next.start
        steps += 1
      }
      if isUnspaced {
        steps += end - start
        let roles = numbers.words.unspacedRoles(in: start..<end, of: bytes)
        result.append(NearbyWord(roles: roles, range: start..<end, gap: gap, hasDigit: false))
      } else {
        let roles = numbers.words.roles(of: start..<end, in: bytes)
        result.append(NearbyWord(roles: roles, range: start..<end, gap: gap, hasDigit: hasDigit))
      }
      gap = .none
      end = start
    }
    return result
  }

  /// What the words around a number say: those before it, or a cue such as "anrufen" soon after.
  mutating func announcement(of number: Range<Int>) -> Announcement {
    var hint = false
    var isNumber = false
    var isHinted = false
    var isOther = false
    var strangers = 0
    var gap = WordGap.none
    for (distance, word) in wordsBefore(number.lowerBound).enumerated() {
      if word.gap == .line, distance > 0 { break }
      if word.gap == .stop, word.roles.isEmpty || !isAbbreviation(word) { break }
      gap = max(gap, word.gap == .stop ? .none : word.gap)
      if word.roles.contains(.phone), !word.roles.contains(.other) { return .phone }
      if word.roles.contains(.phoneLetters), distance == 0, [.colon, .stop].contains(word.gap) {
        return .phone
      }
      let isEither = word.roles.isSuperset(of: [.phone, .other])
      if !word.roles.isDisjoint(with: .announcesOther), !isEither {
        if !hint, strangers <= 1, gap <= .colon { return .other }
      } else if word.roles.contains(.number) {
        isNumber = true
        isHinted = isHinted || word.roles.contains(.hint)
      } else if isNumber, strangers <= 1, word.roles.contains(.yours) {
        return .other
      } else if word.roles.contains(.hint) || word.roles.contains(.hintNext) && distance == 0
        || isEither
      {
        hint = true
      } else if isAlike(word, number) {
        // "Article number 0612345678 or 0612345687": one is what the other is.
        continue
      } else if word.roles.isDisjoint(with: [.between, .yours]) {
        // "Ersatzteil-Nr." is the number of something; "our number" is a phone number.
        isOther = isOther || isNumber && distance == 1 && !word.hasDigit && gap <= .colon
        strangers += word.hasDigit ? 2 : 1
      }
    }
    if isCalledAfter(number.upperBound) { return .phone }
    if isOther { return .other }
    return hint || isHinted ? .hint : .none
  }

  /// Whether a word is a number that is as long.
  private func isAlike(_ word: NearbyWord, _ number: Range<Int>) -> Bool {
    word.hasDigit && word.range.count == number.count && word.range.allSatisfy { isDigit($0) }
  }

  /// Whether a full stop after a word ends no sentence: "Tel.", "Nr.", "Klantnr."
  private func isAbbreviation(_ word: NearbyWord) -> Bool {
    word.range.count <= 4 || word.roles.contains(.number)
  }

  /// Whether one of the next four words of the sentence speaks of phones.
  private mutating func isCalledAfter(_ place: Int) -> Bool {
    var place = place
    var words = 0
    let limit = min(bytes.count, place + Self.reach / 2)
    while place < limit, words < 4 {
      let next = scalar(in: bytes, at: place)
      steps += 1
      guard let isUnspaced = wordKind(next.value) else {
        if gap(next.value) >= .question { return false }
        place += next.length
        continue
      }
      if next.value &- 0x30 < 10 { return false }
      let start = place
      while place < limit {
        let following = scalar(in: bytes, at: place)
        guard wordKind(following.value) == isUnspaced else { break }
        place += following.length
        steps += 1
      }
      let roles =
        isUnspaced
        ? numbers.words.unspacedRoles(in: start..<place, of: bytes)
        : numbers.words.roles(of: start..<place, in: bytes)
      if roles.contains(.phone) { return true }
      words += 1
    }
    return false
  }

  /// Whether a unit or a currency follows, or a currency stands before.
  mutating func isQuantity(_ range: Range<Int>) -> Bool {
    var start = range.upperBound
    if byte(start) == 0x20 { start += 1 }
    let next = start < bytes.count ? scalar(in: bytes, at: start).value : 0
    if let (roles, _) = numbers.words.first(at: start, limit: bytes.count, in: bytes) {
      if roles.contains(.unit) { return true }
    } else if wordKind(next) == false {
      var end = start
      while end < bytes.count, end - start < 16, isWord(end) { end += 1 }
      steps += end - start
      if numbers.words.roles(of: start..<end, in: bytes).contains(.unit) { return true }
    }
    var end = range.lowerBound
    if end > 0, byte(end - 1) == 0x20 { end -= 1 }
    guard end > 0 else { return false }
    let before = scalarBefore(end)
    let sign = numbers.words.first(at: before.start, limit: end, in: bytes)
    return sign?.0.contains(.unit) ?? false
  }

  /// The scalar that ends at a place.
  func scalarBefore(_ end: Int) -> (value: UInt32, start: Int) {
    var start = end - 1
    while start > 0, end - start < 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    let found = scalar(in: bytes, at: start)
    return start + found.length == end ? (found.value, start) : (0xFFFD, end - 1)
  }

  /// Whether a scalar belongs to a word in a script without spaces; `nil` outside of words.
  private func wordKind(_ value: UInt32) -> Bool? {
    if value < 0x80 {
      let kind = byteClasses[Int(value)]
      return kind == .letter || kind == .digit || kind == .apostrophe ? false : nil
    }
    switch wideClass(value) {
    case .character: return true
    case .letter, .apostrophe, .ignored: return false
    default: return nil
    }
  }

  private func gap(_ value: UInt32) -> WordGap {
    switch value {
    case 0x0A, 0x0D, 0x2028, 0x2029: .line
    case 0x2E, 0x3002: .stop
    case 0x21, 0x3F, 0xFF01, 0xFF1F: .question
    case 0x3A, 0xFF1A: .colon
    case 0x2C, 0x3B, 0x28, 0x29, 0x2013, 0x2014, 0xB7, 0x7C, 0x300C, 0x300D, 0xFF08, 0xFF09: .clause
    default: .none
    }
  }
}
