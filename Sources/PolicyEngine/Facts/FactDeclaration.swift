// A fact declared once: the checker, the scenario reader, completion and the shell's `terms` read
// this one entry.

/// One fact that rules may speak of.
public struct FactDeclaration: Sendable {
  /// Where the value of a fact comes from when nobody states it.
  public enum Origin: Sendable {
    /// Only from people.
    case people
    /// Found in the text of the message.
    case analysis
    /// Counted over what was sent and received.
    case tally(Tally)
  }

  /// The name in CEL spelling: `order.delivered`, `buyer.opted_out`.
  public var name: Written<String>
  /// The kind of value.
  public var type: FactType
  /// For a choice: what each word means, in the order of the words; for a text, of ``samples``.
  public var choiceMeanings: [String]
  /// For a text: some that it often is, to offer, and to try while it is not known.
  public var samples: [String]
  /// What holds when nothing is said.
  public var standard: FactState
  /// What it means, in one line.
  public var meaning: String
  /// A noun phrase for sentences that compare it: `the delivery date`.
  public var label: String
  /// The sentence when it is true: `the buyer has opted out`.
  public var says: String?
  /// The sentence when it is false.
  public var saysNot: String?
  /// Whether people may state it in scenarios.
  public var isGiven: Bool
  /// Where the value comes from otherwise.
  public var origin: Origin
  /// Whether it is found in the attached files, and not in words.
  public var isOfFiles = false
  /// How it can be changed.
  public var alteration: Alteration
  /// For a fact that is found in texts: short texts in which it is found.
  public var sampleTexts: [String] = []
  /// For a fact that is found in subjects: subjects in which it is found.
  public var sampleSubjects: [String] = []
  /// Where the fact is known from.
  public var citations: [Written<String>]

  /// Creates a declaration.
  public init(
    name: Written<String>, type: FactType, choiceMeanings: [String] = [],
    samples: [String] = [], standard: FactState, meaning: String, label: String? = nil,
    says: String? = nil, saysNot: String? = nil, isGiven: Bool = true,
    origin: Origin = .people, alteration: Alteration = Alteration(.state),
    citations: [Written<String>] = []
  ) {
    self.name = name
    self.type = type
    self.choiceMeanings = choiceMeanings
    self.samples = samples
    self.standard = standard
    self.meaning = meaning
    self.label = label ?? FactName.shown(name.content)
    self.says = says
    self.saysNot = saysNot
    self.isGiven = isGiven
    self.origin = origin
    self.alteration = alteration
    self.citations = citations
  }
}

/// How a fact is counted over the messages sent and received so far.
public struct Tally: Sendable {
  /// Which messages.
  public enum Direction: String, Hashable, Sendable, CaseIterable { case sent, received }
  /// Messages that share what with the one in question.
  public enum Scope: String, Hashable, Sendable, CaseIterable { case order, buyer, seller, thread }
  /// What is told of them.
  public enum Result: String, Hashable, Sendable, CaseIterable {
    case count
    case firstTime = "first-time"
    case lastTime = "last-time"
    case lastIdentifier = "last-id"
    case lastChannel = "last-channel"
    case lastPurpose = "last-purpose"
  }

  /// Sent or received messages.
  public var direction: Direction
  /// Those on the same order, buyer, seller or thread.
  public var scope: Scope
  /// Only messages for which this CEL condition held when they were sent or received.
  public var condition: Written<String>?
  /// What is told of them; without any such message a count is 0 and the rest is absent.
  public var result: Result

  /// Creates a tally.
  public init(
    direction: Direction, scope: Scope, condition: Written<String>?, result: Result
  ) {
    self.direction = direction
    self.scope = scope
    self.condition = condition
    self.result = result
  }
}

/// The two spellings of a fact's name.
public enum FactName {
  /// The spelling for people and YAML: `buyer.opted-out`.
  public static func shown(_ name: String) -> String {
    exchanging("_", for: "-", in: name)
  }

  /// The spelling for CEL: `buyer.opted_out`.
  public static func inConditions(_ name: String) -> String {
    exchanging("-", for: "_", in: name)
  }

  private static func exchanging(
    _ old: Unicode.Scalar, for new: Unicode.Scalar, in name: String
  ) -> String {
    let (old, new) = (UInt8(ascii: old), UInt8(ascii: new))
    guard name.utf8.contains(old) else { return name }
    return String(decoding: name.utf8.map { $0 == old ? new : $0 }, as: UTF8.self)
  }
}
