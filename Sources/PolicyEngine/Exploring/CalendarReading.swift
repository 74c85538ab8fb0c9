// What a function of the calendar looks at: which of its operands are times, on which zone's clocks,
// and of which unit it only sees the whole ones.

import CEL

/// How a function reads times, by the id of its overload.
struct CalendarReading {
  /// The positions of the operands that are times.
  let times: [Int]
  /// The position of the zone's name; `nil` is UTC.
  let zone: Int?
  /// The unit in seconds.
  let unit: Int
  /// Whether it is a length of time, of which the whole units are counted.
  let roundsTowardsZero: Bool

  private static let units = [
    "getFullYear": 86_400, "getMonth": 86_400, "getDate": 86_400, "getDayOfMonth": 86_400,
    "getDayOfWeek": 86_400, "getDayOfYear": 86_400, "getHours": 3_600, "getMinutes": 60,
    "getSeconds": 1,
  ]

  /// `nil` for functions that are none of the calendar, or finer than a second.
  init?(overload: String) {
    if overload == CalendarFunctions.daysBetweenOverload {
      (times, zone, unit, roundsTowardsZero) = ([0, 1], 2, 86_400, false)
      return
    }
    let parts = overload.split(separator: "_")
    guard parts.count >= 2, let unit = Self.units[String(parts[1])] else { return nil }
    times = [0]
    zone = parts.count == 3 ? 1 : nil
    self.unit = unit
    roundsTowardsZero = parts[0] == "duration"
  }
}
