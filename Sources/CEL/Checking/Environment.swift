// What expressions may name and call, and how big they may get.

/// The variables, functions and limits under which expressions are read.
public struct Environment: Sendable {
  /// The variables; a variable's index is its slot.
  public let variables: [VariableDeclaration]
  /// The functions, by name.
  public let functions: [String: FunctionDeclaration]
  /// The namespace in which names are looked up first: `com.example`.
  public let container: String
  /// How big expressions may get.
  public let limits: Limits
  /// Slots by variable name.
  let slots: [String: Int]

  /// Creates an environment; of two variables or functions of one name, the later one counts.
  ///
  /// - Parameter functions: ``FunctionDeclaration/standard`` and the host's own.
  public init(
    variables: [VariableDeclaration] = [],
    functions: [FunctionDeclaration] = FunctionDeclaration.standard, container: String = "",
    limits: Limits = Limits()
  ) {
    self.variables = variables
    self.functions = Dictionary(functions.map { ($0.name, $0) }) { $1 }
    self.container = container
    self.limits = limits
    slots = Dictionary(variables.enumerated().map { ($1.name, $0) }) { $1 }
  }

  /// Parses a text or a part of one; every diagnostic lies inside the span.
  public func parse(_ span: SourceSpan) throws(Diagnostics) -> Expression {
    try Parser.parse(span, limits: limits)
  }

  /// Finds types and names; throws all problems at once.
  public func check(_ expression: Expression) throws(Diagnostics) -> CheckedExpression {
    var checker = Checker(expression, in: self, isLenient: false)
    return try checker.run()
  }

  /// Parses and checks.
  public func check(_ span: SourceSpan) throws(Diagnostics) -> CheckedExpression {
    try check(parse(span))
  }

  /// Finds names without checking types: what doesn't fit is an error of the evaluation, if it is
  /// evaluated at all.
  public func resolve(_ expression: Expression) throws(Diagnostics) -> CheckedExpression {
    var checker = Checker(expression, in: self, isLenient: true)
    return try checker.run()
  }
}
