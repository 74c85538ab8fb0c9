// Days as people count them: calendar days in a time zone, whatever the clocks do in between.
// One table: signature, meaning, example, implementation; a test runs each example.

public import CEL

/// The functions that conditions may call beside CEL's own ones.
public enum CalendarFunctions {
  /// The calendar's functions, with a memory of the zones that they meet.
  public static func all(_ zones: TimeZoneCache) -> [FunctionDeclaration] {
    [plusDays(zones), daysBetween(zones)]
  }

  /// The overload of `plusDays`, which graphs compute without a call.
  static let plusDaysOverload = "timestamp_plus_days"
  /// The overload of `daysBetween`, whose turns are known.
  static let daysBetweenOverload = "days_between"

  /// The same time of day so many days later on a zone's clocks; `nil` outside the calendar.
  static func instant(
    _ days: Int64, daysAfter start: Timestamp, in zone: TimeZone
  ) -> Timestamp? {
    guard days.magnitude < 4_000_000 else { return nil }
    var local = zone.local(start)
    local.day += Int(days)
    return zone.instant(of: local, nanoseconds: start.nanoseconds)
  }

  private static func plusDays(_ zones: TimeZoneCache) -> FunctionDeclaration {
    FunctionDeclaration(
      name: "plusDays",
      overloads: [
        .init(
          plusDaysOverload, [.timestamp, .int, .string], .timestamp, isMember: true)
      ],
      summary: """
        The same time of day so many calendar days later, on the clocks of a time zone; a day on \
        which the clocks change has 23 or 25 hours.
        """,
      example: """
        timestamp('2021-03-05T08:00:00Z').plusDays(30, 'America/Los_Angeles') \
        == timestamp('2021-04-04T07:00:00Z')
        """
    ) { values throws(EvaluationError) in
      guard case .timestamp(let instant) = values[0], case .int(let days) = values[1],
        case .string(let name) = values[2]
      else { throw EvaluationError("`plusDays` takes a time, a number of days and a zone") }
      let zone = try zone(name, in: zones)
      guard let result = self.instant(days, daysAfter: instant, in: zone) else {
        throw EvaluationError(.outOfRange("the date"))
      }
      return .timestamp(result)
    }
  }

  private static func daysBetween(_ zones: TimeZoneCache) -> FunctionDeclaration {
    FunctionDeclaration(
      name: "daysBetween",
      overloads: [
        .init(daysBetweenOverload, [.timestamp, .timestamp, .string], .int)
      ],
      summary: """
        The number of midnights, on the clocks of a time zone, between two instants; negative when \
        the second is earlier.
        """,
      example: """
        daysBetween(timestamp('2021-03-05T20:00:00Z'), timestamp('2021-03-06T09:00:00Z'), \
        'America/Los_Angeles') == 1
        """
    ) { values throws(EvaluationError) in
      guard case .timestamp(let first) = values[0], case .timestamp(let second) = values[1],
        case .string(let name) = values[2]
      else { throw EvaluationError("`daysBetween` takes two times and a zone") }
      let zone = try zone(name, in: zones)
      return .int(zone.local(second).daysSince1970 - zone.local(first).daysSince1970)
    }
  }

  private static func zone(
    _ name: String, in zones: TimeZoneCache
  ) throws(EvaluationError) -> TimeZone {
    guard let zone = zones.zone(name) else {
      throw EvaluationError("there is no time zone `\(name)`")
    }
    return zone
  }
}
