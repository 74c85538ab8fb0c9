// The rule for all years after the last recorded change, in the notation of POSIX's TZ variable:
// `CET-1CEST,M3.5.0,M10.5.0/3`.

/// A rule that holds every year.
struct ZoneRule: Sendable {
  private let standard: ZoneTable.Period
  /// Daylight-saving time with its first and last moment in each year, if there is any.
  private let daylight: (period: ZoneTable.Period, start: Moment, end: Moment)?

  /// A moment that comes once a year, on the clock in force just before it.
  private struct Moment: Sendable {
    enum Day: Sendable {
      /// Day 1 to 365; 29 February is never counted.
      case julian(Int)
      /// Day 0 to 365; 29 February is counted.
      case ordinal(Int)
      /// The n-th such weekday of a month; 5 is the last.
      case weekday(month: Int, week: Int, day: Int)
    }
    let day: Day
    /// Seconds after midnight, possibly negative or more than a day.
    let time: Int

    /// Seconds from 1970 to the moment in a year, on its own clock.
    func seconds(in year: Int) -> Int64 {
      let newYear = CivilTime(year: year, month: 1, day: 1).daysSince1970
      let days: Int64 =
        switch day {
        case .julian(let day):
          newYear + Int64(day - 1) + (CivilTime.isLeap(year) && day > 59 ? 1 : 0)
        case .ordinal(let day): newYear + Int64(day)
        case .weekday(let month, let week, let day): Self.day(year, month, week, day)
        }
      return days * 86_400 + Int64(time)
    }

    private static func day(_ year: Int, _ month: Int, _ week: Int, _ weekday: Int) -> Int64 {
      let first = CivilTime(year: year, month: month, day: 1)
      var day = (weekday - first.weekday + 7) % 7 + 1 + (week - 1) * 7
      while day > CivilTime.days(inMonth: month, of: year) { day -= 7 }
      return first.daysSince1970 + Int64(day - 1)
    }
  }

  /// What is in force at an instant.
  func period(at time: Int64) -> ZoneTable.Period {
    guard let daylight else { return standard }
    let year = CivilTime(secondsSince1970: time + Int64(standard.offset)).year
    let start = daylight.start.seconds(in: year) - Int64(standard.offset)
    let end = daylight.end.seconds(in: year) - Int64(daylight.period.offset)
    let isDaylight =
      start < end ? time >= start && time < end : !(time >= end && time < start)
    return isDaylight ? daylight.period : standard
  }

  /// The first change after an instant.
  func transition(after time: Int64) -> Int64? {
    guard let daylight else { return nil }
    let year = CivilTime(secondsSince1970: max(time, Timestamp.first.seconds)).year
    var next: Int64?
    for year in year - 1...year + 2 {
      for moment in [
        daylight.start.seconds(in: year) - Int64(standard.offset),
        daylight.end.seconds(in: year) - Int64(daylight.period.offset),
      ] where moment > time && period(at: moment) != period(at: moment - 1) {
        next = min(next ?? moment, moment)
      }
    }
    return next
  }

  /// Reads the notation; `nil` if it is damaged.
  init?(_ text: ArraySlice<UInt8>) {
    var scanner = Scanner(rest: text)
    guard let name = scanner.name(), let offset = scanner.time(hours: 24) else { return nil }
    standard = ZoneTable.Period(offset: -offset, isDaylightSaving: false, abbreviation: name)
    guard !scanner.rest.isEmpty else {
      daylight = nil
      return
    }
    guard let daylightName = scanner.name() else { return nil }
    var daylightOffset = standard.offset + 3_600
    if scanner.rest.first != UInt8(ascii: ",") {
      guard let offset = scanner.time(hours: 24) else { return nil }
      daylightOffset = -offset
    }
    guard let start = scanner.moment(), let end = scanner.moment(), scanner.rest.isEmpty else {
      return nil
    }
    let period = ZoneTable.Period(
      offset: daylightOffset, isDaylightSaving: true, abbreviation: daylightName)
    daylight = (period, start, end)
  }

  private struct Scanner {
    var rest: ArraySlice<UInt8>

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: character) else { return false }
      rest.removeFirst()
      return true
    }

    mutating func name() -> String? {
      let isQuoted = take("<")
      let name = rest.prefix {
        isQuoted
          ? $0 != UInt8(ascii: ">") : $0.isIdentifierStart && $0 != UInt8(ascii: "_")
      }
      rest.removeFirst(name.count)
      if isQuoted, !take(">") { return nil }
      return name.count < 3 ? nil : String(decoding: name, as: UTF8.self)
    }

    mutating func number(below limit: Int) -> Int? {
      var value = 0
      var count = 0
      while let digit = rest.first, digit.isDigit, count < 4 {
        value = value * 10 + Int(digit - 0x30)
        count += 1
        rest.removeFirst()
      }
      return count > 0 && value < limit ? value : nil
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time(hours limit: Int) -> Int? {
      let isNegative = take("-")
      if !isNegative { _ = take("+") }
      guard let hours = number(below: limit + 1) else { return nil }
      var seconds = hours * 3_600
      if take(":") {
        guard let minutes = number(below: 60) else { return nil }
        seconds += minutes * 60
        if take(":") {
          guard let rest = number(below: 60) else { return nil }
          seconds += rest
        }
      }
      return isNegative ? -seconds : seconds
    }

    mutating func moment() -> Moment? {
      guard take(",") else { return nil }
      let day: Moment.Day
      if take("J") {
        guard let number = number(below: 366), number > 0 else { return nil }
        day = .julian(number)
      } else if take("M") {
        guard let month = number(below: 13), month > 0, take("."), let week = number(below: 6),
          week > 0, take("."), let weekday = number(below: 7)
        else { return nil }
        day = .weekday(month: month, week: week, day: weekday)
      } else {
        guard let number = number(below: 366) else { return nil }
        day = .ordinal(number)
      }
      guard take("/") else { return Moment(day: day, time: 7_200) }
      return time(hours: 167).map { Moment(day: day, time: $0) }
    }
  }
}
