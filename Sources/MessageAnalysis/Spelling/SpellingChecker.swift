// Looks words up in the dictionaries that are installed. A word with a capital letter is an error
// only when a right word is one slip away, since otherwise it is a name: four of five misspellings
// are one letter too many, one too few, one other, or two exchanged (F. J. Damerau, "A technique
// for computer detection and correction of spelling errors", Communications of the ACM 7, 1964).

import Glibc
import Synchronization

/// Checks the spelling of messages. It may be used on any thread; it is a class because dictionaries
/// are read when they are first needed and then kept.
public final class SpellingChecker: Sendable {
  /// The folders of dictionaries: those that the user names, and that of the system's packages.
  public static var usualFolders: [String] {
    let own = getenv("DICPATH").map { String(cString: $0) } ?? ""
    return own.split(separator: ":").map(String.init) + ["/usr/share/hunspell"]
  }

  /// The Debian package of the library.
  public static let libraryPackage = "libhunspell-1.7-0"

  private let table: SpellingTable
  private let folders: [String]
  /// Dictionaries by their files' name; `nil` for one that is not installed.
  private let known = Mutex<[String: Hunspell?]>([:])

  /// Creates a checker; dictionaries are read later.
  ///
  /// - Parameter folders: Where dictionaries may lie; the first that has one wins.
  public init(_ table: SpellingTable, folders: [String] = SpellingChecker.usualFolders) {
    self.table = table
    self.folders = folders
  }

  /// Checks subject, body and further texts, each passage in its language.
  ///
  /// - Parameters:
  ///   - analyzer: Tells languages, and what is no text.
  ///   - tags: The language tags of buyer and store, such as `en-GB`; the first that has the
  ///     language of a passage says by which region's spelling it is read.
  ///   - names: Texts whose words are right, such as the seller's brands.
  public func check(
    _ message: Message, by analyzer: Analyzer, for tags: [String] = [], names: [String] = []
  ) -> SpellingReport {
    var report = SpellingReport()
    var table = table
    for name in names {
      table.words.formUnion(name.lowercased().split { !$0.isLetter }.map(String.init))
    }
    var texts = [MessagePart.subject, .body].filter { !message[$0].isEmpty }
      .map { analyzer.text(of: message, $0) }
    for (number, part) in message.alternatives.enumerated() {
      var text = analyzer.text(of: Message(body: part.text, bodyKind: part.kind), .body)
      text.part = .alternative(number)
      texts.append(text)
    }
    let languages = Set(texts.flatMap { $0.languages.shares.map(\.language) })
    for text in texts {
      if text.languages.shares.isEmpty, text.languages.hasWords { report.note(.unknown) }
      for passage in text.languages.passages {
        guard let language = passage.language else { continue }
        check(
          text, passage.range, in: language, beside: languages.subtracting([language]), tags, table,
          &report)
      }
    }
    if !report.dictionaries.isEmpty { report.unchecked.removeAll { $0 == .unknown } }
    return report
  }

  private func check(
    _ text: PartText, _ range: Range<Int>, in language: String,
    beside otherLanguages: Set<String>, _ tags: [String], _ table: SpellingTable,
    _ report: inout SpellingReport
  ) {
    let tag = tags.first { $0.split(separator: "-").first.map(String.init) == language }
    let region = tag?.split(separator: "-").dropFirst().last.map(String.init)
    let own = table.dictionaries(of: language, region: region)
    let installed = own.filter { dictionary(named: $0.file) != nil }
    guard !installed.isEmpty else {
      report.note(reason(language, own))
      return
    }
    for file in installed.map(\.file) where !report.dictionaries.contains(file) {
      report.dictionaries.append(file)
    }
    // A word as another region writes it is no error, nor is one of the message's other languages,
    // in which a greeting may be.
    let others =
      (table.dictionaries[language] ?? []).filter { !installed.contains($0) }
      + otherLanguages.sorted().flatMap { table.dictionaries[$0] ?? [] }
    func isKnown(_ word: String) -> Bool {
      (installed + others).contains { dictionary(named: $0.file)?.knows(word) ?? false }
    }
    let bytes = text.text.bytes
    let words = SpelledWords.read(
      bytes, range, skipped: text.regions.map { $0.whole(in: bytes) }, language: language, table)
    for word in words {
      if isKnown(word.text) || word.wholes.contains(where: isKnown) { continue }
      if word.isCapitalised, !isSlip(word, language, isKnown) { continue }
      report.errors.append(
        MisspeltWord(
          word: word.text, language: language, part: text.part, range: text.source(of: word.range)))
    }
  }

  private func reason(
    _ language: String, _ wanted: [SpellingTable.Dictionary]
  ) -> UncheckedLanguage {
    guard let first = wanted.first else { return .none(language: language) }
    if !Hunspell.isInstalled { return .noLibrary(package: Self.libraryPackage) }
    return .missing(language: language, package: first.package)
  }

  private func dictionary(named file: String) -> Hunspell? {
    known.withLock { known in
      if let dictionary = known[file] { return dictionary }
      let dictionary = folders.lazy.compactMap { Hunspell("\($0)/\(file)") }.first
      known[file] = .some(dictionary)
      return dictionary
    }
  }

  /// Up to three words that may be meant, the likeliest first; it takes 7 to 150 ms.
  public func suggestions(for word: MisspeltWord) -> [String] {
    for dictionary in table.dictionaries[word.language] ?? [] {
      guard let found = self.dictionary(named: dictionary.file) else { continue }
      return found.suggestions(for: word.word)
    }
    return []
  }

  // MARK: One slip

  /// Whether a word of the dictionary is one slip away; the first letter is right.
  private func isSlip(
    _ word: SpelledWord, _ language: String, _ isKnown: (String) -> Bool
  ) -> Bool {
    let letters = Array(word.text)
    let shortest = word.isFirst ? Self.shortestFirst : Self.shortestNoun
    guard letters.count >= shortest, letters.count <= Self.longestSlip else { return false }
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz" + (table.letters[language] ?? ""))
    for place in 1...letters.count {
      if place < letters.count {
        var fewer = letters
        fewer.remove(at: place)
        if isKnown(String(fewer)) { return true }
        if place + 1 < letters.count, letters[place] != letters[place + 1] {
          var exchanged = letters
          exchanged.swapAt(place, place + 1)
          if isKnown(String(exchanged)) { return true }
        }
      }
      for letter in alphabet {
        var more = letters
        more.insert(letter, at: place)
        if isKnown(String(more)) { return true }
        guard place < letters.count, letters[place] != letter else { continue }
        var other = letters
        other[place] = letter
        if isKnown(String(other)) { return true }
      }
    }
    return false
  }

  /// Shorter words have neighbours whatever they are.
  private static let shortestFirst = 4
  private static let shortestNoun = 6
  private static let longestSlip = 20
}

extension SpellingReport {
  fileprivate mutating func note(_ language: UncheckedLanguage) {
    if !unchecked.contains(language) { unchecked.append(language) }
  }
}
