// A rule whose conditions are well typed and whose citations exist.

public import CEL

/// One checked rule.
public struct Rule: Sendable {
  /// The rule as written.
  public let document: RuleDocument
  /// The title of its chapter.
  public let chapter: String
  /// The position of its question in ``Policy/questions``.
  public let question: Int
  var when: CheckedExpression
  var must: CheckedExpression?
  var unless: CheckedExpression?
  let says: Template
  let remedy: Template?

  /// The id: `reviews.once-per-order`.
  public var id: String { document.id.content }
  /// A heading of a few words.
  public var title: String { document.title }
  /// What it does when it applies.
  public var effect: Effect { document.effect }

  /// Whether the rule is in force at an instant.
  public func isInForce(at instant: Timestamp) -> Bool {
    if let from = document.from, instant < from { return false }
    if let until = document.until, instant >= until { return false }
    return true
  }
}

extension Rule {
  /// The rule with another condition.
  func changing(_ part: Mutant.RulePart, to condition: CheckedExpression?) -> Rule {
    guard let condition else { return self }
    var rule = self
    switch part {
    case .when: rule.when = condition
    case .must: rule.must = condition
    case .unless: rule.unless = condition
    }
    return rule
  }
}

/// One checked definition.
public struct Definition: Sendable {
  /// The definition as written.
  public let document: DefinitionDocument
  let expression: CheckedExpression

  /// The name in CEL spelling.
  public var name: String { document.name.content }
}
