// Tells the language of a text: each piece is asked for by itself, and what the pieces tell is
// weighed, so that a name or a greeting decides nothing and a foreign paragraph is not lost.
// Short texts look like their neighbours' languages (Swedish like Danish); then a language that
// somebody expects is preferred if the text fits it clearly better.

/// Identifies languages. It keeps nothing between texts and may be used on any thread.
public struct LanguageIdentifier: Sendable {
  /// The languages that are expected, as two-letter codes.
  public let known: [String]

  /// Creates an identifier.
  ///
  /// - Parameter known: The languages that are expected, as two-letter codes; in case of doubt one
  ///   of them is preferred. Any other language is told by its own code when the text is long
  ///   enough to be sure.
  public init(known: some Sequence<String>) { self.known = Array(known) }

  /// The languages of a text, in time linear in its length.
  ///
  /// - Parameters:
  ///   - text: UTF-8 as readers see it, without tags.
  ///   - skipped: Places to leave out in their order, such as links and quoted text.
  public func identify(_ text: [UInt8], leavingOut skipped: [Range<Int>] = []) -> TextLanguages {
    let pieces = TextPieces.read(text, skipped: skipped)
    var verdicts = pieces.map(judge)
    if pieces.count > 1, !verdicts.contains(where: { $0.isSure }) {
      // Several pieces that are each too short may tell something together.
      let whole = judge(Self.joined(pieces))
      if whole.isSure { verdicts = verdicts.map { _ in whole } }
    }
    settle(&verdicts, pieces)
    let shares = Self.shares(verdicts, pieces)
    let guess = shares.first?.language ?? verdicts.first { $0.code != nil }?.code
    var passages: [LanguagePassage] = []
    for (piece, language) in zip(pieces, Self.spread(verdicts)) {
      if let last = passages.last, last.language == language {
        passages[passages.count - 1].range = last.range.lowerBound..<piece.range.upperBound
      } else {
        passages.append(LanguagePassage(range: piece.range, language: language))
      }
    }
    return TextLanguages(
      shares: shares, guess: guess, possible: possible(pieces),
      hasWords: pieces.contains { $0.wordCount > 0 }, passages: passages)
  }

  /// Below this many bytes of letters several languages are possible …
  private static let ambiguousBytes = 240
  /// … of which each must fit nearly as well as the best.
  private static let nearlyAsWell = 0.7

  /// The expected languages in which a short text may be written, name by name in the order given:
  /// each is what the library says when it is told to lean to it.
  private func possible(_ pieces: [TextPiece]) -> [String] {
    guard let first = pieces.first else { return [] }
    let words = pieces.dropFirst().reduce(into: first.words) { $0 += $1.words }
    guard !words.isEmpty, words.count < Self.ambiguousBytes else { return [] }
    let answers = known.map { CLD2.identify(words, hint: $0) }
    let scores = zip(known, answers).map { $1.code == $0 ? $1.score : 0 }
    let best = scores.max() ?? 0
    return zip(known, scores).filter { $1 > 0 && $1 >= Self.nearlyAsWell * best }.map(\.0)
  }

  /// What one piece tells.
  private struct Verdict {
    var code: String?
    var score = 0.0
    var isSure = false
  }

  // Measured on the table of texts in the tests; scores of 1000 are usual.

  /// Below this many bytes of letters a text tells nothing for sure.
  private static let leastBytes = 12
  /// Below this many bytes of letters an answer that nobody expects is not believed …
  private static let foreignBytes = 40
  /// … and below this many it is doubted.
  private static let doubtfulBytes = 120
  /// A score below this is no language.
  private static let leastScore = 200.0
  /// A guess needs at least this score.
  private static let guessScore = 700.0
  /// A sentence amid another language needs at least this score.
  private static let islandScore = 900.0
  /// … when that language has at least this share of the letters.
  private static let clearShare = 0.6
  /// By how much an expected language must fit better than an unexpected one; few letters fit
  /// many languages.
  private static func advantage(of byteCount: Int) -> Double { byteCount < 30 ? 1.3 : 1.1 }

  private func judge(_ piece: TextPiece) -> Verdict {
    guard piece.wordCount > 0 else { return Verdict() }
    let answer = CLD2.identify(piece.words)
    guard let code = answer.code, answer.isReliable else { return Verdict() }
    var verdict = Verdict(code: code, score: answer.score)
    let hasText = piece.hasSentence && piece.words.count >= Self.leastBytes
    if !known.contains(code), piece.words.count < Self.doubtfulBytes {
      if let (code, score) = expected(piece.words, insteadOf: answer) {
        verdict = Verdict(code: code, score: score)
      } else if piece.words.count < Self.foreignBytes {
        return Verdict()
      }
    }
    verdict.isSure = hasText && verdict.score >= Self.leastScore
    if !verdict.isSure, verdict.score < Self.guessScore || !known.contains(verdict.code ?? "") {
      return Verdict()
    }
    return verdict
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

  /// Takes back what pieces tell against the rest of the text with little to show for it.
  private func settle(_ verdicts: inout [Verdict], _ pieces: [TextPiece]) {
    guard let most = Self.shares(verdicts, pieces).first else { return }
    let main = most.language
    for (number, piece) in pieces.enumerated() {
      guard verdicts[number].isSure, let code = verdicts[number].code, code != main else {
        continue
      }
      let isShort = piece.words.count < Self.foreignBytes
      let isUnlikely =
        isShort && verdicts[number].score < Self.islandScore && most.share >= Self.clearShare
      let isForeign = isShort || !known.contains(code)
      if isUnlikely || (isForeign && CLD2.identify(piece.words, hint: main).code == main) {
        verdicts[number] = Verdict(code: main, score: 0, isSure: false)
      }
    }
  }

  /// The languages that are sure, by their letters; of two with as many the first comes first.
  private static func shares(_ verdicts: [Verdict], _ pieces: [TextPiece]) -> [LanguageShare] {
    var weights: [(code: String, weight: Int)] = []
    for (verdict, piece) in zip(verdicts, pieces) where verdict.isSure {
      guard let code = verdict.code else { continue }
      if let index = weights.firstIndex(where: { $0.code == code }) {
        weights[index].weight += piece.words.count
      } else {
        weights.append((code, piece.words.count))
      }
    }
    let total = Double(weights.reduce(0) { $0 + $1.weight })
    return weights.enumerated()
      .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
      .map { LanguageShare(language: $0.element.code, share: Double($0.element.weight) / total) }
  }

  /// One language for each piece: its own if it is sure, or a guess that is sure elsewhere, else
  /// that of the piece before it, else that of the first piece that is sure.
  private static func spread(_ verdicts: [Verdict]) -> [String?] {
    let sure = Set(verdicts.filter(\.isSure).compactMap(\.code))
    var current = verdicts.first { $0.isSure }?.code
    return verdicts.map { verdict in
      if let code = verdict.code, sure.contains(code) { current = code }
      return current
    }
  }

  /// Several pieces as one.
  private static func joined(_ pieces: [TextPiece]) -> TextPiece {
    pieces.dropFirst().reduce(into: pieces[0]) { whole, piece in
      whole.range = whole.range.lowerBound..<piece.range.upperBound
      whole.words += piece.words
      whole.wordCount += piece.wordCount
      whole.smallWordCount += piece.smallWordCount
      whole.shoutedWordCount += piece.shoutedWordCount
    }
  }
}
