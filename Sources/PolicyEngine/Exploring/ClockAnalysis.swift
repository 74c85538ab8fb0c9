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
  private var truths: [Int32: [Tick]] = [:]
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

  private func course(_ scalar: Int32) -> Course {
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

  // MARK: Scalars

  private mutating func course(of step: Step, _ inputs: StepInputs) -> Course {
    let courses = inputs.scalars.map(course)
    let jumps = inputs.truths.map { Course(from: start, jumps: truths[$0] ?? []) }
    let pieces = (courses + jumps).commonPieces(until: end)
    if step.operation == .chooseScalar { return chosen(step, pieces) }
    if courses.allSatisfy(\.stands) {
      return Course(pieces.map { Course.Piece(start: $0.start, pace: 0) })
    }
    switch step.operation {
    case .addDuration, .add: return sum(pieces) { $0 + $1 }
    case .subtractDuration, .subtractInstants, .subtract: return sum(pieces) { $0 - $1 }
    case .multiply: return product(step, pieces)
    case .plusDays: return laterDay(step, pieces)
    case .call: return called(step, pieces)
    default: return Course(from: start, pace: nil)
    }
  }

  private func sum(_ pieces: [CommonPiece], _ join: (Int, Int) -> Int) -> Course {
    Course(
      pieces.map { piece in
        let paces = piece.paces.compactMap(\.self)
        return Course.Piece(
          start: piece.start, pace: paces.count == 2 ? join(paces[0], paces[1]) : nil)
      })
  }

  private mutating func product(_ step: Step, _ pieces: [CommonPiece]) -> Course {
    Course(
      pieces.map { piece in
        let scalars = evaluation(at: piece.start).scalars
        let factors = [step.first, step.second].map {
          scalars[Int($0)].tick.flatMap(Int.init(exactly:))
        }
        let pace: Int? =
          switch (piece.paces[0], piece.paces[1]) {
          case (0, let pace?): factors[0].map { $0 * pace }
          case (let pace?, 0): factors[1].map { $0 * pace }
          default: nil
          }
        return Course.Piece(start: piece.start, pace: pace)
      })
  }

  private mutating func chosen(_ step: Step, _ pieces: [CommonPiece]) -> Course {
    Course(
      pieces.map { piece in
        let pace: Int? =
          switch evaluation(at: piece.start).truths[Int(step.first)] {
          case .yes: piece.paces[0]
          case .no: piece.paces[1]
          case .unknown, .error, .notNeeded: 0
          }
        return Course.Piece(start: piece.start, pace: pace)
      })
  }

  private mutating func laterDay(_ step: Step, _ pieces: [CommonPiece]) -> Course {
    var result: [Course.Piece] = []
    for piece in pieces {
      let evaluation = evaluation(at: piece.start)
      guard piece.paces[1] == 0, piece.paces[2] == 0, let pace = piece.paces[0], pace != -1,
        pace <= 1
      else { return Course(from: start, pace: nil) }
      let days = evaluation.scalars[Int(step.second)]
      result.append(Course.Piece(start: piece.start, pace: pace))
      guard pace == 1, days.kind == .int, days.bits.magnitude < 4_000_000,
        let zone = zone(in: evaluation, step.third),
        let value = evaluation.scalars[Int(step.first)].tick
      else { continue }
      let lead = value - piece.start
      let turns = CalendarTurns(zone: zone).turnsOfLaterDay(
        days.bits, from: value, until: piece.end + lead)
      result += turns.map { Course.Piece(start: $0 - lead, pace: 1) }
    }
    return Course(result)
  }

  /// A call of a function of the calendar; of others nothing is known.
  private mutating func called(_ step: Step, _ pieces: [CommonPiece]) -> Course {
    let function = edition.graph.functions[Int(step.first)]
    let operands = Array(
      edition.graph.operands[Int(step.second)..<Int(step.second) + function.arity])
    guard let reading = CalendarReading(overload: function.name) else {
      return Course(from: start, pace: nil)
    }
    var result: [Course.Piece] = []
    for piece in pieces {
      let evaluation = evaluation(at: piece.start)
      result.append(Course.Piece(start: piece.start, pace: 0))
      let zone =
        reading.zone.flatMap { self.zone(in: evaluation, operands[$0]) } ?? .utc
      for position in reading.times where piece.paces[position] != 0 {
        guard let pace = piece.paces[position], pace.magnitude == 1 else {
          return Course(from: start, pace: nil)
        }
        guard let value = evaluation.scalars[Int(operands[position])].tick else { continue }
        let last = value + Tick(pace) * (piece.end - piece.start)
        // Values that run backwards leave a unit one tick after they reached its first moment.
        guard
          let turns = CalendarTurns(zone: zone).multiples(
            of: reading.unit, from: min(value, last) - 1, until: max(value, last) + 1)
        else { return Course(from: start, pace: nil) }
        let jumps = turns.flatMap { turn in
          let tick = piece.start + (turn - value) * Tick(pace)
          return pace < 0 || reading.roundsTowardsZero ? [tick, tick + 1] : [tick]
        }
        result += Set(jumps).filter { $0 > piece.start && $0 < piece.end }.sorted().map {
          Course.Piece(start: $0, pace: 0)
        }
      }
    }
    return Course(result.sorted { $0.start < $1.start })
  }

  private func zone(in evaluation: Evaluation, _ position: Int32) -> TimeZone? {
    let name = evaluation.scalars[Int(position)]
    guard name.kind == .object, case .string(let text) = evaluation.extra.objects[Int(name.bits)]
    else { return nil }
    return edition.policy.zones.zone(text)
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
  fileprivate var tick: Tick? {
    switch kind {
    case .timestamp: Tick(bits) * 1_000_000_000 + Tick(nanoseconds)
    case .duration, .int: Tick(bits)
    default: nil
    }
  }
}
