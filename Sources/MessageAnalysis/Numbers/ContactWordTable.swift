// Words for "@", "." and digits in every language, by the hash of their letters, with the languages
// that use them as bits: what stands together has to be of one language.

import CEL

/// What a word means in a spelled-out contact.
struct ContactWord: Sendable {
  /// The languages in which it stands for @.
  var at: UInt32 = 0
  /// The languages in which it stands for @ together with a second word.
  var atPair: UInt32 = 0
  /// The hash of that second word.
  var second: UInt64 = 0
  /// The languages in which it stands for the dot of a host.
  var dot: UInt32 = 0
  /// Its digits.
  var digits: [UInt8] = []
  /// How often it repeats the next digit.
  var times = 0
  /// Whether it joins digits.
  var joins = false
  /// Whether it stands for the + before a calling code.
  var isPlus = false
  /// Whether it is long enough to be no ordinary word: "arobase", not "at" or "et".
  var isTelling = false

  /// Its digits as a number.
  var value: Int { digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) } }
  /// Whether a unit may follow that belongs to it: "trente-neuf".
  var isTens: Bool { digits.count == 2 && digits[1] == 0x30 && digits[0] > 0x31 }
  /// How many of its zeros the next words may fill: "sześćset trzydzieści dwa".
  var openPlaces: Int {
    isTens ? 1 : digits.suffix(2).allSatisfy { $0 == 0x30 } && digits.count > 1 ? 2 : 0
  }
}

/// Words of spelled-out contacts.
struct ContactWordTable: Sendable {
  private(set) var words = WordHashes<ContactWord>()
  /// Words in scripts without spaces, single digits of other scripts, and signs.
  private(set) var unspaced = UnspacedWords<ContactWord>()
  /// The languages in which a word before "at" or "dot" is no name.
  private(set) var namesNot = WordHashes<UInt32>()
  /// The languages in which a "dot" before it is an ordinary word.
  private(set) var dotNotBefore = WordHashes<UInt32>()
  private(set) var mailboxes: Set<UInt64> = []
  private(set) var mailHosts: Set<UInt64> = []
  private(set) var mailHostsAlone: Set<UInt64> = []
  private(set) var domains: Set<UInt64> = []
  private(set) var wordDomains: Set<UInt64> = []
  /// What files end with, and no host.
  private(set) var fileSuffixes: Set<UInt64> = []
  /// Whether there is nothing to look for.
  let isEmpty: Bool

  init(_ lists: NumberLists, _ problems: inout [Diagnostic]) {
    isEmpty = lists.spellings.isEmpty
    mailboxes = Set(lists.mailboxes.map { FoldedWord.hash(of: $0.text) })
    mailHosts = Set(lists.mailHosts.map { FoldedWord.hash(of: $0.text) })
    mailHostsAlone = Set(lists.mailHostsAlone.map { FoldedWord.hash(of: $0.text) })
    domains = Set(lists.domains.map { FoldedWord.hash(of: $0.text) })
    wordDomains = Set(lists.domainsThatAreWords.map { FoldedWord.hash(of: $0.text) })
    fileSuffixes = Set(lists.fileSuffixes.map { FoldedWord.hash(of: $0.text) })
    for (number, spelling) in lists.spellings.enumerated() {
      let language = UInt32(1) << UInt32(number % 32)
      for phrase in spelling.at { addAt(phrase.text, language) }
      for phrase in spelling.dot { change(phrase.text) { $0.dot |= language } }
      for phrase in spelling.joins { change(phrase.text) { $0.joins = true } }
      for phrase in spelling.plus { change(phrase.text) { $0.isPlus = true } }
      for (word, digits) in spelling.digits {
        let bytes = Array(digits.text.utf8)
        guard (1...3).contains(bytes.count), bytes.allSatisfy({ $0 &- 0x30 < 10 }) else {
          problems.append(
            Diagnostic(
              id: "bad-digits", "`\(digits.text)` is no number of one to three digits",
              at: digits.span))
          continue
        }
        change(word.text) { known in
          if !known.digits.isEmpty, known.digits != bytes {
            problems.append(
              Diagnostic(
                id: "two-digits", "`\(word.text)` stands for other digits in another language",
                at: word.span))
          }
          known.digits = bytes
        }
      }
      for (word, times) in spelling.repeats {
        guard let count = Int(times.text), (2...3).contains(count) else {
          problems.append(
            Diagnostic(id: "bad-repeat", "`\(times.text)` is neither 2 nor 3", at: times.span))
          continue
        }
        change(word.text) { $0.times = count }
      }
      for phrase in spelling.namesNot {
        namesNot.update(FoldedWord.hash(of: phrase.text)) { ($0 ?? 0) | language }
      }
      for phrase in spelling.dotNotBefore {
        dotNotBefore.update(FoldedWord.hash(of: phrase.text)) { ($0 ?? 0) | language }
      }
    }
  }

  /// Adds "arobase", "kuyruklu a" or "snabel-a".
  private mutating func addAt(_ text: String, _ language: UInt32) {
    let pieces = text.split { $0 == " " || $0 == "-" }
    if pieces.count == 2 {
      change(pieces[0]) { word in
        word.atPair |= language
        word.second = FoldedWord.hash(of: pieces[1])
      }
    } else {
      change(text) { word in
        word.at |= language
        word.isTelling = text.unicodeScalars.count > 2 || UnspacedWords<ContactWord>.holds(text)
      }
    }
  }

  private mutating func change(_ text: some StringProtocol, _ change: (inout ContactWord) -> Void) {
    func changed(_ known: ContactWord?) -> ContactWord {
      var word = known ?? ContactWord()
      change(&word)
      return word
    }
    // Digits of other scripts stand without spaces too.
    let isSingle = text.unicodeScalars.count == 1 && text.utf8.count > 1
    if isSingle || UnspacedWords<ContactWord>.holds(text) {
      unspaced.update(text, changed)
    } else {
      words.update(FoldedWord.hash(of: text), changed)
    }
  }

  /// The longest word without spaces, or the sign, that begins at a place.
  func word(at start: Int, in bytes: [UInt8]) -> (word: ContactWord, end: Int)? {
    unspaced.first(at: start, limit: bytes.count, in: bytes).map { ($0.value, $0.end) }
  }

  /// A number that is written as one word: trentadue, vierunddreißig. Letters are folded.
  func compound(_ word: borrowing FoldedWord) -> ContactWord? {
    let count = word.count
    guard count >= 7, count <= FoldedWord.longest else { return nil }
    func part(_ range: Range<Int>) -> ContactWord? {
      var hash = FoldedWord.emptyHash
      for place in range { hash = FoldedWord.hash(hash, word.bytes[place]) }
      return words[hash]
    }
    for end in 2..<count - 1 {
      guard let first = part(0..<end), !first.digits.isEmpty else { continue }
      if first.isTens, let unit = part(end..<count), unit.digits.count == 1 {
        return ContactWord(digits: [first.digits[0], unit.digits[0]])
      }
      guard first.digits.count == 1 else { continue }
      for start in end + 2..<max(end + 3, count - 2) {
        if let joint = part(end..<start), joint.joins, let tens = part(start..<count), tens.isTens {
          return ContactWord(digits: [tens.digits[0], first.digits[0]])
        }
      }
    }
    return nil
  }
}
