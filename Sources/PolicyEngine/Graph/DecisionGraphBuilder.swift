// Turns checked conditions into the steps of a graph. Conditions are split at `&&`, `||`, `!`, `?:`
// and comparisons; what remains beneath (list macros, text functions) is left to CEL's evaluator.

import CEL

/// Where the parts of one expression stand in the graph, by node id.
struct CompiledExpression: Sendable {
  let checked: CheckedExpression
  var truths: [Int32]
  var scalars: [Int32]
  /// The truth of the whole expression, if it is boolean.
  var truth = DecisionGraphBuilder.nowhere
  /// The scalar of the whole expression, if it is not.
  var scalar = DecisionGraphBuilder.nowhere

  init(_ checked: CheckedExpression) {
    self.checked = checked
    truths = Array(
      repeating: DecisionGraphBuilder.nowhere, count: checked.expression.nodeCount)
    scalars = truths
  }
}

struct DecisionGraphBuilder {
  /// The place of a part that is no step of its own.
  static let nowhere = Int32.min

  let policy: Policy
  var graph = GraphParts()
  let factCount: Int
  /// Facts, parameters, definitions, by slot of the environment.
  var names: [GraphName]
  private var known: [Step: Int32] = [:]
  private var knownPrograms: [String: Int32] = [:]
  private var knownConstants: [Scalar: Int32] = [:]
  private var knownTexts: [Value: Int32] = [:]
  /// Calls by function and operands.
  var calls: [String: Int32] = [:]

  /// Creates a builder; constants get their places when the graph is finished, so until then they
  /// are numbered from -1 downwards.
  init(_ policy: Policy) {
    self.policy = policy
    factCount = policy.vocabulary.facts.count
    names = (0..<factCount).map { .scalar(Int32($0)) }
  }

  // MARK: Names

  /// Adds the next parameter, with its value on the edition's date.
  mutating func addParameter(_ value: Value?) {
    names.append(.scalar(value.map { constant($0) } ?? constant(scalar: .absent)))
  }

  /// Adds the next definition.
  mutating func addDefinition(_ definition: Definition) -> CompiledExpression {
    let compiled = compile(definition.expression)
    names.append(
      compiled.truth != Self.nowhere ? .truth(compiled.truth) : .scalar(compiled.scalar))
    return compiled
  }

  /// Compiles an expression; a boolean one gets a truth, any other a scalar.
  mutating func compile(_ checked: CheckedExpression) -> CompiledExpression {
    var compiled = CompiledExpression(checked)
    let root = checked.expression.root
    if checked.type == .bool {
      compiled.truth = truth(of: root, in: &compiled)
    } else {
      compiled.scalar = scalar(of: root, in: &compiled)
    }
    return compiled
  }

  // MARK: Steps

  /// The truth that a step gives; an equal step that is there already is used again.
  mutating func truth(_ step: Step) -> Int32 {
    if let target = known[step] { return target }
    var placed = step
    placed.target = graph.truthCount
    graph.truthCount += 1
    graph.steps.append(placed)
    known[step] = placed.target
    return placed.target
  }

  /// The scalar that a step gives; an equal step that is there already is used again.
  mutating func scalar(_ step: Step) -> Int32 {
    if let target = known[step] { return target }
    var placed = step
    placed.target = Int32(factCount) + graph.scalarCount
    graph.scalarCount += 1
    graph.steps.append(placed)
    known[step] = placed.target
    return placed.target
  }

  mutating func and(_ left: Int32, _ right: Int32) -> Int32 {
    if left == DecisionGraph.yes || left == right { return right }
    if right == DecisionGraph.yes { return left }
    let (first, second) = (min(left, right), max(left, right))
    return truth(Step(operation: .and, target: 0, first: first, second: second))
  }

  mutating func or(_ left: Int32, _ right: Int32) -> Int32 {
    if left == DecisionGraph.no || left == right { return right }
    if right == DecisionGraph.no { return left }
    let (first, second) = (min(left, right), max(left, right))
    return truth(Step(operation: .or, target: 0, first: first, second: second))
  }

  mutating func not(_ operand: Int32) -> Int32 {
    truth(Step(operation: .not, target: 0, first: operand))
  }

  /// A program as a truth; it need not run if `guardTruth` has the value `settled`.
  mutating func program(
    _ node: Expression.Node, of checked: CheckedExpression, unless guardTruth: Int32,
    is settled: Truth
  ) -> Int32 {
    truth(
      Step(
        operation: .program, target: 0, first: programPosition(node, of: checked),
        second: guardTruth, third: settled == .yes ? 1 : 0))
  }

  mutating func programPosition(_ node: Expression.Node, of checked: CheckedExpression) -> Int32 {
    let text = String(checked.expression.span(of: node).text)
    if let position = knownPrograms[text] { return position }
    let position = Int32(graph.programs.count)
    graph.programs.append(
      GraphProgram(
        program: Program(checked, part: node), text: text, slots: checked.slots(in: node)))
    knownPrograms[text] = position
    return position
  }

  // MARK: Constants

  mutating func constant(_ value: Value) -> Int32 {
    if let small = Scalar(small: value) { return constant(scalar: small) }
    if let position = knownTexts[value] { return position }
    graph.constantObjects.append(value)
    let position = append(Scalar(.object, Int64(graph.constantObjects.count - 1)))
    knownTexts[value] = position
    return position
  }

  mutating func constant(scalar: Scalar) -> Int32 {
    if let position = knownConstants[scalar] { return position }
    let position = append(scalar)
    knownConstants[scalar] = position
    return position
  }

  private mutating func append(_ scalar: Scalar) -> Int32 {
    graph.constants.append(scalar)
    return Int32(-graph.constants.count)
  }

  // MARK: Finishing

  /// The final place of a scalar: facts, then constants, then computed ones.
  func finalScalar(_ position: Int32) -> Int32 {
    if position < 0 { return Int32(factCount) - position - 1 }
    if position < Int32(factCount) { return position }
    return position + Int32(graph.constants.count)
  }
}
