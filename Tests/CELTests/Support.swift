// Short ways to parse, check and evaluate in tests.

import CEL

func span(_ text: String) -> SourceSpan {
  SourceSpan(SourceText(name: "rule.yaml", text: text), 0..<text.utf8.count)
}

/// The value or the error of an expression, as text.
func evaluate(
  _ text: String, _ variables: [(String, ValueType, Binding)] = [], isChecked: Bool = true
) -> String {
  switch outcome(text, variables, isChecked: isChecked) {
  case .value(let value): value.description
  case .unknown(let slots): "unknown \(slots.sorted())"
  case .error(let error): "error: \(error)"
  }
}

func outcome(
  _ text: String, _ variables: [(String, ValueType, Binding)] = [], isChecked: Bool = true
) -> Outcome {
  let environment = Environment(
    variables: variables.map { VariableDeclaration(name: $0.0, type: $0.1) })
  do throws(Diagnostics) {
    let parsed = try environment.parse(span(text))
    let checked =
      try isChecked ? environment.check(parsed) : environment.resolve(parsed)
    return Program(checked).evaluate(ArrayActivation(variables.map(\.2)))
  } catch {
    return .error(EvaluationError(error.rendered()))
  }
}

/// What the checker says about an expression.
func complaints(
  _ text: String, _ variables: [String: ValueType] = [:], limits: Limits = Limits()
) -> String {
  let declarations = variables.sorted { $0.key < $1.key }
    .map { VariableDeclaration(name: $0.key, type: $0.value) }
  let environment = Environment(variables: declarations, limits: limits)
  do throws(Diagnostics) {
    return try environment.check(span(text)).type.description
  } catch {
    return error.rendered()
  }
}

/// A generator of random numbers that gives the same ones for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
