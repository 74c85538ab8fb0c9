// At which instants a policy could answer otherwise, everything but the clock being fixed. The
// answer is a boolean combination of comparisons; each comparison's sides stand or run evenly
// between known instants, so where it turns is solved, not searched. The steps of the graph are
// walked once, in their order; one decision at the start of a piece gives the values on all of it.
// Any other fact that is an instant or a whole number can take the clock's place.
//
// The regions between such instants are those of timed automata (Alur, Dill, "A Theory of Timed
// Automata", 1994), found on demand for one clock.

import CEL

/// The courses of all parts of the conditions that read the clock.
struct ClockAnalysis {
  let edition: Edition
  let facts: FactTable
  let slot: Int
  let start: Tick
  let end: Tick
  /// Whether every turn was solved. A part that cannot be solved is looked at hour by hour.
  private(set) var isExact = true
  private(set) var truths: [Int32: [Tick]] = [:]
  private var scalars: [Int32: Course] = [:]
  private var evaluations: [Tick: Evaluation] = [:]
  private let base: Evaluation

  /// How far apart a part that cannot be solved is looked at, and between which values.
  private let grid: (step: Tick, range: ClosedRange<Tick>)

  private static let hour: Tick = 3_600 * 1_000_000_000
  private static let nearNumbers: ClosedRange<Tick> = -64...1_024

  /// Analyses what some truths rest on.
  ///
  /// - Precondition: the fact in the slot is an instant or a whole number, and the range, in
  ///   nanoseconds or in ones, is not empty.
  init(
    _ edition: Edition, _ facts: FactTable, along slot: Int, from start: Tick, until end: Tick,
    for truths: [Int32]
  ) {
    self.edition = edition
    self.facts = facts
    self.slot = slot
    self.start = start
    self.end = end
    let isNumber = facts.vocabulary.facts[slot].type == .int
    let range = isNumber ? Self.nearNumbers.clamped(to: start...end - 1) : start...end - 1
    grid = (isNumber ? 1 : Self.hour, range)
    base = edition.graph.evaluate(facts, zones: edition.policy.zones)
    scalars[Int32(slot)] = Course(from: start, pace: 1)
    let needed = Set(edition.graph.steps(for: truths))
    for position in edition.graph.uses.readers[slot] where needed.contains(Int(position)) {
      walk(Int(position))
    }
  }

  /// The instants at which one of these truths may turn, ascending, without the start.
  func turns(of truths: [Int32]) -> [Tick] {
    Set(truths.flatMap { self.truths[$0] ?? [] }).sorted()
  }

  /// The evaluation at a tick of the range.
  mutating func evaluation(at tick: Tick) -> Evaluation {
    if let known = evaluations[tick] { return known }
    let result = edition.graph.evaluate(
      facts(at: tick), insteadOf: base, slots: [slot], zones: edition.policy.zones)
    evaluations[tick] = result
    return result
  }

  /// The facts at a tick of the range.
  func facts(at tick: Tick) -> FactTable {
    var facts = facts
    if facts.vocabulary.facts[slot].type == .int {
      facts.set(slot, to: Int64(clamping: tick))
    } else if let instant = Timestamp(tick: tick) {
      facts.set(slot, to: instant)
    }
    return facts
  }

  // MARK: Steps

  func course(_ scalar: Int32) -> Course {
    scalars[scalar] ?? Course(from: start, pace: 0)
  }

  private mutating func walk(_ position: Int) {
    let step = edition.graph.steps[position]
    let inputs = edition.graph.inputs[position]
    if step.operation.givesScalar {
      scalars[step.target] = course(of: step, inputs)
      return
    }
    let jumps = inputs.truths.flatMap { truths[$0] ?? [] }
    let courses = inputs.scalars.map(course)
    let turns: [Tick]
    switch step.operation {
    case .equal, .less, .lessOrEqual: turns = turnsOfComparison(step, courses)
    case .present: turns = courses.flatMap(\.turns)
    default:
      turns =
        courses.allSatisfy(\.stands)
        ? courses.flatMap(\.turns) + jumps : searched(step.target)
    }
    truths[step.target] = Set(turns).sorted()
  }

  private mutating func turnsOfComparison(_ step: Step, _ courses: [Course]) -> [Tick] {
    var turns: [Tick] = []
    for piece in courses.commonPieces(until: end) {
      if piece.start > start { turns.append(piece.start) }
      guard let left = piece.paces[0], let right = piece.paces[1] else {
        return searched(step.target)
      }
      guard left != right else { continue }
      let evaluation = evaluation(at: piece.start)
      guard let first = evaluation.scalars[Int(step.first)].tick,
        let second = evaluation.scalars[Int(step.second)].tick
      else { continue }
      let crossings = Self.crossings(first - second, pace: Tick(left - right), step.operation)
      turns += crossings.map { piece.start + $0 }.filter { $0 > piece.start && $0 < piece.end }
    }
    return turns
  }

  /// How much later a comparison of a difference with 0 turns, when the difference runs.
  private static func crossings(
    _ difference: Tick, pace: Tick, _ operation: Step.Operation
  ) -> [Tick] {
    let reached = (pace > 0 ? -difference : difference).ceiling(by: pace > 0 ? pace : -pace)
    let passed =
      (pace > 0 ? -difference : difference).flooringDivision(by: pace > 0 ? pace : -pace).quotient
      + 1
    switch operation {
    case .less: return [pace > 0 ? reached : passed]
    case .lessOrEqual: return [pace > 0 ? passed : reached]
    default: return [reached, passed]
    }
  }

  // MARK: What cannot be solved

  /// The turns of a truth of which nothing is known: hour by hour, and by bisection within; number
  /// by number near 0.
  private mutating func searched(_ truth: Int32) -> [Tick] {
    isExact = false
    func state(_ tick: Tick) -> Truth {
      edition.graph.evaluate(
        facts(at: tick), insteadOf: base, slots: [slot], zones: edition.policy.zones
      ).truths[Int(truth)]
    }
    var turns: [Tick] = []
    var (position, last) = (grid.range.lowerBound, state(grid.range.lowerBound))
    while position < grid.range.upperBound {
      let next = min(position + grid.step, grid.range.upperBound)
      let new = state(next)
      if new != last {
        var (low, high) = (position, next)
        while high - low > 1 {
          let middle = low + (high - low) / 2
          if state(middle) == last { low = middle } else { high = middle }
        }
        turns.append(high)
      }
      (position, last) = (next, new)
    }
    return turns
  }
}

extension Scalar {
  /// An instant or a length of time in nanoseconds; a whole number.
  var tick: Tick? {
    switch kind {
    case .timestamp: Tick(bits) * 1_000_000_000 + Tick(nanoseconds)
    case .duration, .int: Tick(bits)
    default: nil
    }
  }
}
