// Words that belong to one language, by their hashes: small ones, by which a sentence shows its
// language at once (a library that looks at groups of letters takes twenty times as long and is asked
// for the rest), and telling ones, by which a language shows amid another.

/// Words of languages: most of one language only, some of several.
public struct LanguageWords: Sendable {
  /// The codes of the languages, by their numbers.
  private(set) var codes: [String] = []
  /// The language that is written in kana, and no other is.
  public var kanaLanguage: String?
  /// Open addressing by the words' hashes; 0 is an empty place.
  private var hashes: [UInt64] = []
  private var languages: [Int8] = []
  private var count = 0
  /// For each hash of a small word the languages that have it, a bit each.
  private var small: [UInt64: UInt32] = [:]

  /// Whether there is no word.
  var isEmpty: Bool { count == 0 }

  /// A table without words.
  public init() {}

  /// Makes a word known. One that another language has too tells neither.
  ///
  /// - Parameter word: In small letters.
  /// - Returns: the other language, if one has it.
  public mutating func add(_ word: String, for language: String) -> String? {
    add(hash: word.utf8.reduce(FoldedWord.emptyHash) { FoldedWord.hash($0, $1) }, for: language)
  }

  /// Makes a word known by its hash; gives the other language, if one has it.
  mutating func add(hash: UInt64, for language: String) -> String? {
    let known = self.language(of: hash)
    if known >= 0 { return codes[known] == language ? nil : codes[known] }
    var number = codes.firstIndex(of: language)
    if number == nil {
      number = codes.count
      codes.append(language)
    }
    count += 1
    if count * 2 > hashes.count { grow() }
    insert(hash, Int8(number ?? 0))
    return nil
  }

  /// Makes a small word known that several languages may have.
  public mutating func add(small word: String, for language: String) {
    if !codes.contains(language) { codes.append(language) }
    guard let number = codes.firstIndex(of: language), number < UInt32.bitWidth else { return }
    let hash = word.utf8.reduce(FoldedWord.emptyHash) { FoldedWord.hash($0, $1) }
    small[hash, default: 0] |= 1 << UInt32(number)
  }

  /// The languages that have a small word, a bit each.
  @inline(__always)
  func languages(ofSmall hash: UInt64) -> UInt32 { small[hash] ?? 0 }

  /// The number of the language of a word; below 0 for a word that tells none.
  @inline(__always)
  func language(of hash: UInt64) -> Int {
    if hashes.isEmpty { return -1 }
    var place = Int(truncatingIfNeeded: hash) & (hashes.count - 1)
    while hashes[place] != 0 {
      if hashes[place] == hash { return Int(languages[place]) }
      place = (place + 1) & (hashes.count - 1)
    }
    return -1
  }

  private mutating func insert(_ hash: UInt64, _ language: Int8) {
    var place = Int(truncatingIfNeeded: hash) & (hashes.count - 1)
    while hashes[place] != 0 { place = (place + 1) & (hashes.count - 1) }
    hashes[place] = hash
    languages[place] = language
  }

  private mutating func grow() {
    let (oldHashes, oldLanguages) = (hashes, languages)
    hashes = Array(repeating: 0, count: max(256, oldHashes.count * 2))
    languages = Array(repeating: -1, count: hashes.count)
    for (hash, language) in zip(oldHashes, oldLanguages) where hash != 0 { insert(hash, language) }
  }
}
