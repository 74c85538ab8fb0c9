// A compiled regular expression: a machine that follows all possible matches at once, so that the
// work grows with text times pattern and never faster (Thompson 1968, Pike).

/// A regular expression in RE2's syntax, ready to be matched.
public struct Pattern: Sendable {
  /// A step of the machine.
  private enum Instruction: Sendable {
    case character(CharacterClass)
    case ascii(UInt8)
    case assertion(PatternNode.Assertion)
    case jump(Int)
    /// Both ways at once.
    case fork(Int, Int)
    case match
  }

  private var instructions: [Instruction] = []
  private var work = 0

  /// Compiles a pattern; throws `badPattern` with the place of the first problem.
  public init(_ pattern: String) throws(EvaluationError) {
    try self.init(pattern, argument: 0)
  }

  init(_ pattern: String, argument: Int) throws(EvaluationError) {
    do throws(PatternError) {
      try emit(PatternParser.parse(pattern))
      try append(.match)
    } catch {
      throw EvaluationError(
        .badPattern(error.message, argument: argument, offset: error.offset))
    }
  }

  private mutating func append(_ instruction: Instruction) throws(PatternError) {
    guard instructions.count < Limits.patternInstructions else {
      throw PatternError(message: "the regular expression is too big", offset: 0)
    }
    instructions.append(instruction)
  }

  private mutating func emit(_ node: PatternNode) throws(PatternError) {
    // Counted too: repeating an empty part emits nothing.
    work += 1
    guard work <= Limits.patternInstructions * 4 else {
      throw PatternError(message: "the regular expression is too big", offset: 0)
    }
    switch node {
    case .empty: break
    case .character(let set):
      if !set.ignoresCase, !set.isNegated, set.items.count == 1,
        case .range(let range) = set.items[0], range.count == 1, range.lowerBound < 0x80
      {
        try append(.ascii(UInt8(range.lowerBound)))
      } else {
        try append(.character(set))
      }
    case .assertion(let assertion): try append(.assertion(assertion))
    case .sequence(let parts): for part in parts { try emit(part) }
    case .alternatives(let alternatives): try emit(alternatives: alternatives)
    case .repetition(let part, let least, let most):
      for _ in 0..<least { try emit(part) }
      guard let most else { return try emitLoop(part) }
      var forks: [Int] = []
      for _ in least..<most {
        forks.append(instructions.count)
        try append(.fork(instructions.count + 1, 0))
        try emit(part)
      }
      for fork in forks { instructions[fork] = .fork(fork + 1, instructions.count) }
    }
  }

  private mutating func emitLoop(_ part: PatternNode) throws(PatternError) {
    let fork = instructions.count
    try append(.fork(fork + 1, 0))
    try emit(part)
    try append(.jump(fork))
    instructions[fork] = .fork(fork + 1, instructions.count)
  }

  private mutating func emit(alternatives: [PatternNode]) throws(PatternError) {
    var jumps: [Int] = []
    for (index, alternative) in alternatives.enumerated() {
      guard index < alternatives.count - 1 else {
        try emit(alternative)
        break
      }
      let fork = instructions.count
      try append(.fork(fork + 1, 0))
      try emit(alternative)
      jumps.append(instructions.count)
      try append(.jump(0))
      instructions[fork] = .fork(fork + 1, instructions.count)
    }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  /// Whether some part of the text matches.
  public func matches(_ text: String) -> Bool {
    var steps = Int.max
    return (try? matches(text, steps: &steps)) ?? false
  }

  /// The same with counted work: four instructions are a step.
  func matches(_ text: String, steps: inout Int) throws(EvaluationError) -> Bool {
    var machine = Machine(count: instructions.count)
    var previous: Unicode.Scalar?
    var iterator = text.unicodeScalars.makeIterator()
    var next = iterator.next()
    while true {
      if follow(0, &machine, previous, next) { return true }
      steps -= 1 + machine.visited / 4
      try Meter.check(steps)
      guard let scalar = next else { return false }
      let following = iterator.next()
      let waiting = machine.turn()
      for index in waiting where accepts(index, scalar) {
        if follow(index + 1, &machine, scalar, following) { return true }
      }
      previous = scalar
      next = following
    }
  }

  private func accepts(_ index: Int, _ scalar: Unicode.Scalar) -> Bool {
    switch instructions[index] {
    case .ascii(let byte): scalar.value == UInt32(byte)
    case .character(let set): set.contains(scalar)
    default: false
    }
  }

  /// Notes all characters that may come next when the machine stands at an instruction; whether
  /// the end is reached.
  private func follow(
    _ start: Int, _ machine: inout Machine, _ previous: Unicode.Scalar?, _ next: Unicode.Scalar?
  ) -> Bool {
    machine.stack.append(start)
    while let index = machine.stack.popLast() {
      guard machine.visit(index) else { continue }
      switch instructions[index] {
      case .match: return true
      case .character, .ascii: machine.waiting.append(index)
      case .jump(let target): machine.stack.append(target)
      case .fork(let first, let second):
        machine.stack.append(second)
        machine.stack.append(first)
      case .assertion(let assertion):
        if assertion.holds(between: previous, and: next) { machine.stack.append(index + 1) }
      }
    }
    return false
  }

  /// Where the machine stands.
  private struct Machine {
    /// The round in which each instruction was visited last.
    private var rounds: [Int]
    private var round = 1
    var visited = 0
    var waiting: [Int] = []
    var stack: [Int] = []

    init(count: Int) { rounds = Array(repeating: 0, count: count) }

    mutating func visit(_ index: Int) -> Bool {
      guard rounds[index] != round else { return false }
      rounds[index] = round
      visited += 1
      return true
    }

    /// Begins the next character and gives the instructions that wait for it.
    mutating func turn() -> [Int] {
      round += 1
      visited = 0
      defer { waiting = [] }
      return waiting
    }
  }
}

extension PatternNode.Assertion {
  fileprivate func holds(between previous: Unicode.Scalar?, and next: Unicode.Scalar?) -> Bool {
    switch self {
    case .textStart: return previous == nil
    case .textEnd: return next == nil
    case .lineStart: return previous == nil || previous == "\n"
    case .lineEnd: return next == nil || next == "\n"
    case .wordBoundary, .noWordBoundary:
      let before = previous.map(CharacterClass.word.contains) ?? false
      let after = next.map(CharacterClass.word.contains) ?? false
      return (before != after) == (self == .wordBoundary)
    }
  }
}
