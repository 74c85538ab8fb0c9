// A few words of each language that no other has: by one of them a language shows in the middle of a
// text in another one, where there is too little of it to be identified.

/// Words that tell a language.
public struct TellingWords: Sendable {
  private var languages: [[UInt8]: String] = [:]
  /// The language that is written in kana.
  public var kanaLanguage: String?

  /// A table without words.
  public init() {}

  /// Makes a word known; one that two languages have tells neither.
  ///
  /// - Returns: the other language, if one has it.
  public mutating func add(_ word: String, for language: String) -> String? {
    let key = word.unicodeScalars.flatMap { FoldedWord.folded($0.value) }
    let other = languages.updateValue(language, forKey: key)
    return other == language ? nil : other
  }

  /// The codes of the languages that have telling words or a script.
  var codes: Set<String> { Set(languages.values).union(kanaLanguage.map { [$0] } ?? []) }

  /// The languages that show in a text.
  func languages(in bytes: [UInt8]) -> Set<String> {
    var found: Set<String> = []
    if languages.isEmpty, kanaLanguage == nil { return found }
    var word: [UInt8] = []
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte < 0x80 {
        place += 1
        if byteClasses[Int(byte)] == .letter {
          word.append(foldedBytes[Int(byte)])
          continue
        }
      } else {
        let scalar = scalar(in: bytes, at: place)
        place += scalar.length
        switch wideClass(scalar.value) {
        case .letter:
          word += FoldedWord.folded(scalar.value)
          continue
        case .ignored: continue
        case .character where (0x3041...0x30FF).contains(scalar.value):
          if let kanaLanguage { found.insert(kanaLanguage) }
        default: break
        }
      }
      note(&word, &found)
    }
    note(&word, &found)
    return found
  }

  private func note(_ word: inout [UInt8], _ found: inout Set<String>) {
    if word.count >= 4, let language = languages[word] { found.insert(language) }
    word.removeAll(keepingCapacity: true)
  }
}
