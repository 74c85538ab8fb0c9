// How one value moves while the clock runs and every other fact stands still: in pieces, on each
// of which it stands or runs at a fixed pace. Times are whole nanoseconds, the grain of instants,
// so "just after nine" is a time like any other and no interval needs to say whether it is open.

import CEL

/// Nanoseconds since 1970, wide enough for every instant and every difference of two.
typealias Tick = Int128

extension Timestamp {
  var tick: Tick { Tick(seconds) * 1_000_000_000 + Tick(nanoseconds) }

  /// The instant of a tick; `nil` outside the range of instants.
  init?(tick: Tick) {
    let (seconds, rest) = tick.flooringDivision(by: 1_000_000_000)
    guard let seconds = Int64(exactly: seconds) else { return nil }
    self.init(seconds: seconds, nanoseconds: Int32(rest))
  }
}

extension Tick {
  /// Quotient rounded down, and the rest, which is never negative for a positive divisor.
  func flooringDivision(by divisor: Tick) -> (quotient: Tick, rest: Tick) {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest != 0 && (rest < 0) != (divisor < 0)
      ? (quotient - 1, rest + divisor) : (quotient, rest)
  }

  /// The quotient rounded up.
  func ceiling(by divisor: Tick) -> Tick {
    let (quotient, rest) = flooringDivision(by: divisor)
    return rest == 0 ? quotient : quotient + 1
  }
}

/// The course of a value over a range of ticks.
struct Course {
  struct Piece: Hashable {
    let start: Tick
    /// How fast the value runs: 0 stands, 1 runs with the clock, -1 against it; `nil` when that is
    /// not known.
    let pace: Int?
  }

  /// The pieces, ascending; the first begins where the range does, each ends where the next begins.
  private(set) var pieces: [Piece]

  init(_ pieces: [Piece]) { self.pieces = pieces }

  /// A value that runs at one pace all the time.
  init(from start: Tick, pace: Int?) { pieces = [Piece(start: start, pace: pace)] }

  /// A value that stands still between instants at which it may jump.
  init(from start: Tick, jumps: [Tick]) {
    pieces = ([start] + jumps.filter { $0 > start }).map { Piece(start: $0, pace: 0) }
  }

  /// The ticks at which a piece begins, without the first.
  var turns: [Tick] { pieces.dropFirst().map(\.start) }

  /// Whether it stands still on every piece.
  var stands: Bool { pieces.allSatisfy { $0.pace == 0 } }
}

/// A piece of time on which several values each keep their pace.
struct CommonPiece {
  let start: Tick
  let end: Tick
  let paces: [Int?]
}

extension [Course] {
  /// The pieces that several courses have in common, up to an end.
  func commonPieces(until end: Tick) -> [CommonPiece] {
    let starts = Set(flatMap { $0.pieces.map(\.start) }).sorted()
    var positions = [Int](repeating: 0, count: count)
    return starts.enumerated().map { index, start in
      for (number, course) in enumerated() {
        while positions[number] + 1 < course.pieces.count,
          course.pieces[positions[number] + 1].start <= start
        {
          positions[number] += 1
        }
      }
      return CommonPiece(
        start: start, end: index + 1 < starts.count ? starts[index + 1] : end,
        paces: zip(self, positions).map { $0.pieces[$1].pace })
    }
  }
}
