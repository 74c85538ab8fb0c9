// All words that any pattern speaks of, numbered. A message's words are looked up here once; from
// then on, matching compares numbers.

/// Tokens that stand for no particular word.
enum SpecialWord: Int32, CaseIterable {
  /// A word that no pattern speaks of.
  case unknown
  /// The border between two sentences.
  case border
  /// Digits, with or without decimals.
  case number
  /// A link.
  case link
  /// An e-mail address.
  case emailAddress
  /// An order id.
  case orderID
  /// A phone number.
  case phoneNumber
  /// A tracking number.
  case trackingNumber
  /// The border after a sentence that ends with a question mark.
  case question

  /// The name by which patterns call it.
  var name: String {
    switch self {
    case .unknown: "unknown"
    case .border: "border"
    case .number: "number"
    case .link: "link"
    case .emailAddress: "email-address"
    case .orderID: "order-id"
    case .phoneNumber: "phone-number"
    case .trackingNumber: "tracking-number"
    case .question: "question"
    }
  }
}

extension SpecialWord {
  /// Whether a word is the border between two sentences, of whichever kind.
  @inline(__always)
  static func isBorder(_ word: Int32) -> Bool {
    word == border.rawValue || word == question.rawValue
  }
}

/// Words by number, while lexicons are read.
struct WordTable {
  /// The words in the order of their numbers; special ones have names in angle brackets.
  private(set) var words: [String] = SpecialWord.allCases.map { "<\($0.name)>" }
  private var numbers: [String: Int32] = [:]
  /// Forms that no rule gives, for a base word.
  private(set) var irregular: [String: [String]] = [:]
  /// What short forms stand for.
  private(set) var contractions: [String: [String]] = [:]

  /// The number of a folded word.
  mutating func number(for word: String) -> Int32 {
    if let number = numbers[word] { return number }
    let number = Int32(words.count)
    words.append(word)
    numbers[word] = number
    return number
  }

  /// The number of a word as a set.
  mutating func numbers(for word: String) -> [Int32] { [number(for: word)] }

  mutating func addIrregular(_ word: String, forms: [String]) {
    irregular[word, default: []] += forms
  }

  mutating func addContraction(_ short: String, for long: [String]) {
    contractions[short] = long
    _ = number(for: short)
    for word in long { _ = number(for: word) }
  }

  /// A pattern's word as the tokens that it is read as: folded, split at hyphens, short forms
  /// written out.
  func tokens(of text: ArraySlice<UInt8>) -> [String] {
    var result: [String] = []
    var word = FoldedWord()
    func flush() {
      guard word.count > 0 else { return }
      let text = String(decoding: word.bytes.prefix(word.count), as: UTF8.self)
      result += contractions[text] ?? [text]
      word.clear()
    }
    let bytes = Array(text)
    var place = 0
    while place < bytes.count {
      let scalar = scalar(in: bytes, at: place)
      let kind =
        scalar.value < 0x80 ? byteClasses[Int(scalar.value)] : wideClass(scalar.value)
      switch kind {
      case .letter, .digit: word.append(scalar: scalar.value)
      case .apostrophe: word.append(UInt8(ascii: "'"))
      case .symbol:
        flush()
        word.append(scalar: scalar.value)
        flush()
      default: flush()
      }
      place += scalar.length
    }
    flush()
    return result
  }

  /// The numbers of all forms of a word: regular endings, and the irregular list.
  mutating func inflections(of word: String) -> [Int32] {
    var forms: Set<String> = [word]
    forms.formUnion(irregular[word] ?? Inflection.english(word))
    return forms.map { number(for: $0) }.sorted()
  }
}

/// Regular endings.
enum Inflection {
  /// English: -s, -ed, -ing with what they do to the end of the word. Gives forms that do not
  /// exist as well (`offerred`), which harms nobody.
  static func english(_ word: String) -> [String] {
    let letters = Array(word)
    guard let last = letters.last, letters.count > 1 else { return [] }
    let before = letters[letters.count - 2]
    let vowels = "aeiou"
    let stem = String(letters.dropLast())
    if last == "e" { return [word + "s", word + "d", stem + "ing", word + "ing"] }
    if last == "y", !vowels.contains(before) {
      return [stem + "ies", stem + "ied", word + "ing"]
    }
    var forms = [word + "s", word + "ed", word + "ing"]
    if "sxzo".contains(last) || (last == "h" && "cs".contains(before)) { forms.append(word + "es") }
    if !vowels.contains(last), vowels.contains(before), !"wxy".contains(last) {
      forms += [word + String(last) + "ed", word + String(last) + "ing"]
    }
    return forms
  }
}

/// The finished table: looks up a folded word by its bytes.
struct WordIndex: Sendable {
  private let slots: [Int32]
  private let starts: [Int32]
  private let pool: [UInt8]
  private let mask: Int
  /// For each word the place of its written-out words in `expansions`, or -1.
  private let expansionStarts: [Int32]
  /// Runs of word numbers, each ended by -1.
  private let expansions: [Int32]
  /// Whether each word is made of digits.
  let isNumeral: [Bool]

  init(_ table: WordTable) {
    var capacity = 64
    while capacity < table.words.count * 3 { capacity *= 2 }
    var slots = [Int32](repeating: -1, count: capacity)
    var starts: [Int32] = [0]
    var pool: [UInt8] = []
    var word = FoldedWord()
    for (number, text) in table.words.enumerated() {
      pool += Array(text.utf8)
      starts.append(Int32(pool.count))
      if number < SpecialWord.allCases.count { continue }
      word.clear()
      for byte in text.utf8 { word.append(byte) }
      var slot = Int(truncatingIfNeeded: word.hash ^ word.hash >> 32) & (capacity - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (capacity - 1) }
      slots[slot] = Int32(number)
    }
    var table = table
    var expansionStarts = [Int32](repeating: -1, count: table.words.count)
    var expansions: [Int32] = []
    for (short, long) in table.contractions.sorted(by: { $0.key < $1.key }) {
      expansionStarts[Int(table.number(for: short))] = Int32(expansions.count)
      expansions += long.map { table.number(for: $0) } + [-1]
    }
    self.slots = slots
    self.starts = starts
    self.pool = pool
    self.mask = capacity - 1
    self.expansionStarts = expansionStarts
    self.expansions = expansions
    isNumeral = table.words.map { $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
  }

  /// The number of a word, or `unknown`.
  @inline(__always)
  func number(of word: borrowing FoldedWord) -> Int32 {
    let count = word.count
    if count > FoldedWord.longest { return SpecialWord.unknown.rawValue }
    var slot = Int(truncatingIfNeeded: word.hash ^ word.hash >> 32) & mask
    while true {
      let number = slots[slot]
      if number < 0 { return SpecialWord.unknown.rawValue }
      let start = Int(starts[Int(number)])
      if Int(starts[Int(number) + 1]) - start == count {
        var same = 0
        while same < count, pool[start + same] == word.bytes[same] { same += 1 }
        if same == count { return number }
      }
      slot = (slot + 1) & mask
    }
  }

  /// The words that a short form stands for, as a range in ``expansion(_:)``, or `nil`.
  @inline(__always)
  func expansionStart(of number: Int32) -> Int? {
    let start = expansionStarts[Int(number)]
    return start < 0 ? nil : Int(start)
  }

  /// The word at a place of the expansions; -1 at the end of one.
  @inline(__always)
  func expansion(_ place: Int) -> Int32 { expansions[place] }
}
