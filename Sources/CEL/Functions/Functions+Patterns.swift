// `matches`: regular expressions in linear time, refused by the checker when they are literals.

extension FunctionDeclaration {
  static let patterns: [FunctionDeclaration] = [
    FunctionDeclaration(
      name: "matches",
      overloads: [
        Overload("matches_string", [.string, .string], .bool, isMember: true),
        Overload("matches", [.string, .string], .bool),
      ],
      summary: "Whether a part of the text matches a regular expression in RE2's syntax",
      example: "'order 123'.matches('^order [0-9]+$')",
      preparation: { constants throws(EvaluationError) in
        guard constants.count == 2, case .string(let text)? = constants[1] else { return nil }
        let pattern = try Pattern(text, argument: 1)
        return { arguments, steps throws(EvaluationError) in
          guard case .string(let text)? = arguments.first else {
            throw noOverload("matches", arguments)
          }
          return .bool(try pattern.matches(text, steps: &steps))
        }
      }
    ) { arguments, steps throws(EvaluationError) in
      guard arguments.count == 2, case .string(let text) = arguments[0],
        case .string(let pattern) = arguments[1]
      else { throw noOverload("matches", arguments) }
      steps -= pattern.utf8.count
      try Meter.check(steps)
      return .bool(try Pattern(pattern, argument: 1).matches(text, steps: &steps))
    }
  ]
}
