// Reads the parts of a message for phrases, language by language, and works out what rests on what
// was found in all of them.

/// What phrases make known in the texts of a message.
struct PhraseReading {
  /// A fact at a place.
  struct Found {
    let slot: Int
    let part: MessagePart
    /// The index of the text.
    let text: Int
    /// UTF-8 offsets in the normalised text.
    let range: Range<Int>
    /// The number by which a finding names what made it.
    let detector: Int
  }

  private let texts: [PartText]
  private let facts: PhraseFactTable
  /// For each fact of the kind "nothing but" the sentences of the body that say something else, in
  /// each language that it was read in.
  private var others: [[(language: String, sentence: Range<Int>)]]
  /// Likewise the sentences that say nothing else, in any language.
  private var whole: [[Range<Int>]]
  /// The languages in which the texts were read.
  private var read: Set<String> = []
  private(set) var found: [Found] = []
  private(set) var steps = 0

  init(_ texts: [PartText], facts: PhraseFactTable) {
    self.texts = texts
    self.facts = facts
    others = facts.exclusive.map { _ in [] }
    whole = facts.exclusive.map { _ in [] }
  }

  /// Reads all texts with the lexicons of one language, without the places in another.
  ///
  /// - Parameter isAlone: Whether no other language reads them.
  mutating func read(_ lexicons: CompiledLexicons, _ choice: LanguageChoice, isAlone: Bool) {
    let others = choice.others
    read.insert(lexicons.language)
    let tokens = texts.enumerated().map { index, text in
      var tokenizer = Tokenizer(
        text.text.bytes, words: lexicons.words, abbreviations: lexicons.abbreviations,
        joinsPieces: choice.isWritten)
      tokenizer.run(others.isEmpty ? text.regions : text.regions(leavingOut: others[index]))
      steps += text.text.bytes.count
      return tokenizer.tokens
    }
    let (matches, matchSteps) = lexicons.matcher.matches(in: tokens)
    steps += matchSteps
    let firstDetector = (choice.language + 1) * Analyzer.detectorsOfLanguage
    for (index, text) in texts.enumerated() {
      let judgement = PhraseJudgement(
        matches[index], tokens: tokens[index], isSubject: text.part == .subject,
        lexicons: lexicons, facts: facts)
      for one in judgement.found {
        let (first, last) = (tokens[index][one.tokens.lowerBound], one.tokens.upperBound - 1)
        found.append(
          Found(
            slot: one.slot, part: text.part, text: index,
            range: Int(first.start)..<Int(tokens[index][last].end),
            detector: firstDetector + one.detector))
      }
      if text.part == .body {
        let judgement = SentenceJudgement(
          tokens: tokens[index], lexicons: lexicons, facts: facts, found: judgement.found)
        for (place, fact) in facts.exclusive.enumerated() {
          let sentences = judgement.sentences(fact, isAlone: isAlone)
          self.others[place] += sentences.others.map { (lexicons.language, $0) }
          whole[place] += sentences.whole
        }
      }
    }
  }

  /// Takes back what was found at some places.
  mutating func remove(where isDisregarded: (Found) -> Bool) {
    found.removeAll(where: isDisregarded)
  }

  /// Adds what rests on what was found.
  mutating func finish() {
    for (place, fact) in facts.exclusive.enumerated() where isNothingElse(place) {
      let detector = Scanner.all.count + fact.slot - StructuralFact.allCases.count
      found += found.filter { $0.part == .body && $0.slot == fact.nothingBut[0] }.map {
        Found(
          slot: fact.slot, part: $0.part, text: $0.text, range: $0.range, detector: detector)
      }
    }
    // Each round adds a fact at least, so there are at most as many rounds as facts.
    var count = -1
    while count != found.count {
      count = found.count
      for fact in facts.dependent { add(fact) }
    }
  }

  /// Whether the body says nothing but what a fact names: a sentence may say something else in one
  /// language if it is known to be in another, or is whole in another.
  private func isNothingElse(_ place: Int) -> Bool {
    let certain = texts.first { $0.part == .body }?.languages.certain ?? []
    return others[place].allSatisfy { language, sentence in
      whole[place].contains {
        $0.lowerBound <= sentence.lowerBound
          && sentence.upperBound <= $0.upperBound
      }
        || certain.contains {
          $0.language != language && read.contains($0.language ?? "")
            && $0.range.lowerBound <= sentence.lowerBound
            && sentence.upperBound <= $0.range.upperBound
        }
    }
  }

  private mutating func add(_ fact: PhraseFactSlots) {
    let along = fact.alongWith
    guard along.isEmpty || found.contains(where: { along.contains($0.slot) }) else { return }
    for one in found where fact.anyOf.contains(one.slot) {
      let isKnown = found.contains {
        $0.slot == fact.slot && $0.text == one.text && $0.range == one.range
      }
      if isKnown { continue }
      found.append(
        Found(
          slot: fact.slot, part: one.part, text: one.text, range: one.range,
          detector: one.detector))
    }
  }
}

extension PartText {
  /// The claimed places with further places that are not read.
  fileprivate func regions(leavingOut others: [Range<Int>]) -> [Region] {
    if others.isEmpty { return regions }
    let kept = regions.filter { region in !others.contains { $0.overlaps(region.range) } }
    return (kept + others.map { Region(kind: .otherLanguage, range: $0) })
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}
