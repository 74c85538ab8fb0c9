// Numbers and spelled-out contacts as people describe them in a file: how phone numbers look, which
// words announce a number, how "@", "." and digits are said. Nothing here is checked yet.

/// How numbers look, and what words say about them.
public struct NumberLists: Sendable {
  /// The phone numbers of a country, or of several that share a calling code.
  public struct Country: Sendable {
    /// The name.
    public var name: Phrase
    /// The calling code without `+`.
    public var callingCode: Phrase
    /// How many digits a national number has, without the digit dialled first: `8-11`.
    public var digits: Phrase
    /// Shapes that no other number has.
    public var alone: [Phrase] = []
    /// Shapes that need a hint before them, or a line of their own.
    public var hinted: [Phrase] = []
    /// Texts that are phone numbers.
    public var must: [Phrase] = []
    /// Texts that are none.
    public var mustNot: [Phrase] = []

    /// Creates a country without shapes.
    public init(name: Phrase, callingCode: Phrase, digits: Phrase) {
      self.name = name
      self.callingCode = callingCode
      self.digits = digits
    }
  }

  /// The tracking numbers of a carrier that are told by their shape.
  public struct Parcels: Sendable {
    /// The carrier, or the body that sets the standard.
    public var carrier: Phrase
    /// How they look.
    public var shapes: [Phrase] = []
    /// How their check digit is made: `s10` or `gs1`; nothing if it is not asked for.
    public var check: Phrase?
    /// Texts with one.
    public var must: [Phrase] = []
    /// Texts without.
    public var mustNot: [Phrase] = []

    /// Creates a carrier without shapes.
    public init(carrier: Phrase) { self.carrier = carrier }
  }

  /// What a word near a number says about it.
  public enum Role: Int, CaseIterable, Sendable {
    /// It is a phone number.
    case phone
    /// The same, for letters with a colon or dot after them.
    case phoneLetters
    /// Somebody can be reached.
    case hint
    /// The same, directly before the number only.
    case hintNext
    /// An order.
    case order
    /// The number of an order.
    case orderNumber
    /// A tracking number.
    case tracking
    /// A parcel.
    case parcel
    /// A word for "number".
    case number
    /// Some other number.
    case other
    /// Nothing; it may stand between such a word and the number.
    case between
    /// The reader's: with a word for "number" it is no phone number of the author.
    case yours
    /// A quantity.
    case unit
  }

  /// How people of one language say contacts.
  public struct Spelling: Sendable {
    /// The language's code.
    public var language: Phrase
    /// Words for @.
    public var at: [Phrase] = []
    /// Words for the dot in a host.
    public var dot: [Phrase] = []
    /// What such a word stands before when it is an ordinary word.
    public var dotNotBefore: [Phrase] = []
    /// Words for digits and two-digit numbers.
    public var digits: [(word: Phrase, digits: Phrase)] = []
    /// Words such as "double", and how often they repeat the next digit.
    public var repeats: [(word: Phrase, times: Phrase)] = []
    /// Words between tens and units or between groups: "y", "の".
    public var joins: [Phrase] = []
    /// Words for the + before a calling code.
    public var plus: [Phrase] = []
    /// Words before "at" or "dot" that are no names.
    public var namesNot: [Phrase] = []
    /// Texts with a contact.
    public var must: [Phrase] = []
    /// Texts without.
    public var mustNot: [Phrase] = []

    /// Creates a spelling without words.
    public init(language: Phrase) { self.language = language }
  }

  /// Calling codes of all countries (ITU-T E.164), as numbers or spans: `220-258`.
  public var callingCodes: [Phrase] = []
  /// What is dialled before a calling code: `00`.
  public var dialledBefore: [Phrase] = []
  /// The countries whose shapes are known.
  public var countries: [Country] = []
  /// The carriers whose tracking numbers are told by their shape.
  public var parcels: [Parcels] = []
  /// Words by what they say.
  public var words: [(role: Role, word: Phrase)] = []
  /// Languages with words for contacts.
  public var spellings: [Spelling] = []
  /// Usual names of mailboxes: `info`.
  public var mailboxes: [Phrase] = []
  /// Hosts of private mail.
  public var mailHosts: [Phrase] = []
  /// Hosts of private mail that are known without a top-level domain.
  public var mailHostsAlone: [Phrase] = []
  /// Top-level domains beside those of ``HostLists/topLevelDomains``.
  public var domains: [Phrase] = []
  /// Top-level domains that are also words, and count only beside "www" or "at".
  public var domainsThatAreWords: [Phrase] = []
  /// Endings of file names, which no host has.
  public var fileSuffixes: [Phrase] = []

  /// Creates lists with nothing in them.
  public init() {}
}
