// The neighbourhood of a word for "@" or ".": labels and the signs between them, as written. It is
// read from at most 96 bytes on either side; a line may be wrapped, but a blank line ends it.

/// A piece of a spelled-out address.
struct AddressToken {
  enum Kind {
    case label, at, dot, other
  }

  let kind: Kind
  let range: Range<Int>
  /// The languages of a word for "@" or "."; all of them for a sign.
  var languages = UInt32.max
  /// Whether it is a sign, stands in brackets, or is no ordinary word.
  var isMarked = true
  /// Whether it is a dot with a space after it and none before it.
  var endsSentence = false
}

extension Scan {
  private static let reach = 96

  /// The tokens around a place; nothing before `free`.
  mutating func addressTokens(around event: Range<Int>, after free: Int) -> [AddressToken] {
    var place = event.lowerBound
    while place > free, event.lowerBound - place < Self.reach, isAddressByte(bytes[place - 1]) {
      place -= 1
    }
    if event.lowerBound - place == Self.reach {
      while place < event.lowerBound, !isBlank(bytes[place]) { place += 1 }
    }
    steps += event.lowerBound - place
    let limit = min(bytes.count, event.upperBound + Self.reach)
    var tokens: [AddressToken] = []
    while place < limit, isAddressByte(bytes[place]) {
      let from = place
      if isBlank(bytes[place]) {
        while isBlank(byte(place)) { place += 1 }
        let breaks = bytes[from..<place].count { $0 == 0x0A }
        if place - from > 3 || breaks > 1 {
          tokens.append(AddressToken(kind: .other, range: from..<place))
        }
      } else if isLoneHyphen(place) {
        place += 1
      } else if let marked = markedToken(at: place) {
        tokens.append(marked)
        place = marked.range.upperBound
      } else if isLabelByte(place) {
        let isHost = tokens.last.map { $0.kind == .dot || $0.kind == .at } ?? false
        place = labelEnd(from: place)
        if isHost { place = spacedLabelEnd(from: from, place) }
        addLabel(from..<place, &tokens)
        if let last = tokens.last { place = max(place, last.range.upperBound) }
      } else {
        tokens.append(signToken(at: place))
        place = tokens[tokens.count - 1].range.upperBound
      }
      steps += place - from
    }
    return tokens
  }

  /// A sign: @, a dot that stands alone, a word in a script without spaces.
  private func signToken(at place: Int) -> AddressToken {
    switch bytes[place] {
    case UInt8(ascii: "@"):
      // "@shop" with a blank before it is a handle, or tells where.
      let isHandle = isBlank(byte(place - 1)) && isLabelByte(place + 1)
      return AddressToken(kind: .at, range: place..<place + 1, isMarked: !isHandle)
    case UInt8(ascii: "."):
      let isApart = byte(place - 1) == 0x20
      guard isApart || byte(place + 1) == 0x20 else { break }
      return AddressToken(
        kind: .dot, range: place..<place + 1, isMarked: false, endsSentence: !isApart)
    case 0x80...:
      guard let (word, end) = numbers.contactWords.word(at: place, in: bytes) else { break }
      if word.at != 0 { return AddressToken(kind: .at, range: place..<end) }
      if word.dot != 0 { return AddressToken(kind: .dot, range: place..<end) }
    default: break
    }
    return AddressToken(
      kind: .other, range: place..<place + scalar(in: bytes, at: place).length)
  }

  /// A word or a sign in brackets: (at), [ dot ], {.}, _at_.
  private func markedToken(at place: Int) -> AddressToken? {
    let isCorner = isCorner(place, 0x90)
    guard isOpening(bytes[place]) || isCorner else { return nil }
    var start = place + (isCorner ? 3 : 1)
    while byte(start) == 0x20, start - place < 3 { start += 1 }
    if let (word, last) = spacedWord(at: start), word.at | word.dot != 0 {
      let close = byte(last) == 0x20 ? last + 1 : last
      return AddressToken(kind: word.at != 0 ? .at : .dot, range: place..<close + 1)
    }
    var end = start
    while end < bytes.count, end - start < 24, isLetter(end) || bytes[end] >= 0x80,
      !self.isCorner(end, 0x91)
    {
      end += 1
    }
    if end > start, let pair = markedPair(start..<end, from: place) { return pair }
    if end == start, byte(end) == UInt8(ascii: ".") || byte(end) == UInt8(ascii: "@") { end += 1 }
    var close = end
    while byte(close) == 0x20, close - end < 3 { close += 1 }
    guard end > start, isClosing(byte(close)) || self.isCorner(close, 0x91) else { return nil }
    let range = place..<close + (isClosing(byte(close)) ? 1 : 3)
    if byte(start) == UInt8(ascii: "@") { return AddressToken(kind: .at, range: range) }
    if byte(start) == UInt8(ascii: ".") { return AddressToken(kind: .dot, range: range) }
    // (a) between a name and a host.
    if end - start == 1, byte(start) | 0x20 == UInt8(ascii: "a") {
      return AddressToken(kind: .at, range: range)
    }
    guard let word = spelledWord(start..<end) else { return nil }
    if word.at != 0 { return AddressToken(kind: .at, range: range) }
    return word.dot == 0 ? nil : AddressToken(kind: .dot, range: range)
  }

  /// Two words for @ in brackets: (snabel-a).
  private func markedPair(_ first: Range<Int>, from place: Int) -> AddressToken? {
    let sign = byte(first.upperBound)
    guard sign == UInt8(ascii: "-") || sign == 0x20, let word = spelledWord(first),
      word.atPair != 0
    else { return nil }
    let start = first.upperBound + 1
    var end = start
    while end < bytes.count, end - start < 24, isLetter(end) { end += 1 }
    guard end > start, isClosing(byte(end)),
      FoldedWord.hash(of: text(start..<end)) == word.second
    else { return nil }
    return AddressToken(kind: .at, range: place..<end + 1)
  }

  /// Whether 【 or 】 stands there.
  func isCorner(_ place: Int, _ last: UInt8) -> Bool {
    byte(place) == 0xE3 && byte(place + 1) == 0x80 && byte(place + 2) == last
  }

  /// Whether a hyphen with blanks around it stands there: "shop - dot - com".
  private func isLoneHyphen(_ place: Int) -> Bool {
    byte(place) == UInt8(ascii: "-") && byte(place - 1) == 0x20 && byte(place + 1) == 0x20
  }

  /// What a whole range means.
  private func spelledWord(_ range: Range<Int>) -> ContactWord? {
    if bytes[range.lowerBound] >= 0x80,
      let (word, end) = numbers.contactWords.word(at: range.lowerBound, in: bytes),
      end == range.upperBound
    {
      return word
    }
    return numbers.contactWords.words[FoldedWord.hash(of: text(range))]
  }

  /// Adds a label, or what it means: "at", "dot", "snabel-a", or the parts of name-at-shop-dot-com.
  private func addLabel(_ range: Range<Int>, _ tokens: inout [AddressToken]) {
    let pieces = bytes[range].split(omittingEmptySubsequences: false) { $0 == 0x2D || $0 == 0x5F }
    let words = pieces.map {
      $0.isEmpty ? nil : spelledWord($0.startIndex..<$0.endIndex)
    }
    if pieces.count == 1, let word = words[0] {
      if word.at != 0 {
        tokens.append(
          AddressToken(
            kind: .at, range: range, languages: word.at, isMarked: word.isTelling))
        return
      }
      if word.dot != 0 {
        tokens.append(
          AddressToken(kind: .dot, range: range, languages: word.dot, isMarked: false))
        return
      }
    }
    if pieces.count <= 2, let word = words[0], word.atPair != 0,
      let end = pairEnd(word, pieces, range)
    {
      tokens.append(
        AddressToken(kind: .at, range: range.lowerBound..<end, languages: word.atPair))
      return
    }
    let inner = words.indices.dropFirst().dropLast()
    guard inner.contains(where: { words[$0].map { $0.at != 0 || $0.dot != 0 } ?? false }) else {
      tokens.append(AddressToken(kind: .label, range: range))
      return
    }
    for (index, piece) in pieces.enumerated() where !piece.isEmpty {
      let range = piece.startIndex..<piece.endIndex
      let word = inner.contains(index) ? words[index] : nil
      let isAt = word.map { $0.at != 0 } ?? false
      let isDot = word.map { $0.dot != 0 } ?? false
      tokens.append(AddressToken(kind: isAt ? .at : isDot ? .dot : .label, range: range))
    }
  }

  /// The end of "snabel-a" or "kuyruklu a".
  private func pairEnd(
    _ word: ContactWord, _ pieces: [ArraySlice<UInt8>], _ range: Range<Int>
  ) -> Int? {
    if pieces.count == 2 {
      let second = pieces[1].startIndex..<pieces[1].endIndex
      return FoldedWord.hash(of: text(second)) == word.second ? range.upperBound : nil
    }
    guard byte(range.upperBound) == 0x20 else { return nil }
    let start = range.upperBound + 1
    var end = start
    while isLetter(end), end - start < 8 { end += 1 }
    return FoldedWord.hash(of: text(start..<end)) == word.second ? end : nil
  }

  /// Where a label of single letters with blanks between ends, "c o m"; where it ends anyway if it
  /// is none, or no domain.
  private func spacedLabelEnd(from start: Int, _ end: Int) -> Int {
    guard end - start == 1 else { return end }
    var place = end
    var last = end
    while place - start < 12, byte(place) == 0x20, isLetter(place + 1), !isLabelByte(place + 2) {
      place += 2
      if isDomain(labelText(start..<place)) { last = place }
    }
    return last
  }

  /// The letters of a label, without blanks between them.
  func labelText(_ range: Range<Int>) -> String {
    String(decoding: bytes[range].filter { $0 != 0x20 }, as: UTF8.self)
  }

  /// Where a label ends that begins at a place: letters, digits, hyphens, dots inside.
  private func labelEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count, end - start < 64 {
      if isLabelByte(end) {
        end += bytes[end] >= 0x80 ? scalar(in: bytes, at: end).length : 1
      } else if byte(end) == UInt8(ascii: "."), isLabelByte(end + 1), isWord(end - 1) {
        end += 1
      } else {
        break
      }
    }
    return end
  }

  /// Whether a letter, a digit or a sign of a label stands there; no letter without spaces.
  func isLabelByte(_ place: Int) -> Bool {
    let byte = byte(place)
    if byte >= 0x80 {
      return wideClass(scalar(in: bytes, at: place).value) == .letter
    }
    return isDigit(place) || isLetter(place) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
  }

  private func isAddressByte(_ byte: UInt8) -> Bool {
    if byte >= 0x80 || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 { return true }
    switch byte {
    case 0x20, 0x0A, 0x0D, UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "+"),
      UInt8(ascii: "@"):
      return true
    default: return isOpening(byte) || isClosing(byte)
    }
  }
}
