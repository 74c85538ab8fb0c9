// Finds the leaves of several graphs, each equal leaf once, with the facts that it rests on and the
// constants that facts are compared with.

import CEL

struct AtomCollector {
  let vocabulary: Vocabulary
  let graphs: [DecisionGraph]
  private(set) var forms = LinearForms()
  private(set) var atoms: [Atom] = []
  /// For each graph, the atom that a step is.
  private(set) var atomOfStep: [[Int: Int]] = []
  /// What facts are compared with directly.
  private(set) var constants: [Int: [Value]] = [:]
  private var known: [String: Int] = [:]

  init(_ vocabulary: Vocabulary, _ graphs: [DecisionGraph]) {
    self.vocabulary = vocabulary
    self.graphs = graphs
  }

  mutating func collect(_ graph: Int, _ needed: [Int]) {
    var names = ScalarNames(graphs[graph], graph)
    var found: [Int: Int] = [:]
    for position in needed {
      let step = graphs[graph].steps[position]
      switch step.operation {
      case .fact, .present, .equal, .less, .lessOrEqual, .wordIsIn, .isInList, .program:
        let name = names.name(ofLeaf: step)
        if let atom = known[name] {
          found[position] = atom
        } else {
          known[name] = atoms.count
          found[position] = atoms.count
          add(step, position, graph, &names)
        }
      default: break
      }
    }
    atomOfStep.append(found)
  }

  private mutating func add(
    _ step: Step, _ position: Int, _ number: Int, _ names: inout ScalarNames
  ) {
    let graph = graphs[number]
    let isDirect = noteConstants(step, graph)
    var form: LinearForm?
    switch step.operation {
    case .less, .lessOrEqual, .equal:
      if let left = forms.form(of: step.first, in: graph, vocabulary),
        let right = forms.form(of: step.second, in: graph, vocabulary)
      {
        form = left.adding(-right)
      }
    default: break
    }
    atoms.append(
      Atom(
        graph: number, step: position, facts: names.facts(ofLeaf: step), form: form,
        isDirect: isDirect))
  }

  /// Whether a leaf compares one fact with constants and nothing else; the constants are noted.
  private mutating func noteConstants(_ step: Step, _ graph: DecisionGraph) -> Bool {
    switch step.operation {
    case .fact, .present, .wordIsIn: return step.first < graph.factCount
    case .equal, .less, .lessOrEqual, .isInList:
      for (fact, other) in [(step.first, step.second), (step.second, step.first)]
      where fact < graph.factCount {
        guard let constant = graph.constant(at: other, for: vocabulary.facts[Int(fact)].type)
        else { continue }
        if step.operation == .isInList {
          guard case .list(let values) = constant else {
            constants[Int(fact), default: []].append(constant)
            return false
          }
          constants[Int(fact), default: []] += values
        } else {
          constants[Int(fact), default: []].append(constant)
        }
        return true
      }
      return false
    default: return false
    }
  }
}

extension DecisionGraph {
  /// The constant at a scalar's position; a word's position is no value of its own.
  fileprivate func constant(at scalar: Int32, for type: FactType) -> Value? {
    guard scalar >= factCount, scalarSteps[Int(scalar)] < 0 else { return nil }
    let constant = constants[Int(scalar) - factCount]
    switch constant.kind {
    case .object: return constantObjects[Int(constant.bits)]
    case .absent, .unknown, .error: return nil
    case .choice:
      guard case .choice(let words) = type, words.indices.contains(Int(constant.bits)) else {
        return .null
      }
      return .string(words[Int(constant.bits)])
    default: return constant.smallValue
    }
  }
}

/// Names for scalars and leaves that are the same in every graph, and the facts behind them.
struct ScalarNames {
  private let graph: DecisionGraph
  private let number: Int
  private var names: [Int32: String] = [:]
  private var factSets: [Int32: Set<Int>] = [:]

  init(_ graph: DecisionGraph, _ number: Int) {
    self.graph = graph
    self.number = number
  }

  mutating func name(ofLeaf step: Step) -> String {
    switch step.operation {
    case .program: return programName(Int(step.first))
    case .wordIsIn: return "in \(name(of: step.first)) \(graph.wordSets[Int(step.second)])"
    case .fact, .present: return "\(step.operation) \(name(of: step.first))"
    default: return "\(step.operation) \(name(of: step.first)) \(name(of: step.second))"
    }
  }

  private mutating func programName(_ position: Int) -> String {
    let program = graph.programs[position]
    var name = "program \(program.text)"
    for slot in program.slots {
      switch graph.names[slot] {
      case .scalar(let scalar): name += " \(self.name(of: scalar))"
      case .truth(let truth): name += " truth \(truth) of \(number)"
      }
    }
    return name
  }

  private mutating func name(of scalar: Int32) -> String {
    if scalar < graph.factCount { return "#\(scalar)" }
    if let known = names[scalar] { return known }
    let name: String
    let position = graph.scalarSteps[Int(scalar)]
    if position < 0 {
      let constant = graph.constants[Int(scalar) - graph.factCount]
      name =
        constant.kind == .object
        ? "\(graph.constantObjects[Int(constant.bits)])"
        : "\(constant.kind) \(constant.bits) \(constant.nanoseconds)"
    } else {
      let step = graph.steps[Int(position)]
      switch step.operation {
      case .call:
        let function = graph.functions[Int(step.first)]
        let operands = graph.operands[Int(step.second)...].prefix(function.arity)
        name = "\(function.name)(\(operands.map { self.name(of: $0) }.joined(separator: ",")))"
      case .scalarProgram: name = programName(Int(step.first))
      case .chooseScalar: name = "chosen \(scalar) of \(number)"
      default:
        let third = step.operation == .plusDays ? self.name(of: step.third) : ""
        name =
          "(\(step.operation) \(self.name(of: step.first)) \(self.name(of: step.second)) \(third))"
      }
    }
    names[scalar] = name
    return name
  }

  /// The facts that a leaf rests on, ascending.
  mutating func facts(ofLeaf step: Step) -> [Int] {
    var found: Set<Int> = []
    switch step.operation {
    case .program: found = facts(ofProgram: Int(step.first))
    case .fact, .present, .wordIsIn: found = facts(of: step.first)
    default: found = facts(of: step.first).union(facts(of: step.second))
    }
    return found.sorted()
  }

  private mutating func facts(ofProgram position: Int) -> Set<Int> {
    var found: Set<Int> = []
    for slot in graph.programs[position].slots {
      switch graph.names[slot] {
      case .scalar(let scalar): found.formUnion(facts(of: scalar))
      case .truth(let truth): found.formUnion(graph.uses.facts(of: truth).map(Int.init))
      }
    }
    return found
  }

  private mutating func facts(of scalar: Int32) -> Set<Int> {
    if scalar < graph.factCount { return [Int(scalar)] }
    if let known = factSets[scalar] { return known }
    var found: Set<Int> = []
    let position = graph.scalarSteps[Int(scalar)]
    if position >= 0 {
      let inputs = graph.inputs[Int(position)]
      for input in inputs.scalars { found.formUnion(facts(of: input)) }
      for input in inputs.truths { found.formUnion(graph.uses.facts(of: input).map(Int.init)) }
    }
    factSets[scalar] = found
    return found
  }
}
