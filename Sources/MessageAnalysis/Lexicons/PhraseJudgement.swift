// From matches to findings: what is denied or taken back goes, what overlaps is told once, and
// facts that rest on other facts are worked out.

/// The phrases found in one part, judged.
struct PhraseJudgement {
  /// A negation reaches at most so many words.
  static let negationReach = 8

  /// What one entry found, in the order of places.
  struct Found {
    let slot: Int
    let detector: Int
    let tokens: Range<Int>
  }

  private let lexicons: CompiledLexicons
  private let tokens: [Token]
  private(set) var found: [Found] = []

  init(_ matches: [PhraseMatch], tokens: [Token], isSubject: Bool, lexicons: CompiledLexicons) {
    self.lexicons = lexicons
    self.tokens = tokens
    judge(matches, isSubject: isSubject)
  }

  private mutating func judge(_ matches: [PhraseMatch], isSubject: Bool) {
    var made: [(entry: Int, match: PhraseMatch)] = []
    var takenBack: [(entry: Int, range: Range<Int>)] = []
    var denials: [Range<Int>] = []
    var noDenials: [Range<Int>] = []
    for match in matches {
      switch lexicons.roles[Int(match.pattern)] {
      case .makes(let entry):
        if !isSubject || lexicons.entries[entry].inSubject { made.append((entry, match)) }
      case .takesBack(let entry): takenBack.append((entry, match.tokens))
      case .denies: denials.append(match.tokens)
      case .deniesNot: noDenials.append(match.tokens)
      }
    }
    if made.isEmpty { return }
    let negated = negatedTokens(denials, except: noDenials)
    made.removeAll { entry, match in
      if !negated.isEmpty, !lexicons.entries[entry].evenIfNegated,
        negated[match.tokens.lowerBound]
      {
        return true
      }
      return takenBack.contains { $0.entry == entry && $0.range.overlaps(match.tokens) }
    }
    made.sort { left, right in
      let (a, b) = (left.match.tokens, right.match.tokens)
      return (lexicons.entries[left.entry].slot, a.lowerBound, -a.upperBound, left.match.pattern)
        < (lexicons.entries[right.entry].slot, b.lowerBound, -b.upperBound, right.match.pattern)
    }
    for (entry, match) in made {
      let slot = lexicons.entries[entry].slot
      if let last = found.last, last.slot == slot, last.tokens.overlaps(match.tokens) { continue }
      found.append(
        Found(
          slot: slot, detector: lexicons.patternDetectors[Int(match.pattern)],
          tokens: match.tokens))
    }
  }

  /// For each token whether a negation reaches it; empty when there is none.
  private func negatedTokens(_ denials: [Range<Int>], except: [Range<Int>]) -> [Bool] {
    var negated: [Bool] = []
    for denial in denials where !except.contains(where: { $0.overlaps(denial) }) {
      if negated.isEmpty { negated = [Bool](repeating: false, count: tokens.count) }
      for token in denial.dropFirst() { negated[token] = true }
      var token = denial.upperBound
      let end = min(tokens.count, token + Self.negationReach)
      while token < end, !tokens[token].opensClause {
        let word = tokens[token].word
        if SpecialWord.isBorder(word) || lexicons.endsNegation[Int(word)] { break }
        negated[token] = true
        token += 1
      }
    }
    return negated
  }
}
