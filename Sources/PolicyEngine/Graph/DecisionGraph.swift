// A whole policy as one list of small steps over flat arrays. Equal parts of different rules are
// one step, so each is computed once per decision; the arrays of results *are* the record that
// explanations read, and nothing is ever computed a second time to explain it.
//
// Bryant, "Graph-Based Algorithms for Boolean Function Manipulation" (1986) calls the sharing of
// equal parts by a table of known nodes a unique table; `DecisionGraphBuilder` holds ours.

import CEL

/// One step: writes one truth or one scalar.
struct Step: Hashable, Sendable {
  enum Operation: UInt8, Comparable, Sendable {
    // Truths from facts and scalars. `first`, `second`: scalars.
    case fact, present, equal, less, lessOrEqual
    /// `first`: a scalar that holds a choice; `second`: a set of its words in `wordSets`.
    case wordIsIn
    /// `first`: a scalar; `second`: one that holds a list.
    case isInList
    // Truths from truths.
    case not, and, or, choose, same
    /// `first`: a program in `programs`; `second`: a truth; the program only runs if that is
    /// neither `third` (0 no, 1 yes).
    case program
    // Scalars from scalars.
    case addDuration, subtractDuration, subtractInstants, add, subtract, multiply
    /// `first`: an instant, `second`: a number of days, `third`: a zone's name.
    case plusDays
    /// `first`: a function in `functions`; `second`: the first of its operands in `operands`.
    case call
    /// `first`: a program in `programs`.
    case scalarProgram
    /// `first`: a truth, `second` and `third`: scalars.
    case chooseScalar

    static func < (left: Operation, right: Operation) -> Bool { left.rawValue < right.rawValue }

    /// Whether the step gives a scalar, not a truth.
    var givesScalar: Bool { self >= .addDuration }
  }

  var operation: Operation
  var target: Int32
  var first: Int32
  var second: Int32 = 0
  var third: Int32 = 0
}

/// The steps of all rules in force, and what they refer to. It is a class since every decision
/// reads it in place.
final class DecisionGraph: Sendable {
  /// The number of fact slots; the first scalars are the facts themselves.
  let factCount: Int
  /// Constants, which follow the facts among the scalars.
  let constants: [Scalar]
  let constantObjects: [Value]
  let steps: [Step]
  let truthCount: Int
  let scalarCount: Int
  /// For `wordIsIn`: a bit for each word of a choice.
  let wordSets: [UInt64]
  let programs: [GraphProgram]
  let functions: [GraphFunction]
  let operands: [Int32]
  /// What facts, parameters and definitions stand for, by slot of the environment.
  let names: [GraphName]
  /// The step that gives each truth and each scalar; -1 for facts and constants.
  let truthSteps: [Int32]
  let scalarSteps: [Int32]
  /// What each step reads.
  let inputs: [StepInputs]
  let uses: FactUses

  /// The truths that are always there.
  static let no: Int32 = 0
  static let yes: Int32 = 1

  /// Takes over finished parts, in which every scalar has its final place.
  init(_ parts: GraphParts, names: [GraphName], factCount: Int) {
    self.factCount = factCount
    self.names = names
    constants = parts.constants
    constantObjects = parts.constantObjects
    steps = parts.steps
    truthCount = Int(parts.truthCount)
    scalarCount = Int(parts.scalarCount)
    wordSets = parts.wordSets
    programs = parts.programs
    functions = parts.functions
    operands = parts.operands
    var truthSteps = [Int32](repeating: -1, count: truthCount)
    var scalarSteps = [Int32](repeating: -1, count: scalarCount)
    for (position, step) in steps.enumerated() {
      if step.operation.givesScalar {
        scalarSteps[Int(step.target)] = Int32(position)
      } else {
        truthSteps[Int(step.target)] = Int32(position)
      }
    }
    self.truthSteps = truthSteps
    self.scalarSteps = scalarSteps
    inputs = steps.map { parts.inputs(of: $0, names: names) }
    uses = FactUses(
      steps, inputs: inputs, factCount: factCount, truthCount: truthCount,
      scalarCount: scalarCount)
  }
}

/// The truths and scalars that a step reads.
struct StepInputs: Sendable {
  var truths: [Int32] = []
  var scalars: [Int32] = []
}

/// A graph that is being built.
struct GraphParts: Sendable {
  var constants: [Scalar] = []
  var constantObjects: [Value] = []
  var steps: [Step] = []
  var truthCount: Int32 = 2
  var scalarCount: Int32 = 0
  var wordSets: [UInt64] = []
  var programs: [GraphProgram] = []
  var functions: [GraphFunction] = []
  var operands: [Int32] = []
}

/// What a fact, a parameter or a definition stands for.
enum GraphName: Sendable {
  case truth(Int32)
  case scalar(Int32)
}

/// A part of a condition that CEL itself evaluates. It is a class so that running it copies
/// nothing.
final class GraphProgram: Sendable {
  let program: Program
  /// The variables that it reads.
  let slots: [Int]

  init(program: Program, slots: [Int]) {
    self.program = program
    self.slots = slots
  }
}

/// A function of scalars, with the number of its operands.
struct GraphFunction: Sendable {
  /// The id of its overload.
  let name: String
  let arity: Int
  let apply: @Sendable ([Value]) throws(EvaluationError) -> Value
}
