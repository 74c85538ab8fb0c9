// An instant from year 1 to year 9999, to the nanosecond, read and written as RFC 3339 says.

/// An instant.
public struct Timestamp: Hashable, Sendable {
  /// Whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public let seconds: Int64
  /// The rest, 0 to 999,999,999.
  public let nanoseconds: Int32

  /// The first instant: 0001-01-01T00:00:00Z.
  public static let first = Timestamp(unchecked: -62_135_596_800, 0)
  /// The last instant: 9999-12-31T23:59:59.999999999Z.
  public static let last = Timestamp(unchecked: 253_402_300_799, 999_999_999)

  /// Creates an instant; `nil` outside the range.
  public init?(seconds: Int64, nanoseconds: Int32 = 0) {
    guard seconds >= Self.first.seconds, seconds <= Self.last.seconds,
      nanoseconds >= 0, nanoseconds < 1_000_000_000
    else { return nil }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  private init(unchecked seconds: Int64, _ nanoseconds: Int32) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// The instant so much later; `nil` outside the range.
  public func adding(_ duration: Duration) -> Timestamp? {
    var seconds = self.seconds + duration.seconds
    var nanoseconds = self.nanoseconds + duration.nanoseconds
    if nanoseconds < 0 {
      nanoseconds += 1_000_000_000
      seconds -= 1
    } else if nanoseconds >= 1_000_000_000 {
      nanoseconds -= 1_000_000_000
      seconds += 1
    }
    return Timestamp(seconds: seconds, nanoseconds: nanoseconds)
  }

  /// The instant so much earlier; `nil` outside the range.
  public func subtracting(_ duration: Duration) -> Timestamp? {
    duration.negated.flatMap(adding)
  }

  /// The time since another instant; `nil` if it is longer than a duration can be.
  public func since(_ other: Timestamp) -> Duration? {
    let (product, overflow) =
      (seconds - other.seconds).multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return nil }
    let (total, over) = product.addingReportingOverflow(Int64(nanoseconds - other.nanoseconds))
    return over ? nil : Duration(totalNanoseconds: total)
  }
}

extension Timestamp: Comparable {
  /// Whether the left instant is earlier.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}

extension Timestamp: CustomStringConvertible {
  /// Reads RFC 3339: `2020-11-06T08:30:00Z`, `2020-11-06T08:30:00.5+01:00`.
  public init?(_ text: String) {
    var scanner = TimeScanner(text)
    guard let year = scanner.digits(4), scanner.take("-"),
      let month = scanner.digits(2), scanner.take("-"), let day = scanner.digits(2),
      scanner.take("T") || scanner.take("t"),
      let hour = scanner.digits(2), scanner.take(":"),
      let minute = scanner.digits(2), scanner.take(":"), let second = scanner.digits(2),
      let nanoseconds = scanner.fraction(), let offset = scanner.offset(), scanner.isAtEnd,
      year >= 1, (1...12).contains(month),
      (1...CivilTime.days(inMonth: month, of: year)).contains(day),
      hour < 24, minute < 60, second < 60
    else { return nil }
    let local = CivilTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    self.init(seconds: local.secondsSince1970 - Int64(offset), nanoseconds: Int32(nanoseconds))
  }

  /// RFC 3339 in UTC, with as many digits of a second as are needed.
  public var description: String {
    let time = CivilTime(secondsSince1970: seconds)
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date = "\(padded(time.year, 4))-\(padded(time.month, 2))-\(padded(time.day, 2))"
    let clock = "\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
    return "\(date)T\(clock)\(nanoseconds.fraction)Z"
  }
}

extension Int32 {
  /// Nanoseconds as a decimal fraction without needless zeros: `.5`, or nothing for 0.
  var fraction: String {
    guard self != 0 else { return "" }
    let digits = String(magnitude)
    var padded = String(repeating: "0", count: Swift.max(0, 9 - digits.count)) + digits
    while padded.hasSuffix("0") { padded.removeLast() }
    return "." + padded
  }
}

/// Takes numbers and signs off the front of a text.
struct TimeScanner {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  /// A number of exactly so many digits.
  mutating func digits(_ count: Int) -> Int? {
    var value = 0
    for _ in 0..<count {
      guard let digit = rest.first, digit.isDigit else { return nil }
      value = value * 10 + Int(digit - 0x30)
      rest.removeFirst()
    }
    return value
  }

  /// The nanoseconds of a fraction of one to nine digits, 0 if there is none.
  mutating func fraction() -> Int? {
    guard take(".") else { return 0 }
    var value = 0
    var scale = 1_000_000_000
    while let digit = rest.first, digit.isDigit {
      guard scale > 1 else { return nil }
      scale /= 10
      value += Int(digit - 0x30) * scale
      rest.removeFirst()
    }
    return scale == 1_000_000_000 ? nil : value
  }

  /// Seconds east of UTC: `Z`, `+05:30`, `-08:00`.
  mutating func offset() -> Int? {
    if take("Z") || take("z") { return 0 }
    let isNegative = take("-")
    guard isNegative || take("+") else { return nil }
    return hoursAndMinutes().map { isNegative ? -$0 : $0 }
  }

  /// Seconds in `05:30`.
  mutating func hoursAndMinutes() -> Int? {
    guard let hours = digits(2), take(":"), let minutes = digits(2), hours < 24, minutes < 60
    else { return nil }
    return hours * 3_600 + minutes * 60
  }
}
