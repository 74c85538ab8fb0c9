// From matches to findings: what is denied or taken back goes, and what overlaps is told once.

/// The phrases found in one part, judged.
struct PhraseJudgement {
  /// What one pattern found.
  struct Found {
    let slot: Int
    /// The place in the detectors of the language.
    let detector: Int
    let tokens: Range<Int>
  }

  private let lexicons: CompiledLexicons
  private let facts: PhraseFactTable
  private let tokens: [Token]
  private(set) var found: [Found] = []

  /// What the matches in one part make known, in the order of slots and places.
  init(
    _ matches: [PhraseMatch], tokens: [Token], isSubject: Bool, lexicons: CompiledLexicons,
    facts: PhraseFactTable
  ) {
    self.lexicons = lexicons
    self.facts = facts
    self.tokens = tokens
    judge(matches, isSubject: isSubject)
  }

  private mutating func judge(_ matches: [PhraseMatch], isSubject: Bool) {
    var made: [(slot: Int, entry: Int, match: PhraseMatch)] = []
    var takenBack: [(entry: Int, range: Range<Int>)] = []
    var denials: [Range<Int>] = []
    var denialsBefore: [Range<Int>] = []
    var noDenials: [Range<Int>] = []
    for match in matches {
      switch lexicons.roles[Int(match.pattern)] {
      case .makes(let slot, let entry):
        if !isSubject || facts.fact(slot).inSubject { made.append((slot, entry, match)) }
      case .takesBack(let entry): takenBack.append((entry, match.tokens))
      case .denies: denials.append(match.tokens)
      case .deniesBefore: denialsBefore.append(match.tokens)
      case .deniesNot: noDenials.append(match.tokens)
      }
    }
    if made.isEmpty { return }
    let negated = negatedTokens(denials, except: noDenials)
    let negatedBefore = tokensNegatedBefore(denialsBefore, except: noDenials)
    made.removeAll { slot, entry, match in
      if !facts.fact(slot).evenIfNegated,
        !negated.isEmpty && negated[match.tokens.lowerBound]
          || !negatedBefore.isEmpty && negatedBefore[match.tokens.upperBound - 1]
      {
        return true
      }
      return takenBack.contains { $0.entry == entry && $0.range.overlaps(match.tokens) }
    }
    made.sort { left, right in
      let (a, b) = (left.match.tokens, right.match.tokens)
      return (left.slot, a.lowerBound, -a.upperBound, left.match.pattern)
        < (right.slot, b.lowerBound, -b.upperBound, right.match.pattern)
    }
    for (slot, _, match) in made {
      if let last = found.last, last.slot == slot, last.tokens.overlaps(match.tokens) { continue }
      found.append(
        Found(
          slot: slot, detector: lexicons.patternDetectors[Int(match.pattern)],
          tokens: match.tokens))
    }
  }

  /// For each token whether a negation before it reaches it; empty when there is none.
  private func negatedTokens(_ denials: [Range<Int>], except: [Range<Int>]) -> [Bool] {
    var negated: [Bool] = []
    for denial in denials where !except.contains(where: { $0.overlaps(denial) }) {
      if negated.isEmpty { negated = [Bool](repeating: false, count: tokens.count) }
      for token in denial.dropFirst() { negated[token] = true }
      var token = denial.upperBound
      let end = min(tokens.count, token + lexicons.words.reading.negationReach)
      while token < end, !tokens[token].opensClause {
        let word = tokens[token].word
        if SpecialWord.isBorder(word) || lexicons.endsNegation[Int(word)] { break }
        negated[token] = true
        token += 1
      }
    }
    return negated
  }

  /// For each token whether a negation behind it reaches back to it; empty when there is none.
  private func tokensNegatedBefore(_ denials: [Range<Int>], except: [Range<Int>]) -> [Bool] {
    var negated: [Bool] = []
    for denial in denials where !except.contains(where: { $0.overlaps(denial) }) {
      if negated.isEmpty { negated = [Bool](repeating: false, count: tokens.count) }
      for token in denial { negated[token] = true }
      var token = denial.lowerBound
      let end = max(0, token - lexicons.words.reading.negationReach)
      while token > end, !tokens[token].opensClause {
        token -= 1
        let word = tokens[token].word
        if SpecialWord.isBorder(word) || lexicons.endsNegation[Int(word)] { break }
        negated[token] = true
      }
    }
    return negated
  }
}
