// All words that the patterns of one language speak of, numbered, in one table over their bytes.
// Lexicons add words while they are read; a message's words are only looked up.

/// Words by number.
struct WordTable: Sendable {
  private var slots: [Int32]
  private var starts: [Int32] = [0]
  private var pool: [UInt8] = []
  /// For each word the place of its written-out words in `expansions`, or -1.
  private var expansionStarts: [Int32] = []
  /// Runs of word numbers, each ended by -1.
  private var expansions: [Int32] = []
  /// Forms that no rule gives, by the number of the base word.
  private var irregular: [Int32: [Int32]] = [:]
  /// The word ★, which stands for every sign of a star.
  private(set) var star: Int32 = 0
  /// How the language is read.
  var reading = LanguageReading()
  /// The stems, such as `bewert*`; they are words that end with a star.
  private(set) var stems: [Int32] = []
  /// Bits: by which letters some word begins, by the hash of these letters; so most look-ups of parts
  /// are spared.
  private var beginnings = [UInt64](repeating: 0, count: 4_096)

  /// A table of the special words.
  init() {
    slots = [Int32](repeating: -1, count: 8_192)
    for word in SpecialWord.allCases { _ = number(for: "<\(word.name)>") }
    star = number(for: "★")
  }

  private init(slots: [Int32]) { self.slots = slots }

  /// A table that is not used, to stand in for one that has been lent.
  static let none = WordTable(slots: [])

  /// How many words there are.
  var count: Int { starts.count - 1 }

  /// The bytes of a word, folded.
  func bytes(of number: Int32) -> ArraySlice<UInt8> {
    pool[Int(starts[Int(number)])..<Int(starts[Int(number) + 1])]
  }

  /// Whether a word is made of digits.
  func isNumeral(_ number: Int32) -> Bool { bytes(of: number).allSatisfy { $0 &- 0x30 < 10 } }

  // MARK: Adding words

  /// The number of a folded word, which is added if it is new.
  mutating func number(for word: ArraySlice<UInt8>) -> Int32 {
    var hash = FoldedWord.emptyHash
    for byte in word { hash = FoldedWord.hash(hash, byte) }
    var slot = Self.slot(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      if isWord(slots[slot], word) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = Int32(count)
    slots[slot] = number
    noteBeginnings(of: word)
    pool += word
    starts.append(Int32(pool.count))
    expansionStarts.append(-1)
    if count * 3 > slots.count { grow() }
    return number
  }

  private func isWord(_ number: Int32, _ word: ArraySlice<UInt8>) -> Bool {
    let start = Int(starts[Int(number)])
    guard Int(starts[Int(number) + 1]) - start == word.count else { return false }
    for place in 0..<word.count where pool[start + place] != word[word.startIndex + place] {
      return false
    }
    return true
  }

  /// The number of a folded word, which is added if it is new.
  mutating func number(for word: String) -> Int32 { number(for: ArraySlice(word.utf8)) }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for number in 0..<Int32(count) {
      var hash = FoldedWord.emptyHash
      for byte in bytes(of: number) { hash = FoldedWord.hash(hash, byte) }
      var slot = Self.slot(hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = number
    }
  }

  mutating func addIrregular(_ word: String, forms: [String]) {
    irregular[number(for: word), default: []] += forms.map { number(for: $0) }
  }

  mutating func addContraction(_ short: String, for long: [String]) {
    let run = long.map { number(for: $0) } + [-1]
    expansionStarts[Int(number(for: short))] = Int32(expansions.count)
    expansions += run
  }

  /// The number of a word of small ASCII letters that is no short form; `nil` for any other.
  mutating func plainWord(_ text: ArraySlice<UInt8>) -> Int32? {
    guard !text.isEmpty, text.allSatisfy({ $0 &- 0x61 < 26 }) else { return nil }
    let number = number(for: text)
    return expansionStart(of: number) == nil ? number : nil
  }

  /// A pattern's word as the tokens that it is read as: folded, split at hyphens, short forms
  /// written out. A token is a list of words, since letters may be written in two ways.
  mutating func tokens(of text: ArraySlice<UInt8>) -> [[Int32]] {
    var result: [[Int32]] = []
    var word = WrittenWord()
    var place = 0
    let bytes = Array(text)
    while place < bytes.count {
      let scalar = scalar(in: bytes, at: place)
      let kind = scalar.value < 0x80 ? byteClasses[Int(scalar.value)] : wideClass(scalar.value)
      place += scalar.length
      switch kind {
      case .letter, .digit:
        word.append(scalar.value, reading.spellings[scalar.value] ?? [])
      case .character:
        flush(&word, &result)
        word.append(scalar.value, [])
        flush(&word, &result)
      case .apostrophe where !reading.splitsAtApostrophe:
        word.append(scalar.value == 0x27 ? scalar.value : 0x27, [])
      case .symbol:
        flush(&word, &result)
        result.append([number(for: bytes[place - scalar.length..<place])])
      case .ignored: break
      default:
        if scalar.value == 0x2A, place == bytes.count, !word.folded.isEmpty {
          result.append(word.spellings.map { stem($0) })
          return result
        }
        flush(&word, &result)
      }
    }
    flush(&word, &result)
    return result
  }

  private mutating func stem(_ folded: [UInt8]) -> Int32 {
    let number = number(for: (folded + [UInt8(ascii: "*")])[...])
    if !stems.contains(number) { stems.append(number) }
    return number
  }

  private mutating func flush(_ word: inout WrittenWord, _ result: inout [[Int32]]) {
    guard !word.folded.isEmpty else { return }
    let numbers = word.spellings.map { number(for: $0[...]) }
    word = WrittenWord()
    guard var run = expansionStart(of: numbers[0]) else {
      result.append(numbers.sorted())
      return
    }
    while expansion(run) >= 0 {
      result.append([expansion(run)])
      run += 1
    }
  }

  /// The numbers of all forms of a word, sorted: regular endings, or the irregular list.
  mutating func inflections(of word: Int32) -> [Int32] {
    var result = [word]
    if let list = irregular[word] {
      result += list
    } else {
      result += Inflection.english(bytes(of: word)).map { number(for: $0[...]) }
    }
    result.sort()
    return zip(result, [-1] + result).filter { $0 != $1 }.map(\.0)
  }

  // MARK: Stems

  /// For each stem the words that begin with it, longer stems among them; itself left out.
  func wordsByStem() -> [Int32: [Int32]] {
    if stems.isEmpty { return [:] }
    let numbers = (Int32(SpecialWord.allCases.count)..<Int32(count)).sorted {
      bytes(of: $0).lexicographicallyPrecedes(bytes(of: $1))
    }
    var result: [Int32: [Int32]] = [:]
    for stem in stems {
      let beginning = bytes(of: stem).dropLast()
      var low = 0
      var high = numbers.count
      while low < high {
        let middle = (low + high) / 2
        if bytes(of: numbers[middle]).lexicographicallyPrecedes(beginning) {
          low = middle + 1
        } else {
          high = middle
        }
      }
      while low < numbers.count, bytes(of: numbers[low]).starts(with: beginning) {
        if numbers[low] != stem { result[stem, default: []].append(numbers[low]) }
        low += 1
      }
    }
    return result
  }

  /// The longest stem of folded letters, and its length; `nil` if they have none.
  func stem(of letters: [UInt8], _ range: Range<Int>) -> (number: Int32, length: Int)? {
    if stems.isEmpty { return nil }
    var found: (number: Int32, length: Int)?
    var hash = FoldedWord.emptyHash
    for place in range {
      hash = FoldedWord.hash(hash, letters[place])
      if !mayBegin(hash) { break }
      let length = place - range.lowerBound + 1
      guard length >= reading.shortestStem else { continue }
      let mask = slots.count - 1
      var slot = Self.slot(FoldedWord.hash(hash, UInt8(ascii: "*"))) & mask
      while slots[slot] >= 0 {
        let start = Int(starts[Int(slots[slot])])
        if Int(starts[Int(slots[slot]) + 1]) - start == length + 1,
          pool[start + length] == UInt8(ascii: "*"),
          pool[start..<start + length].elementsEqual(letters[range.lowerBound...place])
        {
          found = (slots[slot], length)
          break
        }
        slot = (slot + 1) & mask
      }
    }
    return found
  }

  private mutating func noteBeginnings(of word: ArraySlice<UInt8>) {
    var hash = FoldedWord.emptyHash
    for byte in word {
      hash = FoldedWord.hash(hash, byte)
      let bit = Self.slot(hash) & (64 * beginnings.count - 1)
      beginnings[bit >> 6] |= 1 << UInt64(bit & 63)
    }
  }

  /// Whether a word may begin with letters of this hash; if not, none does.
  @inline(__always)
  func mayBegin(_ hash: UInt64) -> Bool {
    let bit = Self.slot(hash) & (64 * beginnings.count - 1)
    return beginnings[bit >> 6] >> UInt64(bit & 63) & 1 == 1
  }

  /// Whether a word may begin with the four letters at a place.
  func mayBegin(_ letters: [UInt8], at place: Int) -> Bool {
    mayBegin(letters[place..<place + 4].reduce(FoldedWord.emptyHash, FoldedWord.hash))
  }

  // MARK: Looking words up

  @inline(__always)
  private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash ^ hash >> 32) }

  /// The number of a word, or `unknown`.
  func number(of word: borrowing FoldedWord) -> Int32 {
    if word.count > FoldedWord.longest { return SpecialWord.unknown.rawValue }
    let mask = slots.count - 1
    var slot = Self.slot(word.hash) & mask
    while slots[slot] >= 0 {
      let number = slots[slot]
      let start = Int(starts[Int(number)])
      if Int(starts[Int(number) + 1]) - start == word.count {
        var same = 0
        while same < word.count, pool[start + same] == word.bytes[same] { same += 1 }
        if same == word.count { return number }
      }
      slot = (slot + 1) & mask
    }
    return SpecialWord.unknown.rawValue
  }

  /// The number of a word of folded letters, or `unknown`.
  func number(ofFolded letters: [UInt8], _ range: Range<Int>) -> Int32 {
    var hash = FoldedWord.emptyHash
    for place in range { hash = FoldedWord.hash(hash, letters[place]) }
    return number(of: letters, range, hash: hash, folded: foldedBytes)
  }

  /// The number of the word at a place, which has no bytes beyond ASCII, or `unknown`.
  @inline(__always)
  func number(of bytes: [UInt8], _ range: Range<Int>, hash: UInt64, folded: [UInt8]) -> Int32 {
    let mask = slots.count - 1
    var slot = Self.slot(hash) & mask
    while slots[slot] >= 0 {
      let number = slots[slot]
      let start = Int(starts[Int(number)])
      if Int(starts[Int(number) + 1]) - start == range.count {
        var same = 0
        while same < range.count,
          pool[start + same] == folded[Int(bytes[range.lowerBound + same])]
        {
          same += 1
        }
        if same == range.count { return number }
      }
      slot = (slot + 1) & mask
    }
    return SpecialWord.unknown.rawValue
  }

  /// The words that a short form stands for, as a place for ``expansion(_:)``, or `nil`.
  @inline(__always)
  func expansionStart(of number: Int32) -> Int? {
    let start = expansionStarts[Int(number)]
    return start < 0 ? nil : Int(start)
  }

  /// The word at a place of the expansions; -1 at the end of one.
  @inline(__always)
  func expansion(_ place: Int) -> Int32 { expansions[place] }
}
