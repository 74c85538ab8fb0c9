// Reads lexicon and host files from YAML, strictly: all faults at once, each with its place. The
// patterns themselves are checked when an analyzer is made.

public import CEL
public import MessageAnalysis

/// Reads files below `Lexicons`.
public enum LexiconReader {
  static let list = ValueShape.list(.text)

  /// The keys of a fact in the file of facts.
  static let meaning = KeyTable(
    "fact", "What phrases can make known.",
    [
      .required("fact", .text, "The fact's name; other than message.…: for other facts only."),
      .required("means", .text, "What exactly it means."),
      .optional("even-if-negated", .bool, "Whether a match counts after a negation too."),
      .optional("in-subject", .bool, "Whether the subject line is read; yes if left out."),
      .optional("any-of", list, "Facts whose findings count for this one …"),
      .optional("along-with", list, "… if one of these facts holds in the same message."),
      .optional("nothing-but", list, "Facts of which all sentences are made; the first must hold."),
      .optional("but-not", list, "Facts that make a sentence say something else."),
    ])

  /// The keys of the file of facts.
  public static let facts = KeyTable(
    "facts", "What phrases can make known, in every language.",
    [.required("facts", .list(.keys(meaning)), "The facts.")])

  /// The keys of a fact in a lexicon.
  static let entry = KeyTable(
    "fact", "The phrases that make one fact hold.",
    [
      .required("fact", .text, "The fact's name."),
      .optional("patterns", list, "Phrases that make it hold."),
      .optional("not", list, "Phrases that take back a match which they overlap."),
      .optional("must", list, "Messages in which it must be found."),
      .optional("must-not", list, "Messages in which it must not be found."),
    ])

  /// The keys of a lexicon file.
  public static let lexicon = KeyTable(
    "lexicon", "The phrases of one language about one topic.",
    [
      .required("language", .text, "The code of the language: en."),
      .optional("about", .text, "What the file is about."),
      .optional("lists", .named(of: "list names", list), "Names that stand for several patterns."),
      .optional("irregular", .named(of: "words", .text), "Forms that no rule gives."),
      .optional("contractions", .named(of: "short forms", .text), "What short forms stand for."),
      .optional("abbreviations", list, "Words whose full stop ends no sentence."),
      .optional("negations", list, "Phrases that deny what follows."),
      .optional("negations-after", list, "Phrases that deny what stands before them."),
      .optional("not-negations", list, "Phrases that look like a negation and are none."),
      .optional("negation-reach", .int, "How many words a negation reaches; 8 if left out."),
      .optional(
        "courtesy-length", .int, "Words of a sentence beside its courtesy; 14 if left out."),
      .optional("compounds", .bool, "Whether long words are read as two when their end is known."),
      .optional("splits-at-apostrophe", .bool, "Whether both sides of an apostrophe are words."),
      .optional("spellings", .named(of: "letters", .text), "Letters also written with several."),
      .optional("facts", .list(.keys(entry)), "The phrases, fact by fact."),
    ])

  /// The keys of the host file.
  public static let hosts = KeyTable(
    "host lists", "Whose host a link leads to.",
    [
      .required("amazon", list, "Amazon's hosts."),
      .required("amazon-short", list, "Hosts of Amazon's short links."),
      .required("amazon-product-paths", list, "Paths of product and store pages."),
      .required("carriers", list, "Hosts of carriers."),
      .required("top-level-domains", list, "By which a bare domain is known to be one."),
      .optional("empty-link-texts", list, "Texts of links that don't tell where they lead."),
      .optional("product-images", list, "Hosts and paths of pictures of products."),
      .optional("beacon-parts", list, "Parts of addresses whose images only count openings."),
    ])

  /// The keys of the file of characters.
  public static let characters = KeyTable(
    "characters", "Characters that stand for others.",
    [
      .required(
        "look-alikes", .named(of: "letters", .text),
        "Letters of other scripts by the Latin letter that they look like.")
    ])

  /// Reads a lexicon; its topic is the file's name.
  public static func lexicon(_ source: SourceText) throws(Diagnostics) -> Lexicon {
    var (document, reader) = open(source)
    guard let fields = reader.fields(document?.root, lexicon) else {
      try reader.finish()
      return Lexicon(language: "", topic: "")
    }
    var result = Lexicon(
      language: reader.text(fields["language"]) ?? "", topic: topic(of: source.name))
    for (name, value) in reader.entries(fields["lists"], named: "list names") {
      let patterns = phrases(value, &reader)
      result.lists.append(.init(name: phrase(name), patterns: patterns))
    }
    result.irregular = pairs(fields["irregular"], "words", &reader).map { ($0, $1) }
    result.contractions = pairs(fields["contractions"], "short forms", &reader).map { ($0, $1) }
    result.abbreviations = phrases(fields["abbreviations"], &reader)
    result.negations = phrases(fields["negations"], &reader)
    result.negationsAfter = phrases(fields["negations-after"], &reader)
    result.notNegations = phrases(fields["not-negations"], &reader)
    result.negationReach = reader.int(fields["negation-reach"], in: 1...40).map(Int.init)
    result.courtesyLength = reader.int(fields["courtesy-length"], in: 1...60).map(Int.init)
    result.readsCompounds = reader.bool(fields["compounds"]) ?? false
    result.splitsAtApostrophe = reader.bool(fields["splits-at-apostrophe"]) ?? false
    result.spellings = pairs(fields["spellings"], "letters", &reader).map { ($0, $1) }
    for node in reader.items(fields["facts"], of: .keys(entry)) {
      if let entry = entry(node, &reader) { result.entries.append(entry) }
    }
    try reader.finish()
    return result
  }

  /// Reads what phrases can make known.
  public static func facts(_ source: SourceText) throws(Diagnostics) -> [PhraseFact] {
    var (document, reader) = open(source)
    var result: [PhraseFact] = []
    if let fields = reader.fields(document?.root, facts) {
      for node in reader.items(fields["facts"], of: .keys(meaning)) {
        if let fact = fact(node, &reader) { result.append(fact) }
      }
    }
    try reader.finish()
    return result
  }

  /// The keys of the file of telling words.
  public static let languages = KeyTable(
    "words of languages", "Words by which something is told whatever language a text is in.",
    [
      .required(
        "telling-words", .named(of: "languages", .text),
        "Words of each language that no other language has."),
      .optional(
        "telling-scripts", .named(of: "languages", .choice([("kana", "hiragana and katakana")])),
        "Scripts that only one language is written in."),
      .optional(
        "quoting-words", .named(of: "languages", .text),
        "Words after which quotation marks hold somebody else's text."),
      .optional(
        "common-words", .named(of: "languages", .text),
        "Small words of each language that no other language has; telling words are among them."),
      .optional(
        "small-words", .named(of: "languages", .text),
        "Small words of each language, of which others may have some too."),
      .optional("quoting-after", .text, "What stands behind such a quotation in Japanese."),
    ])

  /// Reads the telling words, the quoting words and the common words.
  public static func languageWords(
    _ source: SourceText
  ) throws(Diagnostics) -> (telling: TellingWords, quoting: QuotingWords, common: LanguageWords) {
    var (document, reader) = open(source)
    var result = TellingWords()
    var quoting = QuotingWords()
    var common = LanguageWords()
    if let fields = reader.fields(document?.root, languages) {
      for (language, words) in pairs(fields["telling-words"], "languages", &reader) {
        for word in words.text.split(separator: " ") {
          // Telling words are common words too: amid another language they leave it in doubt.
          let other = result.add(String(word), for: language.text)
          guard let other = other ?? common.add(String(word), for: language.text) else { continue }
          reader.report(.sharedWord(word, of: other, at: words))
        }
      }
      for (language, _) in pairs(fields["telling-scripts"], "languages", &reader) {
        result.kanaLanguage = language.text
        common.kanaLanguage = language.text
      }
      for (_, words) in pairs(fields["quoting-words"], "languages", &reader) {
        for word in words.text.split(separator: " ") { quoting.add(String(word)) }
      }
      quoting.setBehind(reader.text(fields["quoting-after"]) ?? "")
      for (language, words) in pairs(fields["common-words"], "languages", &reader) {
        for word in words.text.split(separator: " ") {
          guard let other = common.add(String(word), for: language.text) else { continue }
          reader.report(.sharedWord(word, of: other, at: words))
        }
      }
      for (language, words) in pairs(fields["small-words"], "languages", &reader) {
        for word in words.text.split(separator: " ") {
          common.add(small: String(word), for: language.text)
        }
      }
    }
    try reader.finish()
    return (result, quoting, common)
  }

  /// Reads the look-alikes.
  public static func lookAlikes(_ source: SourceText) throws(Diagnostics) -> LookAlikes {
    var (document, reader) = open(source)
    var result = LookAlikes()
    if let fields = reader.fields(document?.root, characters) {
      for (letter, signs) in pairs(fields["look-alikes"], "letters", &reader) {
        guard let scalar = letter.text.unicodeScalars.first else { continue }
        result.add(signs.text.unicodeScalars.filter { $0 != " " }, for: scalar)
      }
    }
    try reader.finish()
    return result
  }

  /// Reads the host lists.
  public static func hosts(_ source: SourceText) throws(Diagnostics) -> HostLists {
    var (document, reader) = open(source)
    var result = HostLists()
    if let fields = reader.fields(document?.root, hosts) {
      result = HostLists(
        amazon: phrases(fields["amazon"], &reader),
        carriers: phrases(fields["carriers"], &reader),
        amazonShort: phrases(fields["amazon-short"], &reader),
        productPaths: phrases(fields["amazon-product-paths"], &reader),
        topLevelDomains: phrases(fields["top-level-domains"], &reader),
        emptyLinkTexts: phrases(fields["empty-link-texts"], &reader),
        productImages: phrases(fields["product-images"], &reader),
        beaconParts: phrases(fields["beacon-parts"], &reader))
    }
    try reader.finish()
    return result
  }

  static func open(_ source: SourceText) -> (YAMLDocument?, YAMLReader) {
    var problems: [Diagnostic] = []
    let document = YAMLDocument.parse(source, reporting: &problems)
    return (document, YAMLReader(problems: problems))
  }

  /// The file's name without folders and suffix.
  private static func topic(of name: String) -> String {
    let file = name.split(separator: "/").last ?? ""
    return String(file.split(separator: ".").first ?? "")
  }

  private static func fact(_ node: YAMLNode, _ reader: inout YAMLReader) -> PhraseFact? {
    guard let fields = reader.fields(node, meaning), let name = fields["fact"],
      reader.text(name) != nil
    else { return nil }
    let means = fields["means"].flatMap { reader.text($0) }
    var fact = PhraseFact(name: phrase(name), summary: means ?? "")
    fact.evenIfNegated = reader.bool(fields["even-if-negated"]) ?? false
    fact.inSubject = reader.bool(fields["in-subject"]) ?? true
    fact.anyOf = phrases(fields["any-of"], &reader)
    fact.alongWith = phrases(fields["along-with"], &reader)
    fact.nothingBut = phrases(fields["nothing-but"], &reader)
    fact.butNot = phrases(fields["but-not"], &reader)
    return fact
  }

  private static func entry(_ node: YAMLNode, _ reader: inout YAMLReader) -> Lexicon.Entry? {
    guard let fields = reader.fields(node, entry), let name = fields["fact"],
      reader.text(name) != nil
    else { return nil }
    var entry = Lexicon.Entry(fact: phrase(name))
    entry.patterns = phrases(fields["patterns"], &reader)
    entry.not = phrases(fields["not"], &reader)
    entry.must = phrases(fields["must"], &reader)
    entry.mustNot = phrases(fields["must-not"], &reader)
    return entry
  }

  static func phrases(_ node: YAMLNode?, _ reader: inout YAMLReader) -> [Phrase] {
    reader.items(node, of: .text).compactMap { item in
      reader.text(item) == nil ? nil : phrase(item)
    }
  }

  static func pairs(_ node: YAMLNode?, _ name: String, _ reader: inout YAMLReader)
    -> [(Phrase, Phrase)]
  {
    reader.entries(node, named: name).compactMap { key, value in
      reader.text(value) == nil ? nil : (phrase(key), phrase(value))
    }
  }

  static func phrase(_ node: YAMLNode) -> Phrase {
    Phrase(node.text, at: node.isVerbatim ? node.contentSpan : node.span)
  }
}

extension Diagnostic {
  fileprivate static func sharedWord(
    _ word: Substring, of language: String, at words: Phrase
  ) -> Diagnostic {
    Diagnostic(
      id: "shared-word", "`\(word)` is also a word of `\(language)`", at: words.span,
      help: "leave it out of both")
  }
}
