// One rule as written, with the examples that are its tests.

public import CEL

/// What a rule does when it applies.
public enum Effect: String, Hashable, Sendable, CaseIterable {
  /// Answers its question with yes, unless something forbids.
  case permit
  /// Answers its question with no.
  case forbid
  /// Answers its question with no when what it asks for does not hold.
  case require
  /// Gives a hint; changes no answer.
  case advise
  /// Names something that must be done; changes no answer.
  case duty
}

/// What kind of next step helps when a rule decides against a message.
public enum RemedyKind: String, Hashable, Sendable, CaseIterable {
  /// Wait until a time.
  case wait
  /// Edit the message.
  case edit
  /// Use another channel.
  case channel
  /// Do something else first.
  case doFirst = "do-first"
  /// Say a fact that is not known.
  case supplyFact = "supply-fact"
  /// Nothing helps.
  case none
}

/// A next step: its kind and a sentence, which may hold `{CEL}` holes.
public struct Remedy: Sendable {
  /// The kind.
  public var kind: RemedyKind
  /// The sentence template.
  public var text: Written<String>

  /// Creates a remedy.
  public init(kind: RemedyKind, text: Written<String>) {
    self.kind = kind
    self.text = text
  }
}

/// Rules that belong together, in reading order.
public struct ChapterDocument: Sendable {
  /// The heading.
  public var title: String
  /// What the chapter is about.
  public var about: String
  /// The rules.
  public var rules: [RuleDocument]

  /// Creates a chapter.
  public init(title: String, about: String, rules: [RuleDocument]) {
    self.title = title
    self.about = about
    self.rules = rules
  }
}

/// One rule, as written.
public struct RuleDocument: Sendable {
  /// The id, stable for ever: `reviews.once-per-order`.
  public var id: Written<String>
  /// A heading of a few words.
  public var title: String
  /// The id of the question that it helps to answer.
  public var question: Written<String>
  /// What it does.
  public var effect: Effect
  /// The first instant on which it is in force; `nil` is always.
  public var from: Timestamp?
  /// The first instant on which it is no longer in force; `nil` is never.
  public var until: Timestamp?
  /// The condition under which it applies, in CEL.
  public var when: Written<String>
  /// For `require`: what must hold when the condition does.
  public var must: Written<String>?
  /// An exception: the rule does not apply where this holds.
  public var unless: Written<String>?
  /// Where the exception comes from.
  public var unlessCitations: [Written<String>]
  /// The sentence when the rule decides, with `{CEL}` holes for the values compared.
  public var says: Written<String>
  /// The reason for the rule.
  public var why: String?
  /// For advice: whether hearing it once in a conversation is enough.
  public var isToldOnce = false
  /// The next step.
  public var remedy: Remedy?
  /// The citation of a conflict between sources in which this rule takes one side.
  public var conflict: Written<String>?
  /// Where it comes from.
  public var citations: [Written<String>]
  /// Cases on both sides.
  public var examples: [ExampleDocument]

  /// Creates a rule that is in force always and has no exception.
  public init(
    id: Written<String>, title: String, question: Written<String>, effect: Effect,
    when: Written<String>, says: Written<String>
  ) {
    self.id = id
    self.title = title
    self.question = question
    self.effect = effect
    self.when = when
    self.says = says
    unlessCitations = []
    citations = []
    examples = []
  }
}

/// A case that shows one side of a rule.
public struct ExampleDocument: Sendable {
  /// A fact stated by an example, by its name in CEL spelling.
  public struct Given: Sendable {
    /// The fact.
    public var fact: Written<String>
    /// Its state.
    public var state: FactState

    /// Creates a stated fact.
    public init(fact: Written<String>, state: FactState) {
      self.fact = fact
      self.state = state
    }
  }

  /// What the case is, in a few words.
  public var title: Written<String>
  /// Whether the rule applies (a `require`: is not met) in this case.
  public var decides: Bool
  /// Facts that differ from the vocabulary's defaults.
  public var given: [Given]
  /// A subject line to analyse.
  public var subject: String?
  /// A body to analyse.
  public var body: String?

  /// Creates an example.
  public init(
    title: Written<String>, decides: Bool, given: [Given], subject: String? = nil,
    body: String? = nil
  ) {
    self.title = title
    self.decides = decides
    self.given = given
    self.subject = subject
    self.body = body
  }
}
