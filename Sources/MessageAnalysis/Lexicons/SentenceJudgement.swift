// Facts of the kind "only thanks": every sentence must be made of what is named, or be a line of
// names and numbers, and none may say something else.

/// Whether a body consists of sentences of given kinds only.
struct SentenceJudgement {
  /// A courteous sentence has at most so many words beside the courtesy.
  static let mostOtherWords = 14
  /// A line of names and numbers has at most so many words.
  static let longestNameLine = 9

  let tokens: [Token]
  let lexicons: CompiledLexicons
  /// What was found in the body.
  let found: [PhraseJudgement.Found]

  /// Whether every sentence fits, and one of them holds the first of `entry.nothingBut`.
  func holds(_ entry: CompiledEntry) -> Bool {
    guard let main = entry.nothingBut.first, found.contains(where: { $0.slot == main }) else {
      return false
    }
    var start = 0
    while start + 1 < tokens.count {
      var end = start + 1
      while !SpecialWord.isBorder(tokens[end].word) { end += 1 }
      if end > start + 1, !fits(start + 1..<end, entry) { return false }
      start = end
    }
    return true
  }

  private func fits(_ sentence: Range<Int>, _ entry: CompiledEntry) -> Bool {
    let here = found.filter { $0.tokens.overlaps(sentence) }
    let courtesy = here.filter { entry.nothingBut.contains($0.slot) }
    let allowed = Set(entry.nothingBut)
    let says = here.contains { other in
      guard !allowed.contains(other.slot) else { return false }
      if entry.butNot.contains(other.slot) {
        // A word such as "need" inside "if you need anything" belongs to the courtesy.
        return !courtesy.contains {
          $0.tokens.lowerBound <= other.tokens.lowerBound
            && $0.tokens.upperBound >= other.tokens.upperBound
        }
      }
      return other.slot < StructuralFact.allCases.count + lexicons.facts.count
    }
    if says { return false }
    if tokens[sentence].contains(where: { isContact($0.word) }) { return false }
    if courtesy.isEmpty { return isNameLine(sentence) }
    var covered = 0
    var upTo = sentence.lowerBound
    for one in courtesy.sorted(by: { $0.tokens.lowerBound < $1.tokens.lowerBound }) {
      let range = max(one.tokens.lowerBound, upTo)..<max(upTo, one.tokens.upperBound)
      covered += range.count
      upTo = range.upperBound
    }
    return sentence.count - covered <= Self.mostOtherWords
  }

  private func isContact(_ word: Int32) -> Bool {
    word == SpecialWord.link.rawValue || word == SpecialWord.emailAddress.rawValue
      || word == SpecialWord.phoneNumber.rawValue || word == SpecialWord.trackingNumber.rawValue
  }

  /// Names, numbers and words such as "the" and "team".
  private func isNameLine(_ sentence: Range<Int>) -> Bool {
    sentence.count <= Self.longestNameLine
      && tokens[sentence].allSatisfy { token in
        token.isCapitalised || lexicons.isNeutral[Int(token.word)]
          || lexicons.words.isNumeral(token.word)
          || token.word == SpecialWord.orderID.rawValue
          || token.word == SpecialWord.number.rawValue
      }
  }
}
