// Weighs what the pieces of one text tell of its language. Short pieces look like their neighbours'
// languages (Swedish like Danish); then a language that somebody expects is preferred if the piece
// fits it clearly better. Numbers were measured on the table of texts in the tests.

/// The identification of one text.
struct LanguageWeighing {
  private let identifier: LanguageIdentifier
  private let text: [UInt8]
  private let skipped: [Range<Int>]
  private let pieces: [TextPiece]
  private var verdicts: [Verdict] = []
  private var known: [String] { identifier.known }

  init(_ identifier: LanguageIdentifier, _ text: [UInt8], leavingOut skipped: [Range<Int>]) {
    self.identifier = identifier
    self.text = text
    self.skipped = skipped
    pieces = TextPieces.read(text, skipped: skipped, identifier.commonWords)
  }

  mutating func run() -> TextLanguages {
    verdicts = pieces.map { hasText($0) ? judge($0) : Verdict() }
    // A name or a greeting can be no more than a guess, which helps only where there is a doubt.
    if shares().count != 1 {
      for (number, piece) in pieces.enumerated() where !hasText(piece) {
        verdicts[number] = judge(piece)
      }
    }
    if let first = pieces.first, pieces.count > 1, !verdicts.contains(where: { $0.isSure }) {
      // Several pieces that are each too short may tell something together.
      let whole = judge(pieces.dropFirst().reduce(into: first) { $0.append($1) })
      if whole.isSure { verdicts = verdicts.map { _ in whole } }
    }
    settle()
    let shares = shares()
    let guess = shares.first?.language ?? verdicts.first { $0.code != nil }?.code
    var passages: [LanguagePassage] = []
    let certain = zip(pieces, verdicts).compactMap { piece, verdict -> LanguagePassage? in
      let isLong = verdict.isSure && piece.byteCount >= Self.foreignBytes
      guard verdict.isShown || isLong, let code = verdict.code else { return nil }
      return LanguagePassage(range: piece.range, language: code)
    }
    for (piece, language) in zip(pieces, spread(shares)) {
      if let last = passages.last, last.language == language {
        passages[passages.count - 1].range = last.range.lowerBound..<piece.range.upperBound
      } else {
        passages.append(LanguagePassage(range: piece.range, language: language))
      }
    }
    return TextLanguages(
      shares: shares, guess: guess, possible: possible(),
      hasWords: pieces.contains { $0.wordCount > 0 }, passages: passages, certain: certain)
  }

  /// What one piece tells.
  private struct Verdict {
    var code: String?
    /// How well it fits; 1000 is usual.
    var score = 0.0
    var isSure = false
    /// Whether its small words or its script show it beyond doubt.
    var isShown = false
  }

  // MARK: One piece

  /// Below this many bytes a text tells nothing for sure.
  private static let leastBytes = 12
  /// Below this many bytes an answer that nobody expects is not believed …
  private static let foreignBytes = 40
  /// … and below this many it is doubted.
  private static let doubtfulBytes = 120
  /// A score below this is no language.
  private static let leastScore = 200.0
  /// A guess needs at least this score.
  private static let guessScore = 700.0
  /// By how much an expected language must fit better than an unexpected one; few letters fit
  /// many languages.
  private static func advantage(of byteCount: Int) -> Double { byteCount < 30 ? 1.3 : 1.1 }

  /// Whether there is enough in it to be sure.
  private func hasText(_ piece: TextPiece) -> Bool {
    piece.hasSentence && piece.byteCount >= Self.leastBytes
  }

  private func judge(_ piece: TextPiece) -> Verdict {
    guard piece.wordCount > 0 else { return Verdict() }
    let hasText = hasText(piece)
    if hasText, let shown = shownLanguage(of: piece) {
      return Verdict(code: shown, score: 1_000, isSure: true, isShown: true)
    }
    if hasText, let (number, lead) = piece.votedLanguage,
      known.contains(identifier.commonWords.codes[number])
    {
      return Verdict(
        code: identifier.commonWords.codes[number], score: 1_000, isSure: true,
        isShown: lead >= Self.clearLead)
    }
    let words = words(of: piece)
    let answer = CLD2.identify(words)
    guard let code = answer.code, answer.isReliable else { return Verdict() }
    var verdict = Verdict(code: code, score: answer.score)
    var isClear = true
    if !known.contains(code), words.count < Self.doubtfulBytes {
      if let (code, score) = expected(words, insteadOf: answer) {
        verdict = Verdict(code: code, score: score)
      } else if words.count < Self.foreignBytes {
        return Verdict()
      }
    } else if words.count < Self.foreignBytes, let (code, lead) = likeliest(words) {
      // In so few letters the library takes much for English that fits another language better.
      verdict = Verdict(code: code, score: answer.score)
      isClear = lead >= Self.clearAdvantage
    }
    verdict.isSure = hasText && isClear && verdict.score >= Self.leastScore
    if !verdict.isSure, verdict.score < Self.guessScore || !known.contains(verdict.code ?? "") {
      return Verdict()
    }
    return verdict
  }

  /// By how many small words more a language is shown beyond doubt.
  private static let clearLead = 2

  private func words(of piece: TextPiece) -> [UInt8] {
    TextPieces.words(of: piece, in: text, skipped: skipped)
  }

  /// The language that small words or kana show.
  private func shownLanguage(of piece: TextPiece) -> String? {
    if piece.hasKana {
      let language = identifier.commonWords.kanaLanguage
      return piece.common < 0 ? language : nil
    }
    guard let number = piece.shownLanguage else { return nil }
    let code = identifier.commonWords.codes[number]
    return known.contains(code) ? code : nil
  }

  /// The expected language that fits clearly better than an unexpected answer.
  private func expected(
    _ words: [UInt8], insteadOf answer: CLD2.Answer
  ) -> (code: String, score: Double)? {
    let leastScore = answer.score * Self.advantage(of: words.count)
    var best: (code: String, score: Double)?
    for code in known {
      let hinted = CLD2.identify(words, hint: code)
      guard hinted.code == code, hinted.score >= leastScore else { continue }
      if let best, best.score >= hinted.score { continue }
      best = (code, hinted.score)
    }
    return best
  }

  /// A language of a few words fits clearly better than the next by this factor.
  private static let clearAdvantage = 1.15

  /// The expected language that fits best when the text leans to it, and how much better than the
  /// next.
  private func likeliest(_ words: [UInt8]) -> (code: String, lead: Double)? {
    var (best, second, code) = (0.0, 0.0, "")
    for candidate in known {
      let hinted = CLD2.identify(words, hint: candidate)
      guard hinted.code == candidate, hinted.isReliable else { continue }
      if hinted.score > best {
        (second, best, code) = (best, hinted.score, candidate)
      } else {
        second = max(second, hinted.score)
      }
    }
    return best > 0 ? (code, second > 0 ? best / second : .infinity) : nil
  }

  // MARK: All pieces

  /// A sentence amid another language needs at least this score …
  private static let islandScore = 900.0
  /// … when that language has at least this share of the letters.
  private static let clearShare = 0.6

  /// Takes back what pieces tell against the rest of the text with little to show for it.
  private mutating func settle() {
    guard let most = shares().first else { return }
    let main = most.language
    for (number, piece) in pieces.enumerated() {
      let verdict = verdicts[number]
      guard verdict.isSure, !verdict.isShown, let code = verdict.code, code != main else {
        continue
      }
      let isShort = piece.byteCount < Self.foreignBytes
      let isUnlikely =
        isShort && verdict.score < Self.islandScore && most.share >= Self.clearShare
      let isForeign = isShort || !known.contains(code)
      if isUnlikely || (isForeign && CLD2.identify(words(of: piece), hint: main).code == main) {
        verdicts[number] = Verdict(code: main)
      }
    }
  }

  /// The languages that are sure, by their letters; of two with as many the first comes first.
  private func shares() -> [LanguageShare] {
    var weights: [(code: String, weight: Int)] = []
    for (verdict, piece) in zip(verdicts, pieces) where verdict.isSure {
      guard let code = verdict.code else { continue }
      if let index = weights.firstIndex(where: { $0.code == code }) {
        weights[index].weight += piece.byteCount
      } else {
        weights.append((code, piece.byteCount))
      }
    }
    let total = Double(weights.reduce(0) { $0 + $1.weight })
    return weights.enumerated()
      .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
      .map { LanguageShare(language: $0.element.code, share: Double($0.element.weight) / total) }
  }

  /// One language for each piece: its own if it is sure, or a guess that is sure elsewhere, else
  /// that of the piece before it, else that of the first piece that is sure.
  private func spread(_ shares: [LanguageShare]) -> [String?] {
    var current = verdicts.first { $0.isSure }?.code
    return verdicts.map { verdict in
      if let code = verdict.code, code != current, shares.contains(where: { $0.language == code }) {
        current = code
      }
      return current
    }
  }

  /// Below this many bytes of letters several languages are possible …
  private static let ambiguousBytes = 240
  /// … of which each must fit nearly as well as the best.
  private static let nearlyAsWell = 0.7

  /// The expected languages in which a short text may be written, in the order in which they are
  /// expected: each is what the library says when it is told to lean to it. None when small words
  /// leave no doubt in most of it.
  private func possible() -> [String] {
    let byteCount = pieces.reduce(0) { $0 + $1.byteCount }
    let shown = zip(verdicts, pieces).reduce(0) { $0 + ($1.0.isShown ? $1.1.byteCount : 0) }
    guard byteCount > 0, byteCount < Self.ambiguousBytes, shown * 2 < byteCount else { return [] }
    let words = pieces.flatMap(words)
    let answers = known.map { CLD2.identify(words, hint: $0) }
    let scores = zip(known, answers).map { $1.code == $0 ? $1.score : 0 }
    let best = scores.max() ?? 0
    return zip(known, scores).filter { $1 > 0 && $1 >= Self.nearlyAsWell * best }.map(\.0)
  }
}
