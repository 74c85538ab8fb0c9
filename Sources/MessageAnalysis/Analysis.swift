// What an analysis tells: one value for each fact, and the findings that each value rests on.

/// A fact that the analyzer knows from a text alone.
public struct TextFact: Hashable, Sendable {
  /// The values that a fact can have.
  public enum Kind: Hashable, Sendable {
    /// Yes or no.
    case bool
    /// A count.
    case int
    /// A measure.
    case number
    /// One of these words.
    case choice([String])
    /// A text, or none.
    case string
    /// A list of texts.
    case strings
  }

  /// The name with hyphens: `message.asks-for-review`.
  public let name: String
  /// The values it can have.
  public let kind: Kind
  /// What exactly it means, in a sentence.
  public let summary: String

  /// Creates a fact.
  public init(name: String, kind: Kind, summary: String) {
    self.name = name
    self.kind = kind
    self.summary = summary
  }
}

/// The value of a text fact.
public enum TextValue: Hashable, Sendable {
  /// Yes or no.
  case bool(Bool)
  /// A count.
  case int(Int)
  /// A measure.
  case number(Double)
  /// A word of the fact's choice.
  case choice(String)
  /// A text.
  case string(String)
  /// No text, as there is nothing that it could be read from.
  case absent
  /// Texts in the order in which they stand in the message, each once.
  case strings([String])
  /// Not known, since the text could not be read that far.
  case unknown
}

/// One place in a message that makes a fact what it is.
public struct Finding: Hashable, Sendable {
  /// The index of the fact in ``Analyzer/facts``.
  public let fact: Int
  /// The part of the message.
  public let part: MessagePart
  /// UTF-8 offsets in that part, on the boundaries of Unicode scalars.
  public let range: Range<Int>
  /// The index in ``Analyzer/detectors`` of what found it: a scanner or a pattern.
  public let detector: Int
}

/// What has found something: a scanner, or a pattern of a lexicon.
public struct Detector: Hashable, Sendable {
  /// A stable name: `links`, `en/reviews message.asks-for-review 3`.
  public let id: String
  /// What it looks for: a sentence, or the pattern as written.
  public let summary: String
}

/// What a message's text says.
public struct Analysis: Hashable, Sendable {
  /// The findings, sorted by part, place and fact.
  public let findings: [Finding]
  /// One value for each of ``Analyzer/facts``, in their order.
  public let values: [TextValue]

  /// The findings of one fact, in the order of their places.
  public func findings(of fact: Int) -> [Finding] { findings.filter { $0.fact == fact } }
}
