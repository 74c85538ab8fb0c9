// A policy that has been checked: its rules are well typed, its names and ids unique, its
// citations exist. Holding a `Policy` is the proof.

public import CEL

/// A checked policy over all its editions. It is a class since its editions share it.
public final class Policy: Sendable {
  /// The policy as written.
  public let document: PolicyDocument
  /// The facts that its conditions speak of.
  public let vocabulary: Vocabulary
  /// The variables and functions of its conditions: facts, parameters, definitions, in this order.
  public let environment: Environment
  /// Every rule of every edition, in reading order.
  public let rules: [Rule]
  /// The definitions, each using earlier ones only.
  public let definitions: [Definition]
  /// The time zones met so far.
  public let zones: TimeZoneCache
  let tallyConditions: [Int: CheckedExpression]
  private let rulePositions: [String: Int]
  private let citationPositions: [String: Int]

  /// Checks a policy.
  ///
  /// - Parameter document: The policy as written.
  /// - Throws: every problem of the policy, in the order of their places.
  public init(_ document: PolicyDocument) throws(Diagnostics) {
    let vocabulary = try Vocabulary(document.facts)
    let zones = TimeZoneCache()
    var checker = PolicyChecker(
      document, vocabulary, FunctionDeclaration.standard + CalendarFunctions.all(zones))
    checker.checkAll()
    guard checker.problems.isEmpty else { throw Diagnostics(checker.problems) }
    self.document = document
    self.vocabulary = vocabulary
    self.zones = zones
    environment = checker.environment
    rules = checker.rules
    definitions = checker.definitions
    tallyConditions = checker.tallyConditions
    rulePositions = checker.rulePositions
    citationPositions = checker.citationPositions
  }

  /// A policy with other rules, definitions and parameters than one that was checked, of the same
  /// names and types.
  private init(
    _ policy: Policy, document: PolicyDocument? = nil, rules: [Rule]? = nil,
    definitions: [Definition]? = nil
  ) {
    self.document = document ?? policy.document
    self.rules = rules ?? policy.rules
    self.definitions = definitions ?? policy.definitions
    vocabulary = policy.vocabulary
    environment = policy.environment
    zones = policy.zones
    tallyConditions = policy.tallyConditions
    rulePositions = Dictionary(
      uniqueKeysWithValues: self.rules.enumerated().map { ($1.id, $0) })
    citationPositions = policy.citationPositions
  }

  /// The policy with some of its rules only.
  convenience init(_ policy: Policy, keeping rules: [Rule]) {
    self.init(policy, rules: rules)
  }

  /// The policy with one fault in it.
  convenience init(_ policy: Policy, changedBy mutant: Mutant) {
    var document = policy.document
    var rules = policy.rules
    var definitions = policy.definitions
    switch mutant.subject {
    case .rule(let id, let part):
      if let position = policy.rulePositions[id] {
        rules[position] = rules[position].changing(part, to: mutant.condition)
      }
    case .definition(let name):
      if let position = definitions.firstIndex(where: { $0.name == name }),
        let condition = mutant.condition
      {
        definitions[position] = Definition(
          document: definitions[position].document, expression: condition)
      }
    case .parameter(let name, let period):
      if let position = document.parameters.firstIndex(where: { $0.name.content == name }) {
        document.parameters[position].periods[period].value = mutant.value
      }
    }
    self.init(policy, document: document, rules: rules, definitions: definitions)
  }

  /// The questions that each decision answers, the main one first.
  public var questions: [QuestionDocument] { document.questions }

  /// The rule with this id, in force or not.
  public func rule(_ id: String) -> Rule? { rulePositions[id].map { rules[$0] } }

  /// The position in ``rules`` of the rule with this id.
  func position(ofRule id: String) -> Int? { rulePositions[id] }

  /// The citation with this id.
  public func citation(_ id: String) -> CitationDocument? {
    citationPositions[id].map { document.citations[$0] }
  }

  /// The slot of a parameter or definition in ``environment`` comes after those of the facts.
  var firstParameterSlot: Int { vocabulary.facts.count }
  var firstDefinitionSlot: Int { vocabulary.facts.count + document.parameters.count }
}
