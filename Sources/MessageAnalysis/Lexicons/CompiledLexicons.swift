// Everything made from the lexicons of one language, and the shelf on which the languages stand until
// a message needs one.

public import CEL
import Synchronization

/// What a pattern is for.
enum PatternRole: Sendable {
  /// Makes the fact of a slot hold, by an entry.
  case makes(slot: Int, entry: Int)
  /// Takes back matches of an entry that it overlaps.
  case takesBack(entry: Int)
  /// Denies what follows.
  case denies
  /// Denies what stands before.
  case deniesBefore
  /// Looks like a denial and is none.
  case deniesNot
}

/// The lexicons of one language. It is a class so that judging a message copies none of it.
final class CompiledLexicons: Sendable {
  let language: String
  /// The patterns, as what can find something.
  let detectors: [Detector]
  let roles: [PatternRole]
  /// The detector of each pattern, by its place in `detectors`.
  let patternDetectors: [Int]
  let words: WordTable
  let matcher: PhraseMatcher
  let abbreviations: [Bool]
  /// Words that end the reach of a negation.
  let endsNegation: [Bool]
  /// Words that a line of names and numbers may hold.
  let isNeutral: [Bool]

  init(
    language: String, detectors: [Detector], roles: [PatternRole], patternDetectors: [Int],
    words: WordTable, matcher: PhraseMatcher, abbreviations: [Bool], endsNegation: [Bool],
    isNeutral: [Bool]
  ) {
    self.language = language
    self.detectors = detectors
    self.roles = roles
    self.patternDetectors = patternDetectors
    self.words = words
    self.matcher = matcher
    self.abbreviations = abbreviations
    self.endsNegation = endsNegation
    self.isNeutral = isNeutral
  }
}

/// The lexicons of one language, which are read when a message needs them.
public struct LanguageLexicons: Sendable {
  /// Letters-only code of the language: `en`.
  public let language: String
  let read: @Sendable () throws(Diagnostics) -> [Lexicon]

  /// Lexicons that are read later.
  public init(language: String, read: @escaping @Sendable () throws(Diagnostics) -> [Lexicon]) {
    self.language = language
    self.read = read
  }
}

/// The languages, each compiled when it is first asked for. It is a class because all users share
/// what has been compiled.
final class LexiconShelf: Sendable {
  /// The codes of the languages, in the order given.
  let languages: [String]
  private let sources: [LanguageLexicons]
  private let facts: PhraseFactTable
  private let compiled: Mutex<[CompiledLexicons?]>

  init(_ sources: [LanguageLexicons], facts: PhraseFactTable) {
    self.sources = sources
    self.facts = facts
    languages = sources.map(\.language)
    compiled = Mutex(Array(repeating: nil, count: sources.count))
  }

  /// Compiles every language that is not compiled yet, and reports every fault of every language.
  func compileAll(reporting problems: inout [Diagnostic]) {
    for number in sources.indices {
      do throws(Diagnostics) {
        _ = try compile(number)
      } catch {
        problems += error.all
      }
    }
  }

  /// The lexicons of a language by its number.
  ///
  /// INVARIANT: languages that are compiled late were checked when the program was built.
  subscript(number: Int) -> CompiledLexicons {
    do {
      return try compile(number)
    } catch {
      preconditionFailure("the lexicons of \(languages[number]) are faulty: \(error.rendered())")
    }
  }

  private func compile(_ number: Int) throws(Diagnostics) -> CompiledLexicons {
    let (known, problems) = compiled.withLock { compiled -> (CompiledLexicons?, Diagnostics?) in
      if let known = compiled[number] { return (known, nil) }
      do throws(Diagnostics) {
        let source = sources[number]
        let made = try LexiconCompiler.compile(try source.read(), facts: facts)
        compiled[number] = made
        return (made, nil)
      } catch {
        return (nil, error)
      }
    }
    if let problems { throw problems }
    guard let known else { preconditionFailure("neither lexicons nor problems") }
    return known
  }
}
