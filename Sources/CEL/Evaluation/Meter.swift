// Counts work and sizes while an expression is evaluated, so that none can run long or grow big.

/// Charges for work.
enum Meter {
  static let exhausted = EvaluationError(
    .limit("the expression takes more steps than its limit allows"))

  /// Fails when the steps are used up.
  static func check(_ steps: Int) throws(EvaluationError) {
    if steps < 0 { throw exhausted }
  }

  /// Charges for a built text and checks its size.
  static func charge(bytes: Int, _ steps: inout Int) throws(EvaluationError) {
    guard bytes <= Limits.builtBytes else {
      throw EvaluationError(.limit("a text would be longer than \(Limits.builtBytes) bytes"))
    }
    steps -= 1 + bytes / 16
    try check(steps)
  }

  /// Charges for a built list with all that is in it, and checks size and depth.
  static func charge(elements: [Value], _ steps: inout Int) throws(EvaluationError) {
    try checkCount(elements.count)
    steps -= elements.count
    for element in elements { try measure(element, &steps, depth: 1) }
    try check(steps)
  }

  static func checkCount(_ count: Int) throws(EvaluationError) {
    guard count <= Limits.builtElements else {
      throw EvaluationError(
        .limit("a list or map would have more than \(Limits.builtElements) elements"))
    }
  }

  /// Charges for everything inside a value that becomes part of another.
  static func measure(
    _ value: Value, _ steps: inout Int, depth: Int
  ) throws(EvaluationError) {
    switch value {
    case .list(let elements):
      try checkDepth(depth)
      steps -= elements.count
      try check(steps)
      for element in elements { try measure(element, &steps, depth: depth + 1) }
    case .map(let map):
      try checkDepth(depth)
      steps -= map.count * 2
      try check(steps)
      for (_, value) in map.entries { try measure(value, &steps, depth: depth + 1) }
    case .optional(let inner?):
      try checkDepth(depth)
      try measure(inner, &steps, depth: depth + 1)
    default: break
    }
  }

  private static func checkDepth(_ depth: Int) throws(EvaluationError) {
    guard depth < Limits.builtDepth else {
      throw EvaluationError(
        .limit("lists and maps would be nested more than \(Limits.builtDepth) deep"))
    }
  }

  /// The work of looking once at a value's own content.
  static func size(_ value: Value) -> Int {
    switch value {
    case .string(let text): text.utf8.count / 16
    case .bytes(let bytes): bytes.count / 16
    case .list(let list): list.count
    case .map(let map): map.count
    default: 0
    }
  }

  /// Checks and charges what a function gave.
  static func charge(result: Value, _ steps: inout Int) throws(EvaluationError) {
    switch result {
    case .string(let text): try charge(bytes: text.utf8.count, &steps)
    case .bytes(let bytes): try charge(bytes: bytes.count, &steps)
    case .list(let list): try charge(elements: list, &steps)
    case .map, .optional: try measure(result, &steps, depth: 0)
    default: break
    }
  }
}
