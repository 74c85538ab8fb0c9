// Phone numbers in words, or half in words: digits and words for digits in a row, at least seven
// digits of them, that are no counting.

extension Scan {
  /// A digit, two digits, or a group of digits in a spelled-out number.
  private struct Item {
    let value: Int
    let count: Int
    let isWord: Bool
  }

  /// The fewest digits that are taken for a phone number.
  private static let fewest = 7

  /// The number to which a word for a digit belongs; `end` is set to where the digits end.
  mutating func spelledNumber(
    from word: Range<Int>, after free: Int, _ end: inout Int
  ) -> SpelledContact? {
    let start = numberStart(before: word.lowerBound, after: free)
    var items: [Item] = []
    var times = 0
    var open = 0
    var isAnywhere = true
    var commas = 0
    var gaps = 0
    var isTight = false
    var place = start
    var last = start
    while place < bytes.count {
      let from = place
      if isDigit(place) {
        while isDigit(place) { place += 1 }
        let value = bytes[from..<place].prefix(9).reduce(0) { $0 * 10 + Int($1 & 0x0F) }
        items.append(Item(value: value, count: place - from, isWord: false))
        open = 0
      } else if let (known, wordEnd) = spelledWord(at: place) {
        place = wordEnd
        if known.times > 0 {
          times = known.times
        } else if !known.digits.isEmpty {
          let isSingle = known.digits.count == 1
          let joins = open == 1 ? isSingle : open > 1 && known.digits.count < 3
          let count = joins ? 0 : known.digits.count * max(times, 1)
          items.append(Item(value: known.value, count: count, isWord: true))
          if joins { open = known.isTens ? 1 : 0 } else { open = known.openPlaces }
          // "Nine hundred one" is said digit by digit; "beş yüz otuz" is not.
          if known.digits.count == 2, open == 2, isUnit(after: place) { open = 0 }
          times = 0
          isAnywhere = isAnywhere && byte(from) >= 0x80 && scalar(in: bytes, at: from).value > 0x65F
          let before = byte(from - 1)
          let after = byte(place)
          isTight =
            isTight || isClosing(after) || before == UInt8(ascii: "-")
            || after == UInt8(ascii: "-")
        } else if !known.joins, !(known.isPlus && items.isEmpty) {
          break
        }
      } else {
        break
      }
      steps += place - from + 1
      if times == 0 { last = place }
      let gap = gapLength(at: place)
      if bytes[place..<place + gap].contains(UInt8(ascii: ",")) { commas += 1 }
      gaps += 1
      place += gap
    }
    end = max(end, last)
    guard isNumber(items, isTight: isTight) else { return nil }
    // "5, 4, three, two …" may be a list.
    let isList = commas > 2 && commas * 2 > gaps - 1
    var range = start..<last
    if byte(start - 1) == UInt8(ascii: "("), start > free, bytes[range].contains(UInt8(ascii: ")"))
    {
      range = start - 1..<last
    }
    switch announcement(of: range) {
    case .other: return nil
    case .phone:
      if isList, isProgression(items) || isOrdered(items) && !isDialled(items) { return nil }
    case .hint, .none:
      if isList, !isDialled(items) || isOrdered(items) { return nil }
      if isProgression(items) || isAnywhere && items.first?.value != 0 { return nil }
    }
    return SpelledContact(kind: .phoneNumber, range: range)
  }

  private func isNumber(_ items: [Item], isTight: Bool) -> Bool {
    let count = items.reduce(0) { $0 + $1.count }
    let words = items.count { $0.isWord }
    // "Nul zes, 41 22 87 30": two words are enough where a number begins as it is dialled.
    guard count >= Self.fewest, count <= 15,
      words >= 3 || isTight && words > 0 || words == 2 && isDialled(items)
    else { return false }
    return items.allSatisfy { $0.isWord || $0.count <= 4 }
  }

  /// Whether digits with commas between them begin like a number that is dialled, and are as many.
  private func isDialled(_ items: [Item]) -> Bool {
    items.first?.value == 0 && items.reduce(0) { $0 + $1.count } > 8
  }

  /// Whether each number is at least, or at most, as great as the one before: sizes, a countdown.
  private func isOrdered(_ items: [Item]) -> Bool {
    let values = items.filter { $0.count > 0 }.map(\.value)
    let pairs = zip(values, values.dropFirst())
    return pairs.allSatisfy { $0 <= $1 } || pairs.allSatisfy { $0 >= $1 }
  }

  private func isProgression(_ items: [Item]) -> Bool {
    guard items.count > 2 else { return false }
    let step = items[1].value - items[0].value
    return zip(items, items.dropFirst()).allSatisfy { $1.value - $0.value == step }
  }

  /// Where the digits before a word begin: `0171 drei`; with a word such as "plus" before them.
  private mutating func numberStart(before place: Int, after free: Int) -> Int {
    var start = place
    while place - start < 40 {
      var end = start
      while end > free, start - end < 3, isGap(byte(end - 1)) { end -= 1 }
      var digits = end
      while digits > free, isDigit(digits - 1) { digits -= 1 }
      steps += start - digits + 1
      guard digits < end, end - digits <= 4, digits == free || !isWord(digits - 1) else { break }
      start = digits
    }
    if byte(start - 1) == UInt8(ascii: "+"), start > free { return start - 1 }
    var end = start
    while end > free, start - end < 2, byte(end - 1) == 0x20 { end -= 1 }
    var word = end
    while word > free, isLetter(word - 1), end - word < 12 { word -= 1 }
    steps += end - word
    let before = numbers.contactWords.words[FoldedWord.hash(of: text(word..<end))]
    return word < end && before?.isPlus ?? false ? word : start
  }

  /// The word that begins at a place, and its end.
  private func spelledWord(at place: Int) -> (ContactWord, end: Int)? {
    if byte(place) >= 0x80, let found = numbers.contactWords.word(at: place, in: bytes) {
      return (found.word, found.end)
    }
    var end = place
    var word = FoldedWord()
    while end < bytes.count, end - place < 24 {
      let next = scalar(in: bytes, at: end)
      guard next.value < 0x80 ? isLetter(end) : wideClass(next.value) == .letter else { break }
      word.append(scalar: next.value)
      end += next.length
    }
    if let known = numbers.contactWords.words[word.hash] { return (known, end) }
    return numbers.contactWords.compound(word).map { ($0, end) }
  }

  /// Whether a word for a single digit follows.
  private func isUnit(after place: Int) -> Bool {
    let next = place + gapLength(at: place)
    return next < bytes.count && spelledWord(at: next)?.0.digits.count == 1
  }

  /// The length of what may stand between two digits: up to three signs, no blank line.
  private func gapLength(at place: Int) -> Int {
    var end = place
    var breaks = 0
    var count = 0
    while count < 3 {
      if isGap(byte(end)) {
        breaks += byte(end) == 0x0A ? 1 : 0
        end += 1
      } else if byte(end) >= 0xE2, isWideGap(scalar(in: bytes, at: end).value) {
        end += 3
      } else {
        break
      }
      count += 1
    }
    return breaks > 1 ? 0 : end - place
  }

  /// Dashes, the dots and commas of Japanese, the sign of a long vowel in place of a hyphen.
  private func isWideGap(_ value: UInt32) -> Bool {
    switch value {
    case 0x2010...0x2015, 0x2212, 0x3000, 0x3001, 0x30FB, 0x30FC: true
    default: false
    }
  }

  private func isGap(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"),
      UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    default: isBlank(byte)
    }
  }
}
