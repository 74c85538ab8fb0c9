// The lexicons that are compiled into the program, and the analyzer made of them.

public import CEL
public import MessageAnalysis

/// The files below `Lexicons`: what phrases can make known, whose host is whose, how numbers look,
/// look-alikes, and a folder of phrases for each language.
public struct LexiconFiles: Sendable {
  private static let factsFile = "facts.yaml"
  private static let hostsFile = "hosts.yaml"
  private static let numbersFile = "numbers.yaml"
  private static let charactersFile = "characters.yaml"
  private static let languagesFile = "languages.yaml"
  private static let spellingFile = "spelling.yaml"
  private static let sharedFiles = [
    factsFile, hostsFile, numbersFile, charactersFile, languagesFile, spellingFile,
  ]
  private static let languageFile = "language.yaml"

  /// The files of each language, its `language.yaml` first, since the others use its lists.
  private let languages: [(language: String, files: [File])]
  private let facts: File?
  private let hosts: File?
  private let numbers: File?
  private let characters: File?
  private let words: File?
  private let spelling: File?

  /// A file whose text is made when somebody reads it.
  fileprivate struct File: Sendable {
    let name: String
    let text: @Sendable () -> SourceText
  }

  /// The files that are compiled into the program.
  public static func builtIn() -> LexiconFiles {
    var files: [File] = []
    for file in embeddedFiles {
      let path = file.path.description
      if path.hasPrefix("Lexicons/"), path.hasSuffix(".yaml") {
        files.append(
          File(name: path) { SourceText(name: path, text: file.contents.description) })
      }
    }
    return LexiconFiles(all: files)
  }

  /// Files by their names: a lexicon lies in a folder that is called as its language.
  public init(_ sources: [SourceText]) {
    self.init(all: sources.map { source in File(name: source.name) { source } })
  }

  private init(all: [File]) {
    var files: [String: [File]] = [:]
    func named(_ name: String) -> File? {
      all.first { Self.parts($0.name).last == name[...] }
    }
    for file in all {
      let parts = Self.parts(file.name)
      guard let name = parts.last, let folder = parts.dropLast().last,
        !Self.sharedFiles.contains(String(name))
      else { continue }
      files[String(folder), default: []].append(file)
    }
    // English is first, so that a text in no known language is read in it first.
    languages = files.keys.sorted { ($0 == "en" ? "" : $0) < ($1 == "en" ? "" : $1) }.map { name in
      let inOrder = (files[name] ?? []).sorted { left, right in
        (left.name.hasSuffix("/" + Self.languageFile) ? 0 : 1, left.name)
          < (right.name.hasSuffix("/" + Self.languageFile) ? 0 : 1, right.name)
      }
      return (name, inOrder)
    }
    facts = named(Self.factsFile)
    hosts = named(Self.hostsFile)
    numbers = named(Self.numbersFile)
    characters = named(Self.charactersFile)
    words = named(Self.languagesFile)
    spelling = named(Self.spellingFile)
  }

  /// The codes of the languages that have lexicons, English first.
  public var languageCodes: [String] { languages.map(\.language) }

  /// Lexicons, read but not compiled.
  ///
  /// - Parameter language: The code of a language; `nil` is all.
  /// - Throws: every fault of every file.
  public func lexicons(of language: String? = nil) throws(Diagnostics) -> [Lexicon] {
    let chosen = languages.filter { language == nil || $0.language == language }
    return try chosen.flatMap(\.files).readAll()
  }

  /// How numbers look, and what announces them.
  ///
  /// - Throws: every fault of the file.
  public func numberLists() throws(Diagnostics) -> NumberLists {
    guard let numbers else { return NumberLists() }
    return try LexiconReader.numbers(numbers.text())
  }

  /// An analyzer that reads each language's files when a message needs them.
  ///
  /// - Parameter checksLanguages: Whether all languages are read and compiled at once; the files
  ///   that are compiled into the program were checked by its tests.
  /// - Throws: every fault of the files that all languages share, and of the languages that are
  ///   checked.
  public func analyzer(checksLanguages: Bool = false) throws(Diagnostics) -> Analyzer {
    var problems: [Diagnostic] = []
    func read<Content>(
      _ file: File?, _ read: (SourceText) throws(Diagnostics) -> Content
    ) -> Content? {
      guard let file else { return nil }
      do { return try read(file.text()) } catch {
        problems += error.all
        return nil
      }
    }
    let facts = read(facts, LexiconReader.facts) ?? []
    let hosts = read(hosts, LexiconReader.hosts) ?? HostLists()
    let numbers = read(numbers, LexiconReader.numbers) ?? NumberLists()
    let lookAlikes = read(characters, LexiconReader.lookAlikes) ?? LookAlikes()
    let words = read(words, LexiconReader.languageWords)
    if !problems.isEmpty { throw Diagnostics(problems) }
    return try Analyzer(
      facts: facts,
      languages: languages.map { language, files in
        LanguageLexicons(language: language) { () throws(Diagnostics) in try files.readAll() }
      },
      hosts: hosts, numbers: numbers, lookAlikes: lookAlikes,
      tellingWords: words?.telling ?? TellingWords(),
      quotingWords: words?.quoting ?? QuotingWords(),
      commonWords: words?.common ?? LanguageWords(), checksLanguages: checksLanguages)
  }

  /// What the check of spelling knows beside the dictionaries.
  ///
  /// - Throws: every fault of the file.
  public func spellingTable() throws(Diagnostics) -> SpellingTable {
    guard let spelling else { return SpellingTable() }
    return try SpellingReader.table(spelling.text())
  }

  /// The small words by which languages are known at once.
  ///
  /// - Throws: every fault of the file.
  public func commonWords() throws(Diagnostics) -> LanguageWords {
    guard let words else { return LanguageWords() }
    return try LexiconReader.languageWords(words.text()).common
  }

  private static func parts(_ name: String) -> [Substring] { name.split(separator: "/") }
}

extension [LexiconFiles.File] {
  /// The lexicons in these files.
  ///
  /// - Throws: every fault of every file.
  fileprivate func readAll() throws(Diagnostics) -> [Lexicon] {
    var problems: [Diagnostic] = []
    var lexicons: [Lexicon] = []
    for file in self {
      do { lexicons.append(try LexiconReader.lexicon(file.text())) } catch { problems += error.all }
    }
    if !problems.isEmpty { throw Diagnostics(problems) }
    return lexicons
  }
}
