// In which languages a text is written: the main one, and for every place its own, since a message
// may greet in one language and go on in another.

/// The languages of a text.
public struct TextLanguages: Hashable, Sendable {
  /// The languages that are sure, that of most letters first; none when the text is too short to
  /// tell.
  public var shares: [LanguageShare] = []
  /// The likely language of a text that is too short to be sure: `fr` for "Merci !". It helps to
  /// choose what to look for; it is nothing to judge a message by.
  public var guess: String?
  /// The expected languages in which a short text may be written as well. Like ``guess`` they help to
  /// choose what to look for.
  public var possible: [String] = []
  /// Whether there is any word in it; links, numbers and codes are none.
  public var hasWords = false
  /// The text from its first to its last byte, divided where the language changes. A place that
  /// tells nothing, such as a name, goes with its neighbours.
  public var passages: [LanguagePassage] = []
  /// The stretches that are in a language beyond doubt, in their order.
  public var certain: [LanguagePassage] = []

  /// The language in which most of the text is written; `nil` when it is too short to tell.
  public var main: String? { shares.first?.language }
}

/// How much of a text is written in a language.
public struct LanguageShare: Hashable, Sendable {
  /// The code of the language.
  public var language: String
  /// Its part of the letters of all languages that are sure, from 0 to 1.
  public var share: Double
}

/// A part of a text in one language.
public struct LanguagePassage: Hashable, Sendable {
  /// UTF-8 offsets.
  public var range: Range<Int>
  /// The code of the language; `nil` when nothing in the text tells it.
  public var language: String?
}
