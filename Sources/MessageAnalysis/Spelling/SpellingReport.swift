// What the check of spelling has found, and of which language it could not say anything.

/// The spelling of a message.
public struct SpellingReport: Hashable, Sendable {
  /// The words that are in no dictionary, in the order of their places.
  public var errors: [MisspeltWord] = []
  /// The dictionaries that were asked: `en_US`.
  public var dictionaries: [String] = []
  /// The languages of which nothing was checked.
  public var unchecked: [UncheckedLanguage] = []

  /// Each misspelt word once, in the order of their places.
  public var words: [String] {
    var words: [String] = []
    for error in errors where !words.contains(error.word) { words.append(error.word) }
    return words
  }
}

/// A word that is in no dictionary.
public struct MisspeltWord: Hashable, Sendable {
  /// The word.
  public let word: String
  /// The language in which it is wrong.
  public let language: String
  /// The part of the message.
  public let part: MessagePart
  /// UTF-8 offsets in that part.
  public let range: Range<Int>
}

/// Why a language was not checked.
public enum UncheckedLanguage: Hashable, Sendable {
  /// The words are too few to tell the language.
  case unknown
  /// The language has no dictionary that could be installed.
  case none(language: String)
  /// Its dictionary is not installed; the package has it.
  case missing(language: String, package: String)
  /// The library that reads dictionaries is not installed.
  case noLibrary(package: String)
}
