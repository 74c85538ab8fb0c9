// A few words of each language that no other has: by one of them a language shows in the middle of a
// text in another one, where there is too little of it to be identified.

/// Words that tell a language.
public struct TellingWords: Sendable {
  /// The words by the hashes of their folded letters.
  private var words = LanguageWords()
  /// The language that is written in kana.
  public var kanaLanguage: String?

  /// A table without words.
  public init() {}

  /// Makes a word known; one that two languages have tells neither.
  ///
  /// - Returns: the other language, if one has it.
  public mutating func add(_ word: String, for language: String) -> String? {
    let hash = word.unicodeScalars.reduce(FoldedWord.emptyHash) { hash, scalar in
      FoldedWord.folded(scalar.value).reduce(hash) { FoldedWord.hash($0, $1) }
    }
    return words.add(hash: hash, for: language)
  }

  /// The codes of the languages that have telling words or a script.
  var codes: Set<String> { Set(words.codes).union(kanaLanguage.map { [$0] } ?? []) }

  /// The languages that show in a text.
  func languages(in bytes: [UInt8]) -> Set<String> {
    if words.isEmpty, kanaLanguage == nil { return [] }
    // Copies of the tables, so that they are not asked for at every byte whether they are there.
    let (classes, folded) = (byteClasses, foldedBytes)
    var found: Set<String> = []
    var hash = FoldedWord.emptyHash
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if classes[Int(byte)] == .letter {
        hash = FoldedWord.hash(hash, folded[Int(byte)])
        place += 1
        continue
      }
      if byte >= 0x80 {
        let scalar = scalar(in: bytes, at: place)
        let kind = wideClass(scalar.value)
        if kind == .letter || kind == .ignored {
          place += scalar.length
          if kind == .letter {
            for byte in FoldedWord.folded(scalar.value) { hash = FoldedWord.hash(hash, byte) }
          }
          continue
        }
        if kind == .character, (0x3041...0x30FF).contains(scalar.value), let kanaLanguage {
          found.insert(kanaLanguage)
        }
        place += scalar.length
      } else {
        place += 1
      }
      note(&hash, &found)
    }
    note(&hash, &found)
    return found
  }

  private func note(_ hash: inout UInt64, _ found: inout Set<String>) {
    if hash == FoldedWord.emptyHash { return }
    let language = words.language(of: hash)
    if language >= 0 { found.insert(words.codes[language]) }
    hash = FoldedWord.emptyHash
  }
}
