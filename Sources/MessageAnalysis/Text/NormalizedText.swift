// A text as it is meant: full-width and ornamental letters as plain ones, look-alikes of other
// scripts as the letters that they pretend to be, nothing that nobody sees. Every byte knows its
// place in what was written; a text that is plain already is not copied.

/// A text without disguise of single characters.
struct NormalizedText {
  /// The text.
  let bytes: [UInt8]
  /// Where its bytes come from; `nil` when they are the bytes as written.
  let map: SourceMap?

  /// The place in what was written.
  func source(of range: Range<Int>) -> Range<Int> { map?.source(of: range) ?? range }

  /// The same text with digits in place of letters that look like them; no byte moves.
  func withDigits() -> NormalizedText {
    NormalizedText(bytes: DigitLetters.settled(bytes), map: map)
  }
}

/// Letters of other scripts that look like Latin ones.
public struct LookAlikes: Sendable {
  private var letters: [UInt32: UInt32] = [:]

  /// A table without letters.
  public init() {}

  /// Makes look-alikes known as a letter.
  public mutating func add(_ lookAlikes: some Sequence<Unicode.Scalar>, for letter: Unicode.Scalar)
  {
    for scalar in lookAlikes { letters[scalar.value] = letter.value }
  }

  /// The letter that a scalar looks like, if it is one of another script.
  func letter(for value: UInt32) -> UInt32? { value < 0x250 ? nil : letters[value] }
}

/// Normalises one text.
struct TextNormalizer {
  private let source: [UInt8]
  private let lookAlikes: LookAlikes
  private var bytes: [UInt8] = []
  private var map = SourceMap()
  private var place = 0
  /// The end of the word for which look-alikes are decided, and the decision.
  private var wordEnd = 0
  private var isDisguised = false
  private var mostlyLatin: Bool?

  /// The normalised text, in one pass.
  static func normalize(_ source: [UInt8], _ lookAlikes: LookAlikes) -> NormalizedText {
    var normalizer = TextNormalizer(source: source, lookAlikes: lookAlikes)
    guard let first = normalizer.firstChange() else {
      return NormalizedText(bytes: source, map: nil)
    }
    normalizer.run(from: first)
    return NormalizedText(bytes: normalizer.bytes, map: normalizer.map)
  }

  private init(source: [UInt8], lookAlikes: LookAlikes) {
    self.source = source
    self.lookAlikes = lookAlikes
  }

  /// Where the first word begins that may have to be changed; `nil` if none has to.
  private func firstChange() -> Int? {
    var place = 0
    var word = 0
    while place < source.count {
      if source[place] < 0x80 {
        if !isWordByte(source[place]) { word = place + 1 }
        place += 1
        continue
      }
      let scalar = scalar(in: source, at: place)
      if !Self.isPlain(scalar.value) { return word }
      place += scalar.length
    }
    return nil
  }

  private mutating func run(from first: Int) {
    bytes.reserveCapacity(source.count)
    bytes += source[..<first]
    map.appendVerbatim(0..<first)
    place = first
    var word = first
    while place < source.count {
      let start = place
      if source[start] < 0x80 {
        if !isWordByte(source[start]) { word = start + 1 }
        place += 1
        keep(start..<place)
        continue
      }
      let scalar = scalar(in: source, at: start)
      place += scalar.length
      if scalar.value == Self.longVowel, isDigit(before: start), isDigit(at: place) {
        put([0x2D], for: start..<place)
      } else if (0x3041...0x30FF).contains(scalar.value), voicingMark(at: place) {
        replace(scalar.value, from: start)
      } else if Self.isPlain(scalar.value) {
        if !Self.isPartOfWord(scalar.value) { word = place }
        keep(start..<place)
      } else if let letter = lookAlikes.letter(for: scalar.value) {
        if start >= wordEnd { decide(from: word) }
        if isDisguised { put([letter], for: start..<place) } else { keep(start..<place) }
      } else if scalar.value == Self.rightToLeft {
        reverse(from: place)
      } else if Self.isInvisible(scalar.value) {
        if isLeft(at: start) { keep(start..<place) }
      } else {
        if !Self.isPartOfWord(scalar.value) { word = place }
        replace(scalar.value, from: start)
      }
    }
  }

  /// The sign of a long vowel, which people put between digits for a hyphen.
  private static let longVowel: UInt32 = 0x30FC

  private func isDigit(at place: Int) -> Bool {
    guard place < source.count else { return false }
    let value = scalar(in: source, at: place).value
    return value &- 0x30 < 10 || value &- 0xFF10 < 10
  }

  private func isDigit(before place: Int) -> Bool {
    place > 0 && isDigit(at: place - 1) || place > 2 && isDigit(at: place - 3)
  }

  /// Whether a mark that voices a kana stands at a place.
  private func voicingMark(at place: Int) -> Bool {
    place < source.count && (0x3099...0x309A).contains(scalar(in: source, at: place).value)
  }

  private static func isPartOfWord(_ value: UInt32) -> Bool {
    let kind = wideClass(value)
    return kind == .letter || kind == .ignored
  }

  /// Whether a scalar is the same in every form, and no look-alike.
  private static func isPlain(_ value: UInt32) -> Bool {
    switch value {
    case 0xAD: false
    case ..<0x250, 0x300..<0x370: true
    case 0x2010..<0x202A, 0x2030..<0x205F, 0x20A0..<0x2100, 0x2122, 0x2190..<0x2460: true
    case 0x2500..<0x2C00, 0x3000..<0x3099, 0x309B..<0x3130, 0x3400..<0xA000: true
    case 0xAC00..<0xD7B0, 0xFFFC...0xFFFD, 0x1F1E6..<0x20000: true
    default: false
    }
  }

  /// Whether a scalar shows nothing.
  private static func isInvisible(_ value: UInt32) -> Bool {
    switch value {
    case 0xAD, 0x34F, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F,
      0xFEFF, 0x3164, 0xE0000...0xE007F:
      true
    default: false
    }
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }

  /// Whether an invisible scalar is part of an emoji: then it stays.
  private func isLeft(at start: Int) -> Bool {
    guard start >= 3 else { return false }
    var before = start - 1
    while before > 0, source[before] & 0xC0 == 0x80 { before -= 1 }
    let value = scalar(in: source, at: before).value
    return value >= 0x2190 && !(0x3000..<0x1F000).contains(value) || value == 0xA9 || value == 0xAE
      || (Self.isInvisible(value) && value != 0x200B)
  }

  // MARK: Writing

  /// From this sign on, text is shown from right to left, up to the end of the line or a sign that
  /// takes it back.
  private static let rightToLeft: UInt32 = 0x202E
  private static let asBefore: UInt32 = 0x202C

  /// Writes what is shown backwards as it is read.
  private mutating func reverse(from start: Int) {
    var shown: [Range<Int>] = []
    while place < source.count {
      let scalar = scalar(in: source, at: place)
      if scalar.value == Self.asBefore || scalar.value == 0x0A { break }
      if !Self.isInvisible(scalar.value) { shown.append(place..<place + scalar.length) }
      place += scalar.length
    }
    for range in shown.reversed() {
      bytes += source[range]
      map.append(range.count, for: range)
    }
  }

  private mutating func keep(_ range: Range<Int>) {
    bytes += source[range]
    map.appendVerbatim(range)
  }

  private mutating func put(_ scalars: [UInt32], for range: Range<Int>) {
    let text = String(
      String.UnicodeScalarView(scalars.map { Unicode.Scalar($0) ?? "\u{FFFD}" }))
    bytes += text.utf8
    map.append(text.utf8.count, for: range)
  }

  /// Puts the compatible form in place of a scalar and the marks on it, if that form is made of
  /// letters and digits, or the scalar is a full-width or half-width form.
  private mutating func replace(_ value: UInt32, from start: Int) {
    var cluster = [value]
    while place < source.count, source[place] >= 0x80, cluster.count < 8 {
      let next = scalar(in: source, at: place)
      guard
        (0x300..<0x370).contains(next.value) || (0x3099...0x309A).contains(next.value)
          || (0xFF9E...0xFF9F).contains(next.value)
      else { break }
      cluster.append(next.value)
      place += next.length
    }
    let form = UTF8Proc.compatible(cluster)
    let isWidth = (0xFF00...0xFFEF).contains(value)
    if form == cluster || !(isWidth || form.allSatisfy(Self.isAlphanumeric)) {
      keep(start..<place)
    } else {
      put(form, for: start..<place)
    }
  }

  private static func isAlphanumeric(_ value: UInt32) -> Bool {
    let kind = value < 0x80 ? byteClasses[Int(value)] : wideClass(value)
    return kind == .letter || kind == .digit || kind == .character || kind == .ignored
  }

  // MARK: Look-alikes

  /// Decides for a whole word whether its look-alikes pretend: beside Latin letters or digits they
  /// do; alone, if every letter of it is one and the text is Latin otherwise.
  private mutating func decide(from start: Int) {
    var end = start
    var latin = 0
    var others = 0
    while end < source.count {
      let scalar = scalar(in: source, at: end)
      let kind = scalar.value < 0x80 ? byteClasses[Int(scalar.value)] : wideClass(scalar.value)
      guard kind == .letter || kind == .digit || kind == .ignored else { break }
      if kind == .letter {
        if scalar.value < 0x250 {
          latin += 1
        } else if lookAlikes.letter(for: scalar.value) == nil {
          others += 1
        }
      }
      end += scalar.length
    }
    wordEnd = max(end, place)
    isDisguised = latin > 0 || (others == 0 && isMostlyLatin())
  }

  private mutating func isMostlyLatin() -> Bool {
    if let mostlyLatin { return mostlyLatin }
    var latin = 0
    var wide = 0
    var place = 0
    while place < source.count {
      let scalar = scalar(in: source, at: place)
      if scalar.value < 0x250 {
        if (scalar.value | 0x20) &- 0x61 < 26 || scalar.value >= 0xC0 { latin += 1 }
      } else if wideClass(scalar.value) == .letter {
        wide += 1
      }
      place += scalar.length
    }
    mostlyLatin = latin > wide
    return latin > wide
  }
}
