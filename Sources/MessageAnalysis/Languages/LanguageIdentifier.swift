// Tells the language of a text: each piece is asked for by itself, by its small words or else by its
// groups of letters, and what the pieces tell is weighed, so that a name or a greeting decides nothing
// and a foreign paragraph is not lost.

/// Identifies languages. It keeps nothing between texts and may be used on any thread.
public struct LanguageIdentifier: Sendable {
  /// The languages that are expected, as two-letter codes.
  public let known: [String]
  let commonWords: LanguageWords

  /// Creates an identifier.
  ///
  /// - Parameters:
  ///   - known: The languages that are expected, as two-letter codes; in case of doubt one of them is
  ///     preferred. Any other language is told by its own code when the text is long enough to be
  ///     sure.
  ///   - commonWords: Small words by which some of these languages are known at once.
  public init(known: some Sequence<String>, commonWords: LanguageWords = LanguageWords()) {
    self.known = Array(known)
    self.commonWords = commonWords
  }

  /// The languages of a text, in time linear in its length.
  ///
  /// - Parameters:
  ///   - text: UTF-8 as readers see it, without tags.
  ///   - skipped: Places to leave out in their order, such as links and quoted text.
  public func identify(_ text: [UInt8], leavingOut skipped: [Range<Int>] = []) -> TextLanguages {
    var weighing = LanguageWeighing(self, text, leavingOut: skipped)
    return weighing.run()
  }
}
