// A checked expression compiled to closures: no names are looked up while it runs.

/// An expression ready to be evaluated again and again.
public struct Program: Sendable {
  /// What was compiled.
  public let checked: CheckedExpression
  private let code: Code
  private let localCount: Int
  /// The node that was compiled.
  private let root: Expression.Node

  /// Compiles an expression.
  ///
  /// - Parameter part: a node that reads no variables of macros around it; `nil` for the whole.
  public init(_ checked: CheckedExpression, part: Expression.Node? = nil) {
    self.checked = checked
    root = part ?? checked.expression.root
    var compiler = Compiler(checked, isRecording: false)
    code = compiler.code(root)
    localCount = compiler.localCount
  }

  /// Evaluates the expression.
  public func evaluate(_ activation: some Activation) -> Outcome {
    var frame = Frame(
      activation: activation, localCount: localCount, steps: checked.environment.limits.steps)
    return code(&frame)
  }

  /// Evaluates the expression and keeps the outcome of every node by its id; `nil` for nodes that
  /// were not evaluated. Inside a macro the last round counts. The code that writes outcomes down
  /// is made anew for every trace: few expressions are ever traced.
  public func trace(
    _ activation: some Activation
  ) -> (outcome: Outcome, nodes: [Outcome?]) {
    var frame = Frame(
      activation: activation, localCount: localCount, steps: checked.environment.limits.steps)
    frame.outcomes = Array(repeating: nil, count: checked.expression.nodeCount)
    var compiler = Compiler(checked, isRecording: true)
    let outcome = compiler.code(root)(&frame)
    return (outcome, frame.outcomes)
  }
}

/// Evaluates a compiled part.
typealias Code = @Sendable (inout Frame) -> Outcome

/// The state of one evaluation.
struct Frame {
  let activation: any Activation
  /// The variables of macros, the outermost first.
  var locals: [Outcome]
  /// What is left of the work allowed.
  var steps: Int
  /// By node id, when recording.
  var outcomes: [Outcome?] = []

  init(activation: any Activation, localCount: Int, steps: Int) {
    self.activation = activation
    locals = localCount == 0 ? [] : Array(repeating: .value(.null), count: localCount)
    self.steps = steps
  }
}

extension Outcome {
  /// The outcome of a computation; its error gets a place if it has none.
  static func of(
    _ range: Range<Int>, _ body: () throws(EvaluationError) -> Value
  ) -> Outcome {
    do throws(EvaluationError) {
      return .value(try body())
    } catch {
      return .failed(error, at: range)
    }
  }

  static func failed(_ error: EvaluationError, at range: Range<Int>) -> Outcome {
    var error = error
    if error.range == nil { error.range = range }
    return .error(error)
  }
}

/// Unknowns and errors of several parts: unknowns win, and all of them are kept; of the errors
/// the first.
struct Obstacles {
  private var unknown: Set<Int> = []
  private var error: EvaluationError?

  mutating func add(unknown slots: Set<Int>) {
    if unknown.isEmpty { unknown = slots } else { unknown.formUnion(slots) }
  }

  mutating func add(_ error: EvaluationError) { self.error = self.error ?? error }

  /// Takes an outcome; gives its value if it has one.
  mutating func value(of outcome: Outcome) -> Value? {
    switch outcome {
    case .value(let value): return value
    case .unknown(let slots): add(unknown: slots)
    case .error(let error): add(error)
    }
    return nil
  }

  /// What the whole comes to, or `nil` if nothing stands in the way.
  var outcome: Outcome? {
    if !unknown.isEmpty { return .unknown(unknown) }
    return error.map(Outcome.error)
  }
}
