// In which languages a message is read for phrases: in each in which some of it is written, in each
// that shows by a telling word, and, if it is short, in each that is possible. A text that tells no
// language is read in its likely one, or in all.

/// A language in which a message is read.
struct LanguageChoice {
  /// Its number on the shelf.
  let language: Int
  /// For each text the places that are in another language; empty: none in any.
  let others: [[Range<Int>]]
  /// Whether the message is in this language as far as it tells; if it tells none, whether a word
  /// tells this one, or none does.
  let isWritten: Bool

  /// The languages for the texts of a message.
  static func choices(
    for texts: [PartText], _ tellingWords: TellingWords, among known: [String]
  ) -> [LanguageChoice] {
    let languages = texts.map(\.languages)
    var codes = known.filter { code in
      languages.contains { $0.passages.contains { $0.language == code } }
    }
    let isUntold = codes.isEmpty
    if isUntold { codes = known.filter { code in languages.contains { $0.guess == code } } }
    let certain = Set(languages.flatMap { $0.certain.compactMap(\.language) })
    var told: Set<String> = []
    let shown = texts.reduce(into: Set<String>()) { shown, text in
      let telling = tellingWords.languages(in: text.text.bytes)
      told.formUnion(telling)
      shown.formUnion(telling)
      // A subject that is too short to tell is in the language of its body, if it may be.
      let guess = text.languages.guess
      let follows =
        text.part == .subject && !certain.isEmpty && (guess.map(certain.contains) ?? true)
      if !follows { shown.formUnion(text.languages.possible) }
    }
    if codes.isEmpty { codes = shown.isEmpty ? known : known.filter(shown.contains) }
    return known.indices.compactMap { number in
      guard codes.contains(known[number]) else {
        return shown.contains(known[number])
          ? LanguageChoice(language: number, others: [], isWritten: false) : nil
      }
      let others = texts.map { text in
        text.languages.certain.filter { passage in
          guard let language = passage.language, language != known[number],
            codes.contains(language)
          else { return false }
          let words = Array(text.text.bytes[passage.range])
          return !tellingWords.languages(in: words).contains(known[number])
        }.map(\.range)
      }
      return LanguageChoice(
        language: number, others: others.allSatisfy(\.isEmpty) ? [] : others,
        isWritten: !isUntold || told.isEmpty || told.contains(known[number]))
    }
  }
}
