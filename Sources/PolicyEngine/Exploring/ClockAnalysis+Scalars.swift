// The courses of computed values: sums run as their parts do, functions of the calendar jump where the
// calendar turns, and of what is not understood nothing is said.

import CEL

extension ClockAnalysis {
  mutating func course(of step: Step, _ inputs: StepInputs) -> Course {
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
}
