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
    // Truths from truths.
    case not, and, or, choose, same
    /// `first`: a program in `programs`; `second`: a truth; the program only runs if that is
    /// neither `third` (0 no, 1 yes).
    case program
    // Scalars from scalars.
    case addDuration, subtractDuration, subtractInstants, add, subtract, multiply
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

/// The steps of all rules in force, and what they refer to.
struct DecisionGraph: Sendable {
  /// The number of fact slots; the first scalars are the facts themselves.
  var factCount: Int
  /// Constants, which follow the facts among the scalars.
  var constants: [Scalar] = []
  var constantObjects: [Value] = []
  var steps: [Step] = []
  var truthCount: Int32 = 2
  var scalarCount: Int32
  /// For `wordIsIn`: a bit for each word of a choice.
  var wordSets: [UInt64] = []
  var programs: [GraphProgram] = []
  var functions: [GraphFunction] = []
  var operands: [Int32] = []
  /// What facts, parameters and definitions stand for, by slot of the environment.
  var names: [GraphName] = []
  /// The step that gives each truth and each scalar; -1 for facts and constants.
  var truthSteps: [Int32] = []
  var scalarSteps: [Int32] = []

  /// The truths that are always there.
  static let no: Int32 = 0
  static let yes: Int32 = 1

  func step(ofTruth truth: Int32) -> Step? {
    let position = truthSteps[Int(truth)]
    return position < 0 ? nil : steps[Int(position)]
  }

  func step(ofScalar scalar: Int32) -> Step? {
    let position = scalarSteps[Int(scalar)]
    return position < 0 ? nil : steps[Int(position)]
  }
}

/// What a fact, a parameter or a definition stands for.
enum GraphName: Sendable {
  case truth(Int32)
  case scalar(Int32)
}

/// A part of a condition that CEL itself evaluates.
struct GraphProgram: Sendable {
  let program: Program
  /// The variables that it reads.
  let slots: [Int]
}

/// A function of scalars, with the number of its operands.
struct GraphFunction: Sendable {
  let arity: Int
  let apply: @Sendable ([Value]) throws(EvaluationError) -> Value
}

/// All results of one decision.
struct Evaluation: Sendable {
  var truths: [Truth]
  var scalars: [Scalar]
  /// Texts and lists that scalars refer to: first the facts' own, then the constants', then
  /// computed ones.
  var objects: [Value]
  /// Why a step failed, by the step's number.
  var errors: [Int32: EvaluationError] = [:]
}
