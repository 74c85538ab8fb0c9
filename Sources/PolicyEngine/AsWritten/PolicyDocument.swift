// A policy as its authors wrote it: nothing here has been checked yet. `Policy` is the checked
// form, and only that one decides.

public import CEL

/// All documents of one policy, as written.
public struct PolicyDocument: Sendable {
  /// The short name by which files choose it, such as `amazon`.
  public var name: Written<String>
  /// A line that says what the policy is about.
  public var title: String
  /// What every answer of this policy owes its reader once, such as who has the last word.
  public var notice: String
  /// The fact that holds the time zone in which times are shown, in CEL spelling; `nil` shows UTC.
  public var zoneFact: String?
  /// The questions that each decision answers, the main one first.
  public var questions: [QuestionDocument]
  /// The vocabulary.
  public var facts: [FactDeclaration]
  /// Numbers and lists with dates in force.
  public var parameters: [ParameterDocument]
  /// Named expressions, in an order in which each uses earlier ones only.
  public var definitions: [DefinitionDocument]
  /// The rules, by chapter, in reading order.
  public var chapters: [ChapterDocument]
  /// Where statements come from.
  public var citations: [CitationDocument]
  /// The dates on which the policy changed.
  public var editions: [EditionDocument]
  /// Statements of the sources that are no rules, with the reason.
  public var setAside: [SetAsideDocument]

  /// Creates a policy document from its parts.
  public init(
    name: Written<String>, title: String, notice: String = "", zoneFact: String? = nil,
    questions: [QuestionDocument],
    facts: [FactDeclaration] = [], parameters: [ParameterDocument] = [],
    definitions: [DefinitionDocument] = [], chapters: [ChapterDocument] = [],
    citations: [CitationDocument] = [], editions: [EditionDocument] = [],
    setAside: [SetAsideDocument] = []
  ) {
    self.name = name
    self.title = title
    self.notice = notice
    self.zoneFact = zoneFact
    self.questions = questions
    self.facts = facts
    self.parameters = parameters
    self.definitions = definitions
    self.chapters = chapters
    self.citations = citations
    self.editions = editions
    self.setAside = setAside
  }
}

/// One question that a decision answers with yes, no or depends.
public struct QuestionDocument: Sendable {
  /// The id that rules name: `permitted`.
  public var id: Written<String>
  /// The question in words.
  public var asks: String
  /// The answer when no rule applies: `true` is yes. With `false`, a permit is needed.
  public var otherwise: Bool

  /// Creates a question.
  public init(id: Written<String>, asks: String, otherwise: Bool) {
    self.id = id
    self.asks = asks
    self.otherwise = otherwise
  }
}

/// A number, time span or list that rules compare with, and its values over time.
public struct ParameterDocument: Sendable {
  /// One value and the day from which it holds.
  public struct Period: Sendable {
    /// From when it holds; `nil` is always.
    public var from: Timestamp?
    /// The value; `nil` says that there is none from this day on.
    public var value: Value?
    /// Where the value comes from.
    public var citations: [Written<String>]
    /// Where it was written.
    public var span: SourceSpan?

    /// Creates a period.
    public init(
      from: Timestamp?, value: Value?, citations: [Written<String>] = [], span: SourceSpan? = nil
    ) {
      self.from = from
      self.value = value
      self.citations = citations
      self.span = span
    }
  }

  /// The name, in CEL spelling: `limit.proactive_days`.
  public var name: Written<String>
  /// What kind of value it is.
  public var type: FactType
  /// What it means, in one line.
  public var meaning: String
  /// The values, each from its day until the next one's.
  public var periods: [Period]

  /// Creates a parameter.
  public init(name: Written<String>, type: FactType, meaning: String, periods: [Period]) {
    self.name = name
    self.type = type
    self.meaning = meaning
    self.periods = periods
  }
}

/// A named expression that rules and later definitions may use like a fact.
public struct DefinitionDocument: Sendable {
  /// The name, in CEL spelling: `message.is_proactive`.
  public var name: Written<String>
  /// The type that the expression must have.
  public var type: FactType
  /// What it means, in one line.
  public var meaning: String
  /// A noun phrase for sentences that compare it.
  public var label: String?
  /// The sentence when it is true.
  public var says: String?
  /// The sentence when it is false.
  public var saysNot: String?
  /// The CEL expression.
  public var expression: Written<String>
  /// Where it comes from.
  public var citations: [Written<String>]

  /// Creates a definition.
  public init(
    name: Written<String>, type: FactType, meaning: String, label: String? = nil,
    says: String? = nil, saysNot: String? = nil, expression: Written<String>,
    citations: [Written<String>] = []
  ) {
    self.name = name
    self.type = type
    self.meaning = meaning
    self.label = label
    self.says = says
    self.saysNot = saysNot
    self.expression = expression
    self.citations = citations
  }
}

/// A source and a position in it, under the short id that rules cite.
public struct CitationDocument: Sendable {
  /// The id: `S42`, `DIS-07`.
  public var id: Written<String>
  /// Title, chapter and position, as people look it up.
  public var place: String
  /// The statement, in our words.
  public var statement: String
  /// How sure it is, such as `A` or `S, B`; empty when not said.
  public var confidence: String

  /// Creates a citation.
  public init(id: Written<String>, place: String, statement: String, confidence: String = "") {
    self.id = id
    self.place = place
    self.statement = statement
    self.confidence = confidence
  }
}

/// A date on which the policy changed, with a name.
public struct EditionDocument: Sendable {
  /// The id: `2020-11`.
  public var id: Written<String>
  /// The name that people know it by.
  public var title: String
  /// The first instant on which it is in force; `nil` is always.
  public var from: Timestamp?
  /// What it changed.
  public var about: String
  /// Where that is known from.
  public var citations: [Written<String>]

  /// Creates an edition.
  public init(
    id: Written<String>, title: String, from: Timestamp?, about: String,
    citations: [Written<String>] = []
  ) {
    self.id = id
    self.title = title
    self.from = from
    self.about = about
    self.citations = citations
  }
}

/// A statement of a source that is no rule, and why.
public struct SetAsideDocument: Sendable {
  /// The citation's id.
  public var id: Written<String>
  /// Why no rule follows from it.
  public var reason: String

  /// Creates an entry.
  public init(id: Written<String>, reason: String) {
    self.id = id
    self.reason = reason
  }
}
