// In which languages a text is written: the main one, and for every place its own, since a message
// may greet in one language and go on in another.

/// The languages of a text.
public struct TextLanguages: Hashable, Sendable {
  /// The language in which most of the text is written; `nil` when it is too short to tell.
  public var main: String?
  /// The likely language of a text that is too short to be sure: `fr` for "Merci !". It helps to
  /// choose what to look for; it is nothing to judge a message by.
  public var guess: String?
  /// The text from its first to its last byte, divided where the language changes. A place that
  /// tells nothing, such as a name, goes with its neighbours.
  public var passages: [LanguagePassage]

  /// The languages that are sure, each once, in the order in which they appear.
  public var all: [String] {
    var codes: [String] = []
    for case let code? in passages.map(\.language) where !codes.contains(code) {
      codes.append(code)
    }
    return codes
  }
}

/// A part of a text in one language.
public struct LanguagePassage: Hashable, Sendable {
  /// UTF-8 offsets.
  public var range: Range<Int>
  /// The code of the language; `nil` when nothing in the text tells it.
  public var language: String?
}
