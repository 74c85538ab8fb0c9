// A time zone from the system's zone files or a fixed offset, without Foundation and its ICU.

/// A time zone: when which offset from UTC is in force.
///
/// Two zones are equal when their identifiers are.
public struct TimeZone: Sendable {
  /// The name under which the zone was asked for: `Europe/Berlin`, `+05:30`, `UTC`.
  public let identifier: String
  /// The rules, shared by all copies.
  private let table: ZoneTable

  /// Coordinated universal time.
  public static let utc = TimeZone(identifier: "UTC", table: ZoneTable(fixed: 0, name: "UTC"))

  /// Finds a zone: a name of the IANA database, `UTC`, or an offset such as `+05:30`, `-08:00`,
  /// `05:30`. `nil` if the system has no such zone or its file is damaged.
  ///
  /// Reading a zone takes about 50 µs; ``TimeZoneCache`` remembers it.
  public init?(identifier: String) {
    if identifier == "UTC" || identifier == "Z" {
      self.init(identifier: identifier, table: Self.utc.table)
    } else if let offset = Self.fixedOffset(identifier) {
      self.init(identifier: identifier, table: ZoneTable(fixed: offset, name: identifier))
    } else if let bytes = ZoneDirectory.file(named: identifier), let table = ZoneTable(file: bytes)
    {
      self.init(identifier: identifier, table: table)
    } else {
      return nil
    }
  }

  init(identifier: String, table: ZoneTable) {
    self.identifier = identifier
    self.table = table
  }

  private static func fixedOffset(_ text: String) -> Int? {
    var scanner = TimeScanner(text)
    let isNegative = scanner.take("-")
    if !isNegative { _ = scanner.take("+") }
    guard let offset = scanner.hoursAndMinutes(), scanner.isAtEnd else { return nil }
    return isNegative ? -offset : offset
  }

  /// Seconds east of UTC at an instant.
  public func offset(at time: Timestamp) -> Int { table.period(at: time.seconds).offset }

  /// The short name in force at an instant: `CET`, `EST`, `+0330`.
  public func abbreviation(at time: Timestamp) -> String {
    table.period(at: time.seconds).abbreviation
  }

  /// Whether daylight-saving time is in force at an instant.
  public func isDaylightSaving(at time: Timestamp) -> Bool {
    table.period(at: time.seconds).isDaylightSaving
  }

  /// What clocks in the zone show at an instant, without the fraction of a second.
  public func local(_ time: Timestamp) -> CivilTime {
    CivilTime(secondsSince1970: time.seconds + Int64(offset(at: time)))
  }

  /// The instant at which clocks in the zone show a time; `nil` outside the range of timestamps.
  ///
  /// A time that clocks show twice means the first; a time that they skip is moved on by the
  /// length of the gap, as if the clocks had not been changed yet.
  public func instant(of local: CivilTime, nanoseconds: Int32 = 0) -> Timestamp? {
    let seconds = local.secondsSince1970
    // Offsets stay below a day, so the zone's offset then is one of these two.
    let before = Int64(table.period(at: seconds - 86_400).offset)
    let after = Int64(table.period(at: seconds + 86_400).offset)
    func isShown(at instant: Int64) -> Bool {
      instant + Int64(table.period(at: instant).offset) == seconds
    }
    let first = seconds - max(before, after)
    let second = seconds - min(before, after)
    let instant = isShown(at: first) ? first : isShown(at: second) ? second : seconds - before
    return Timestamp(seconds: instant, nanoseconds: nanoseconds)
  }

  /// The next instant at which the offset or the short name changes, if there is one.
  public func transition(after time: Timestamp) -> Timestamp? {
    table.transition(after: time.seconds).flatMap { Timestamp(seconds: $0) }
  }

  /// The changes after an instant, at most so many.
  public func transitions(after time: Timestamp, limit: Int) -> [Timestamp] {
    var result: [Timestamp] = []
    var last = time
    while result.count < limit, let next = transition(after: last) {
      result.append(next)
      last = next
    }
    return result
  }
}

extension TimeZone: Hashable {
  /// Whether both have the same identifier.
  public static func == (left: TimeZone, right: TimeZone) -> Bool {
    left.identifier == right.identifier
  }
  /// Feeds the identifier.
  public func hash(into hasher: inout Hasher) { hasher.combine(identifier) }
}
