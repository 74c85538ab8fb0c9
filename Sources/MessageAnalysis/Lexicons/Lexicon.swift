// Lexicons as people write them: phrases of one language about one topic, and which fact each
// phrase makes hold. The analyzer checks and compiles them; nothing here is checked yet.

public import CEL

/// A text of a lexicon with its place in the file.
public struct Phrase: Hashable, Sendable {
  /// The text after the file format's own quoting.
  public let text: String
  /// Where it stands.
  public let span: SourceSpan

  /// Creates a phrase.
  public init(_ text: String, at span: SourceSpan) {
    self.text = text
    self.span = span
  }
}

/// The phrases of one language about one topic.
public struct Lexicon: Sendable {
  /// A name that stands for several patterns: `<courier>`.
  public struct NamedList: Sendable {
    /// The name without angle brackets.
    public var name: Phrase
    /// The patterns it stands for.
    public var patterns: [Phrase]

    /// Creates a named list.
    public init(name: Phrase, patterns: [Phrase]) {
      self.name = name
      self.patterns = patterns
    }
  }

  /// The phrases that make one fact hold.
  public struct Entry: Sendable {
    /// The fact's name with hyphens.
    public var fact: Phrase
    /// Patterns; the fact holds where one of them matches.
    public var patterns: [Phrase] = []
    /// Patterns that take back a match that they overlap.
    public var not: [Phrase] = []
    /// Messages in which the fact must be found.
    public var must: [Phrase] = []
    /// Messages in which the fact must not be found.
    public var mustNot: [Phrase] = []

    /// Creates an entry without patterns.
    public init(fact: Phrase) { self.fact = fact }
  }

  /// Letters-only code of the language: `en`.
  public var language: String
  /// The topic, which is the file's name: `reviews`.
  public var topic: String
  /// Lists that all lexicons of the language may use.
  public var lists: [NamedList] = []
  /// A word and its forms that no rule gives: `write`, `wrote written`.
  public var irregular: [(word: Phrase, forms: Phrase)] = []
  /// A short form and the words it stands for: `don't`, `do not`.
  public var contractions: [(short: Phrase, long: Phrase)] = []
  /// Words whose full stop does not end a sentence.
  public var abbreviations: [Phrase] = []
  /// Patterns after which, to the end of the clause, a statement is denied.
  public var negations: [Phrase] = []
  /// Patterns before which, back to the start of the clause, a statement is denied.
  public var negationsAfter: [Phrase] = []
  /// Patterns that look like a negation and are none.
  public var notNegations: [Phrase] = []
  /// How many words a negation reaches; `nil`: as far as in English.
  public var negationReach: Int?
  /// How many words a courteous sentence may have beside the courtesy, and twice as many as a line
  /// of names has; `nil`: as in English.
  public var courtesyLength: Int?
  /// Whether an unknown long word is read as two when its end is known.
  public var readsCompounds = false
  /// Whether both sides of an apostrophe are words: l'avis.
  public var splitsAtApostrophe = false
  /// Letters that people also write with several: `ü`, `ue`.
  public var spellings: [(letter: Phrase, letters: Phrase)] = []
  /// What makes which fact hold, in the order of the file.
  public var entries: [Entry] = []

  /// Creates an empty lexicon.
  public init(language: String, topic: String) {
    self.language = language
    self.topic = topic
  }
}

/// Hosts that are told apart in links. Each name stands for itself and its subdomains.
public struct HostLists: Sendable {
  /// Amazon's stores and its own other hosts.
  public var amazon: [Phrase]
  /// Parcel and freight carriers.
  public var carriers: [Phrase]
  /// Amazon's short links, behind which a product or store page is assumed.
  public var amazonShort: [Phrase]
  /// Paths of Amazon's product and store pages: `/dp`; with `*` at the end: how a path begins.
  public var productPaths: [Phrase]
  /// Top-level domains by which a bare domain is known to be one.
  public var topLevelDomains: [Phrase]
  /// Texts of links that don't tell where they lead, without signs around them: `click here`.
  public var emptyLinkTexts: [Phrase]
  /// Hosts of pictures of products, each with the beginning of the path: `media-amazon.com/images/i/`.
  public var productImages: [Phrase]
  /// Parts of addresses whose images only count openings: `/track/open`.
  public var beaconParts: [Phrase]

  /// Creates host lists.
  public init(
    amazon: [Phrase] = [], carriers: [Phrase] = [], amazonShort: [Phrase] = [],
    productPaths: [Phrase] = [], topLevelDomains: [Phrase] = [], emptyLinkTexts: [Phrase] = [],
    productImages: [Phrase] = [], beaconParts: [Phrase] = []
  ) {
    self.amazon = amazon
    self.carriers = carriers
    self.amazonShort = amazonShort
    self.productPaths = productPaths
    self.topLevelDomains = topLevelDomains
    self.emptyLinkTexts = emptyLinkTexts
    self.productImages = productImages
    self.beaconParts = beaconParts
  }
}
