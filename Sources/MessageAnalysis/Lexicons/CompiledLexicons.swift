// Everything made from the lexicons of one language, and the shelf on which the languages stand until
// a message needs one.

public import CEL
import Dispatch
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
  /// One language; a lock of its own lets others be compiled beside it.
  private final class Place: Sendable {
    let source: LanguageLexicons
    let compiled = Mutex<CompiledLexicons?>(nil)

    init(_ source: LanguageLexicons) { self.source = source }
  }

  /// The codes of the languages, in the order given.
  let languages: [String]
  private let places: [Place]
  private let facts: PhraseFactTable

  init(_ sources: [LanguageLexicons], facts: PhraseFactTable) {
    places = sources.map(Place.init)
    self.facts = facts
    languages = sources.map(\.language)
  }

  /// Compiles every language that is not compiled yet, and reports every fault of every language.
  func compileAll(reporting problems: inout [Diagnostic]) {
    let faults = Mutex([[Diagnostic]](repeating: [], count: places.count))
    DispatchQueue.concurrentPerform(iterations: places.count) { number in
      do throws(Diagnostics) {
        _ = try compile(places[number])
      } catch {
        faults.withLock { $0[number] = error.all }
      }
    }
    problems += faults.withLock { $0 }.joined()
  }

  /// Compiles several languages side by side, so that none waits for another.
  func prepare(_ numbers: [Int]) {
    let missing = numbers.filter { number in places[number].compiled.withLock { $0 == nil } }
    if missing.count < 2 { return }
    DispatchQueue.concurrentPerform(iterations: missing.count) { _ = self[missing[$0]] }
  }

  /// The lexicons of a language by its number.
  ///
  /// INVARIANT: languages that are compiled late were checked when the program was built.
  subscript(number: Int) -> CompiledLexicons {
    do {
      return try compile(places[number])
    } catch {
      preconditionFailure("the lexicons of \(languages[number]) are faulty: \(error.rendered())")
    }
  }

  private func compile(_ place: Place) throws(Diagnostics) -> CompiledLexicons {
    let result = place.compiled.withLock { compiled -> Result<CompiledLexicons, Diagnostics> in
      if let compiled { return .success(compiled) }
      return Result { () throws(Diagnostics) in
        let made = try LexiconCompiler.compile(try place.source.read(), facts: facts)
        compiled = made
        return made
      }
    }
    return try result.get()
  }
}
