// Values as people write them in scenario files: the way back from `YAMLReader+Facts`.

public import CEL
public import PolicyEngine

/// How values are written, given the zone in which times are shown.
public struct Notation: Sendable {
  /// The zone in which times are shown.
  public let zone: TimeZone

  /// Creates a notation.
  public init(zone: TimeZone) { self.zone = zone }

  /// A state as a file has it, texts without quotes: `yes`, `none`, `2021-03-05T00:00-08:00`.
  public func text(of state: FactState) -> String {
    switch state {
    case .absent: "none"
    case .unknown: "unknown"
    case .value(let value): text(of: value)
    }
  }

  /// A value as a file has it; the elements of a list are joined with commas.
  public func text(of value: Value) -> String {
    switch value {
    case .bool(let value): value ? "yes" : "no"
    case .int(let value): String(value)
    case .double(let value): "\(value)"
    case .string(let value): value
    case .timestamp(let value): text(of: value)
    case .duration(let value): text(ofSeconds: value.seconds)
    case .list(let values): values.map(text(of:)).joined(separator: ", ")
    default: "\(value)"
    }
  }

  /// An instant as a file has it: `2021-03-20T09:00-07:00`.
  public func text(of time: Timestamp) -> String {
    let local = zone.local(time)
    var text = "\(local.date)T\(local.clock)"
    if local.second != 0 || time.nanoseconds != 0 {
      text += ":\(local.second.twoDigits)"
      if time.nanoseconds != 0 {
        let digits = String(time.nanoseconds)
        text += "." + String(repeating: "0", count: 9 - digits.count) + digits
      }
    }
    let offset = zone.offset(at: time)
    guard offset % 60 == 0 else { return time.description }
    let minutes = Int(offset.magnitude / 60)
    return text + "\(offset < 0 ? "-" : "+")\((minutes / 60).twoDigits):\((minutes % 60).twoDigits)"
  }

  /// A length of time as a file has it: `3d`, `36h`, `0s`.
  public func text(ofSeconds seconds: Int64) -> String {
    let units: [(Int64, String)] = [(86_400, "d"), (3_600, "h"), (60, "m")]
    for (unit, letter) in units where seconds != 0 && seconds % unit == 0 {
      return "\(seconds / unit)\(letter)"
    }
    return "\(seconds)s"
  }

  /// An instant for people: `2021-03-20 09:00 PDT`.
  public func words(for time: Timestamp) -> String {
    let local = zone.local(time)
    return "\(local.date) \(local.clock) \(zone.abbreviation(at: time))"
  }
}

extension CivilTime {
  /// `2021-03-20`
  var date: String {
    let digits = String(year)
    let padding = String(repeating: "0", count: max(0, 4 - digits.count))
    return "\(padding)\(digits)-\(month.twoDigits)-\(day.twoDigits)"
  }

  /// `09:00`
  var clock: String { "\(hour.twoDigits):\(minute.twoDigits)" }
}

extension Int {
  /// The number with a leading zero below ten.
  var twoDigits: String { self < 10 ? "0\(self)" : String(self) }
}
