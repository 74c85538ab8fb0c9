// Facts of the kind "only thanks": every sentence must be made of what is named, or be a line of
// names and numbers, and none may say something else.

/// Which sentences of a body are of given kinds only.
struct SentenceJudgement {
  /// The sentences as UTF-8 offsets.
  struct Sentences {
    /// Those that say something else.
    var others: [Range<Int>] = []
    /// Those of which every word belongs to what is named.
    var whole: [Range<Int>] = []
  }

  let tokens: [Token]
  let lexicons: CompiledLexicons
  let facts: PhraseFactTable
  /// What was found in the body.
  let found: [PhraseJudgement.Found]

  /// A message with more sentences that say something else says something else.
  static let mostOthers = 16

  /// The sentences by whether they are made of what `fact.nothingBut` names, up to the one that
  /// settles that the body says something else.
  ///
  /// - Parameter isAlone: Whether these are the only lexicons that read the body, so that one such
  ///   sentence settles it.
  func sentences(_ fact: PhraseFactSlots, isAlone: Bool) -> Sentences {
    var result = Sentences()
    var start = 0
    let most = isAlone ? 1 : Self.mostOthers
    while start + 1 < tokens.count {
      if result.others.count == most {
        // No other language makes up for this one.
        result.others.append(0..<Int.max)
        break
      }
      var end = start + 1
      while !SpecialWord.isBorder(tokens[end].word) { end += 1 }
      if end > start + 1 {
        let sentence = start + 1..<end
        let range = Int(tokens[start + 1].start)..<Int(tokens[end - 1].end)
        if !fits(sentence, fact) {
          result.others.append(range)
        } else if sentence.allSatisfy({ isCourtesy($0, fact) }) {
          result.whole.append(range)
        }
      }
      start = end
    }
    return result
  }

  private func fits(_ sentence: Range<Int>, _ fact: PhraseFactSlots) -> Bool {
    var isCourteous = false
    for one in found where one.tokens.overlaps(sentence) {
      if fact.nothingBut.contains(one.slot) {
        isCourteous = true
      } else if fact.butNot.contains(one.slot) {
        if !isInsideCourtesy(one.tokens, fact) { return false }
      } else if one.slot < StructuralFact.allCases.count + facts.exportedFacts.count {
        return false
      }
    }
    if tokens[sentence].contains(where: { isContact($0.word) }) { return false }
    if !isCourteous { return isNameLine(sentence) }
    var others = 0
    for token in sentence where !isCourtesy(token, fact) { others += 1 }
    return others <= lexicons.words.reading.courtesyLength
  }

  /// Whether a token belongs to a courtesy.
  private func isCourtesy(_ token: Int, _ fact: PhraseFactSlots) -> Bool {
    found.contains { $0.tokens.contains(token) && fact.nothingBut.contains($0.slot) }
  }

  /// A word such as "need" inside "if you need anything" belongs to the courtesy.
  private func isInsideCourtesy(_ range: Range<Int>, _ fact: PhraseFactSlots) -> Bool {
    found.contains {
      fact.nothingBut.contains($0.slot) && $0.tokens.lowerBound <= range.lowerBound
        && $0.tokens.upperBound >= range.upperBound
    }
  }

  private func isContact(_ word: Int32) -> Bool {
    word == SpecialWord.link.rawValue || word == SpecialWord.emailAddress.rawValue
      || word == SpecialWord.phoneNumber.rawValue || word == SpecialWord.trackingNumber.rawValue
  }

  /// Names, numbers and words such as "the" and "team".
  private func isNameLine(_ sentence: Range<Int>) -> Bool {
    sentence.count <= lexicons.words.reading.nameLineLength
      && tokens[sentence].allSatisfy { token in
        token.isCapitalised || lexicons.isNeutral[Int(token.word)]
          || lexicons.words.isNumeral(token.word)
          || token.word == SpecialWord.orderID.rawValue
          || token.word == SpecialWord.number.rawValue
      }
  }
}
