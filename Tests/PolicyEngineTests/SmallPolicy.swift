// Policies of a few lines for tests: facts, definitions and rules given as text.

import CEL
import PolicyEngine
import Testing

/// A policy written in a line or two.
struct SmallPolicy {
  var facts: [FactDeclaration] = []
  var parameters: [ParameterDocument] = []
  var definitions: [DefinitionDocument] = []
  var rules: [RuleDocument] = []
  var zoneFact: String?

  /// Declares a fact; `states` are its default and labels.
  mutating func fact(
    _ name: String, _ type: FactType, _ standard: FactState = .unknown, label: String? = nil,
    says: String? = nil, saysNot: String? = nil, meanings: [String] = []
  ) {
    facts.append(
      FactDeclaration(
        name: Written(name), type: type, choiceMeanings: meanings, standard: standard,
        meaning: "A fact of the test.", label: label, says: says, saysNot: saysNot))
  }

  /// Declares a definition.
  mutating func definition(_ name: String, _ type: FactType = .bool, _ expression: String) {
    definitions.append(
      DefinitionDocument(
        name: Written(name), type: type, meaning: "A definition of the test.",
        says: "\(name) holds", saysNot: "\(name) does not hold", expression: Written(expression)))
  }

  /// Adds a rule on the question `allowed`, or another one.
  mutating func rule(
    _ id: String, _ effect: Effect, when condition: String, must: String? = nil,
    unless: String? = nil, question: String = "allowed", says: String = "It applies.",
    from: Timestamp? = nil, until: Timestamp? = nil
  ) {
    var rule = RuleDocument(
      id: Written(id), title: "The rule \(id)", question: Written(question), effect: effect,
      when: Written(condition), says: Written(says))
    rule.must = must.map { Written($0) }
    rule.unless = unless.map { Written($0) }
    rule.citations = [Written("T1")]
    rule.from = from
    rule.until = until
    rules.append(rule)
  }

  /// The policy as written: the question `allowed` needs a permit, `arrives` does not.
  var document: PolicyDocument {
    PolicyDocument(
      name: Written("test"), title: "A policy for tests", zoneFact: zoneFact,
      questions: [
        QuestionDocument(id: Written("allowed"), asks: "is it allowed", otherwise: false),
        QuestionDocument(id: Written("arrives"), asks: "does it arrive", otherwise: true),
      ],
      facts: facts, parameters: parameters, definitions: definitions,
      chapters: [ChapterDocument(title: "Rules", about: "All of them.", rules: rules)],
      citations: [
        CitationDocument(id: Written("T1"), place: "The test", statement: "It says so.")
      ])
  }

  /// The edition of 2021.
  func edition() throws -> Edition {
    Edition(try Policy(document), on: try #require(instant("2021-01-01T00:00:00Z")))
  }
}

/// An instant from RFC 3339 text.
func instant(_ text: String) -> Timestamp? { Timestamp(text) }

extension FactTable {
  /// The table with a stated fact.
  func with(_ name: String, _ state: FactState) throws -> FactTable {
    var table = self
    table.set(try #require(vocabulary.slot(of: name)), to: state, because: .stated(nil))
    return table
  }

  /// The table with a stated value.
  func with(_ name: String, _ value: Value) throws -> FactTable {
    try with(name, .value(value))
  }
}
