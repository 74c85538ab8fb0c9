// Dates, times and lengths of time as people write them, with a reason when they don't make sense.

public import CEL

/// A date with or without a time, as written: `2021-03-02`, `2021-03-20T09:00`,
/// `2021-03-20 09:00:30.5-07:00`, `2021-03-20T16:00Z`.
public struct CalendarText: Hashable, Sendable {
  /// The date and time of day; midnight when only a date was written.
  public var local: CivilTime
  /// The fraction of the second.
  public var nanoseconds: Int32 = 0
  /// Seconds east of UTC, if an offset was written.
  public var offset: Int?
  /// Whether a time was written.
  public var hasTime = false

  /// Why a text is no date.
  public struct Fault: Error, Hashable, Sendable {
    /// In one line, lower case.
    public let reason: String
  }

  /// Reads a date or time.
  ///
  /// - Throws: what is wrong with it.
  public init(_ text: some Collection<UInt8>) throws(Fault) {
    var scan = DigitScan(text)
    guard let year = scan.number(4), scan.skip("-"), let month = scan.number(2), scan.skip("-"),
      let day = scan.number(2)
    else { throw Fault(reason: "a date is written year-month-day, as in 2021-03-02") }
    guard year >= 1 else { throw Fault(reason: "there is no year 0") }
    guard (1...12).contains(month) else { throw Fault(reason: "there is no month \(month)") }
    let days = Self.days(in: month, of: year)
    guard (1...days).contains(day) else {
      throw Fault(reason: "that month has no day \(day), only \(days) days")
    }
    local = CivilTime(year: year, month: month, day: day)
    if scan.isAtEnd { return }
    guard scan.skip("T") || scan.skip("t") || scan.skip(" ") else {
      throw Fault(reason: "after the date comes T and the time, as in 2021-03-02T09:00")
    }
    guard let hour = scan.number(2), scan.skip(":"), let minute = scan.number(2) else {
      throw Fault(reason: "a time is written hour:minute, as in 09:00")
    }
    var second = 0
    hasTime = true
    if scan.skip(":") {
      guard let digits = scan.number(2) else { throw Fault(reason: "the seconds need two digits") }
      second = digits
      if scan.skip(".") {
        guard let fraction = scan.fraction() else {
          throw Fault(reason: "a fraction of a second has one to nine digits")
        }
        nanoseconds = fraction
      }
    }
    guard hour <= 23, minute <= 59, second <= 59 else {
      throw Fault(reason: "a day ends at 23:59:59")
    }
    (local.hour, local.minute, local.second) = (hour, minute, second)
    scan.skipSpaces()
    if scan.isAtEnd { return }
    if scan.skip("Z") || scan.skip("z") {
      offset = 0
    } else if let sign = scan.skip("+") ? 1 : scan.skip("-") ? -1 : nil {
      guard let hours = scan.number(2), scan.skip(":") || !scan.isAtEnd,
        let minutes = scan.number(2), hours <= 18, minutes <= 59
      else { throw Fault(reason: "an offset is written as in -07:00") }
      offset = sign * (hours * 3600 + minutes * 60)
    }
    guard offset != nil, scan.isAtEnd else {
      throw Fault(reason: "after the time may only come an offset, as in -07:00 or Z")
    }
  }

  /// The instant, read in a zone unless an offset was written; `nil` outside years 1 to 9999.
  public func instant(in zone: TimeZone) -> Timestamp? {
    guard let offset else { return zone.instant(of: local, nanoseconds: nanoseconds) }
    return Timestamp(seconds: local.secondsSince1970 - Int64(offset), nanoseconds: nanoseconds)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Duration {
  /// The longest one that can be written: a hundred years or so.
  public static let longestWritten: Int64 = 36_600 * 86_400

  /// Reads a length of time as people write it: `3d`, `30 days`, `24h`, `1h30m`, `2 weeks`, the
  /// largest unit first. A day is 24 hours. `nil` when the text is something else.
  public init?(written text: some Collection<UInt8>) {
    var scan = DigitScan(text)
    var total: Int64 = 0
    var lastUnit = Int64.max
    repeat {
      guard let count = scan.number() else { return nil }
      scan.skipSpaces()
      guard let unit = Self.unit(scan.word()), unit < lastUnit,
        count <= Self.longestWritten / unit
      else { return nil }
      lastUnit = unit
      total += count * unit
      scan.skipSpaces()
    } while !scan.isAtEnd
    guard total <= Self.longestWritten else { return nil }
    self.init(seconds: total)
  }

  private static func unit(_ word: String) -> Int64? {
    switch word {
    case "s", "sec", "second", "seconds": 1
    case "m", "min", "minute", "minutes": 60
    case "h", "hour", "hours": 3600
    case "d", "day", "days": 86_400
    case "w", "week", "weeks": 604_800
    default: nil
    }
  }
}

/// Reads digits and single characters one after the other.
private struct DigitScan<Text: Collection<UInt8>> {
  private var rest: Text.SubSequence

  init(_ text: Text) { rest = text[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == character.value else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func skipSpaces() { while skip(" ") {} }

  /// A number of exactly so many digits.
  mutating func number(_ digits: Int) -> Int? {
    var result = 0
    for _ in 0..<digits {
      guard let first = rest.first, (0x30...0x39).contains(first) else { return nil }
      result = result * 10 + Int(first & 0x0F)
      rest = rest.dropFirst()
    }
    return result
  }

  /// A number of one to twelve digits.
  mutating func number() -> Int64? {
    var result: Int64 = 0
    var digits = 0
    while let first = rest.first, (0x30...0x39).contains(first), digits <= 12 {
      result = result * 10 + Int64(first & 0x0F)
      digits += 1
      rest = rest.dropFirst()
    }
    return (1...12).contains(digits) ? result : nil
  }

  /// One to nine digits after a point, in nanoseconds.
  mutating func fraction() -> Int32? {
    var result: Int32 = 0
    var digits = 0
    while let first = rest.first, (0x30...0x39).contains(first) {
      guard digits < 9 else { return nil }
      result = result * 10 + Int32(first & 0x0F)
      digits += 1
      rest = rest.dropFirst()
    }
    guard digits > 0 else { return nil }
    for _ in digits..<9 { result *= 10 }
    return result
  }

  /// Letters, in lower case.
  mutating func word() -> String {
    var result: [UInt8] = []
    while let first = rest.first, (0x61...0x7A).contains(first | 0x20) {
      result.append(first | 0x20)
      rest = rest.dropFirst()
    }
    return String(decoding: result, as: UTF8.self)
  }
}
