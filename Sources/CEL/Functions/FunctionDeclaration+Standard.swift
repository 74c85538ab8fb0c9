// The one table of standard functions, a file for each subject.

extension FunctionDeclaration {
  /// All functions of the language and of its string, math, encoding and optional extensions.
  public static var standard: [FunctionDeclaration] { standard(zones: TimeZoneCache()) }

  /// The standard functions with a cache of time zones that the host shares.
  public static func standard(zones: TimeZoneCache) -> [FunctionDeclaration] {
    operators + conversions + strings + texts + formatting + patterns + times(zones) + math
      + bits + encoders + optionals
  }

  /// An entry of the table.
  static func entry(
    _ name: String, _ overloads: [Overload], _ summary: String, example: String,
    _ implementation: @escaping Implementation
  ) -> FunctionDeclaration {
    FunctionDeclaration(
      name: name, overloads: overloads, summary: summary, example: example,
      implementation: implementation)
  }

  /// What an implementation throws for arguments that fit no overload.
  static func noOverload(_ function: String, _ arguments: [Value]) -> EvaluationError {
    EvaluationError(.noOverload(function: function, arguments: arguments.map(\.type)))
  }
}
