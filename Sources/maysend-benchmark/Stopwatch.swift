// Times a piece of work in rounds and keeps the median: the machine may be busy with other things,
// and one slow round must not count. Work in this process is timed by the processor time of its
// thread; several threads and other processes by the clock on the wall.

import Glibc

/// A time in nanoseconds for one run of some work.
struct Timing {
  let median: Double
  let fastest: Double

  /// Runs the work in rounds of so many repetitions, after one round that isn't counted.
  init(
    rounds: Int = 9, repetitions: Int, clock: clockid_t = CLOCK_THREAD_CPUTIME_ID,
    _ work: () -> Void
  ) {
    var times: [Double] = []
    for round in 0...rounds {
      let start = Self.now(clock)
      for _ in 0..<repetitions { work() }
      if round > 0 { times.append((Self.now(clock) - start) / Double(repetitions)) }
    }
    self.init(times)
  }

  /// A clock's time in nanoseconds.
  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  /// Two pieces of work in turn by the clock on the wall, so that both meet the same state of the
  /// machine.
  static func pair(rounds: Int = 5, _ first: () -> Void, _ second: () -> Void) -> (Timing, Timing) {
    var times: ([Double], [Double]) = ([], [])
    for round in 0...rounds {
      let start = now(CLOCK_MONOTONIC)
      first()
      let middle = now(CLOCK_MONOTONIC)
      second()
      let end = now(CLOCK_MONOTONIC)
      if round > 0 {
        times.0.append(middle - start)
        times.1.append(end - middle)
      }
    }
    return (Timing(times.0), Timing(times.1))
  }

  private init(_ times: [Double]) {
    let sorted = times.sorted()
    median = sorted[sorted.count / 2]
    fastest = sorted[0]
  }
}

/// One line of the table.
struct Figure {
  let name: String
  let value: Double
  let unit: String
  /// What is wanted, as people read it.
  let wanted: String
  let isMet: Bool

  /// A figure that should not be above a limit.
  init(_ name: String, _ value: Double, atMost limit: Double, _ unit: String) {
    self.name = name
    self.value = value
    self.unit = unit
    wanted = "at most \(limit.short)"
    isMet = value <= limit
  }

  /// A figure that should not be below a limit.
  init(_ name: String, _ value: Double, atLeast limit: Double, _ unit: String) {
    self.name = name
    self.value = value
    self.unit = unit
    wanted = "at least \(limit.short)"
    isMet = value >= limit
  }

  /// The line, in columns.
  var line: String {
    let columns = [
      name.padded(56), value.short.padded(10, left: true) + " " + unit.padded(12),
      wanted.padded(18), isMet ? "met" : "missed",
    ]
    return columns.joined(separator: " ")
  }
}

extension Double {
  /// Three digits that matter.
  var short: String {
    if self >= 100 || self == rounded() { return "\(Int64(rounded()))" }
    let scale = self >= 10 ? 10.0 : 100.0
    return "\((self * scale).rounded() / scale)"
  }
}

extension String {
  /// The text filled up with spaces.
  func padded(_ width: Int, left: Bool = false) -> String {
    let fill = String(repeating: " ", count: max(0, width - count))
    return left ? fill + self : self + fill
  }
}
