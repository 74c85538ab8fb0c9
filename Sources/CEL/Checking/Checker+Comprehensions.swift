// Macros that walk lists, maps and optionals.

extension Checker {
  mutating func comprehension(_ comprehension: Expression.Comprehension) -> ValueType {
    let checked = check(comprehension.range)
    let range = known(checked)
    switch comprehension.form {
    case .optionalMap, .optionalFlatMap: return optional(comprehension, range)
    default: break
    }
    let (first, second) = variables(comprehension, range)
    let depth = locals.count
    locals.append((comprehension.variables[0].text, first))
    if let name = comprehension.variables.dropFirst().first { locals.append((name.text, second)) }
    defer { locals.removeSubrange(depth...) }
    let name = comprehension.macroName
    if let filter = comprehension.filter { expectBool(filter, "the filter of `\(name)`") }
    switch comprehension.form {
    case .all, .exists, .existsOne:
      expectBool(comprehension.body, "the condition of `\(name)`")
      return .bool
    case .filter:
      expectBool(comprehension.body, "the condition of `filter`")
      return .list(first)
    case .map, .transformList: return .list(check(comprehension.body))
    case .transformMap: return .map(first, check(comprehension.body))
    case .transformMapEntry:
      let body = check(comprehension.body)
      let parameter = substitution.fresh(2)
      let map = ValueType.map(.parameter(parameter), .parameter(parameter + 1))
      if !substitution.assign(body, to: map) {
        report(
          "wrong-type", "`\(name)` needs maps, not \(known(body))", at: comprehension.body.range)
      }
      return map
    case .optionalMap, .optionalFlatMap: return .dyn
    }
  }

  /// The types of the one or two variables.
  private mutating func variables(
    _ comprehension: Expression.Comprehension, _ range: ValueType
  ) -> (ValueType, ValueType) {
    let hasTwo = comprehension.variables.count == 2
    switch range {
    case .list(let element): return hasTwo ? (.int, element) : (element, .dyn)
    case .map(let key, let value): return (key, value)
    case .dyn, .parameter: return (.dyn, .dyn)
    default:
      report(
        "wrong-type", "`\(comprehension.macroName)` walks a list or a map, not \(range)",
        at: comprehension.range.range)
      return (.dyn, .dyn)
    }
  }

  private mutating func optional(
    _ comprehension: Expression.Comprehension, _ range: ValueType
  ) -> ValueType {
    var inner = ValueType.dyn
    switch range {
    case .optional(let type): inner = type
    case .dyn, .parameter: break
    default:
      report(
        "wrong-type", "`\(comprehension.macroName)` needs an optional, not \(range)",
        at: comprehension.range.range)
    }
    locals.append((comprehension.variables[0].text, inner))
    defer { locals.removeLast() }
    let body = check(comprehension.body)
    guard comprehension.form == .optionalFlatMap else { return .optional(body) }
    let result = ValueType.optional(.parameter(substitution.fresh(1)))
    if !substitution.assign(body, to: result) {
      report(
        "wrong-type", "`optFlatMap` needs an optional, not \(known(body))",
        at: comprehension.body.range)
    }
    return result
  }
}
