// Who reads which fact: found in one pass over the steps, since each only reads earlier ones.

import CEL

/// The uses of facts in a graph.
struct FactUses: Sendable {
  /// The steps that read each fact, directly or through others, in their order.
  private(set) var readers: [[Int32]]
  private var truths: FactRows
  private var repeatedInTruths: FactRows

  init(
    _ steps: [Step], inputs: [StepInputs], factCount: Int, truthCount: Int, scalarCount: Int
  ) {
    readers = Array(repeating: [], count: factCount)
    truths = FactRows(count: truthCount, facts: factCount)
    repeatedInTruths = truths
    var scalars = FactRows(count: scalarCount, facts: factCount)
    var repeatedInScalars = scalars
    for slot in 0..<factCount { scalars.insert(slot, in: slot) }
    var read = [UInt64](repeating: 0, count: truths.length)
    var twice = read
    for (position, step) in steps.enumerated() {
      for word in read.indices {
        read[word] = 0
        twice[word] = 0
      }
      for truth in inputs[position].truths {
        truths.add(truth, to: &read, repeated: repeatedInTruths, to: &twice)
      }
      for scalar in inputs[position].scalars {
        scalars.add(scalar, to: &read, repeated: repeatedInScalars, to: &twice)
      }
      // How often CEL's evaluator reads a fact isn't known here.
      if step.operation == .program || step.operation == .scalarProgram { twice = read }
      if step.operation.givesScalar {
        scalars.set(step.target, to: read)
        repeatedInScalars.set(step.target, to: twice)
      } else {
        truths.set(step.target, to: read)
        repeatedInTruths.set(step.target, to: twice)
      }
      FactRows.forEach(in: read[...]) { readers[$0].append(Int32(position)) }
    }
  }

  /// The facts that a truth rests on, in their order.
  func facts(of truth: Int32) -> [Int32] { truths.facts(in: truth) }

  /// The facts that a truth reads in more than one place, in their order. Where none of them is
  /// unknown, CEL's unknowns are exact (a formula that reads each variable once).
  func factsReadTwice(by truth: Int32) -> [Int32] { repeatedInTruths.facts(in: truth) }
}

/// Sets of facts by number: a row of bits each, in one array.
private struct FactRows: Sendable {
  /// The words of a row.
  let length: Int
  private var bits: [UInt64]

  init(count: Int, facts: Int) {
    length = (facts + 63) / 64
    bits = Array(repeating: 0, count: count * length)
  }

  mutating func insert(_ fact: Int, in row: Int) {
    bits[row * length + fact >> 6] |= 1 << UInt64(fact & 63)
  }

  mutating func set(_ row: Int32, to values: [UInt64]) {
    for word in 0..<length { bits[Int(row) * length + word] = values[word] }
  }

  /// Adds a row to the facts read so far, and to those read twice what both hold.
  func add(
    _ row: Int32, to read: inout [UInt64], repeated: FactRows, to twice: inout [UInt64]
  ) {
    let start = Int(row) * length
    for word in 0..<length {
      twice[word] |= repeated.bits[start + word] | read[word] & bits[start + word]
      read[word] |= bits[start + word]
    }
  }

  func facts(in row: Int32) -> [Int32] {
    var facts: [Int32] = []
    Self.forEach(in: bits[Int(row) * length..<(Int(row) + 1) * length]) { facts.append(Int32($0)) }
    return facts
  }

  static func forEach(in row: ArraySlice<UInt64>, _ body: (Int) -> Void) {
    for (word, bits) in row.enumerated() {
      var rest = bits
      while rest != 0 {
        body(word << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }
}

extension GraphParts {
  /// What a step reads.
  func inputs(of step: Step, names: [GraphName]) -> StepInputs {
    switch step.operation {
    case .fact, .present, .wordIsIn: StepInputs(scalars: [step.first])
    case .equal, .less, .lessOrEqual, .isInList, .addDuration, .subtractDuration, .subtractInstants,
      .add,
      .subtract, .multiply:
      StepInputs(scalars: [step.first, step.second])
    case .not: StepInputs(truths: [step.first])
    case .and, .or, .same: StepInputs(truths: [step.first, step.second])
    case .choose: StepInputs(truths: [step.first, step.second, step.third])
    case .plusDays: StepInputs(scalars: [step.first, step.second, step.third])
    case .call:
      StepInputs(
        scalars: Array(
          operands[Int(step.second)...].prefix(functions[Int(step.first)].arity)))
    case .chooseScalar:
      StepInputs(truths: [step.first], scalars: [step.second, step.third])
    case .program, .scalarProgram:
      programInputs(
        Int(step.first), and: step.operation == .program ? [step.second] : [], names)
    }
  }

  private func programInputs(
    _ program: Int, and truths: [Int32], _ names: [GraphName]
  ) -> StepInputs {
    var inputs = StepInputs(truths: truths)
    for slot in programs[program].slots {
      switch names[slot] {
      case .truth(let position): inputs.truths.append(position)
      case .scalar(let position): inputs.scalars.append(position)
      }
    }
    return inputs
  }
}
