// Values as people read them in a sentence: dates in the order's zone, lengths of time in days,
// the meaning of a choice's word.

public import CEL

/// Turns values into words.
public struct ValueWords: Sendable {
  /// The zone in which times are shown.
  public let zone: TimeZone

  /// Creates words for a zone.
  public init(zone: TimeZone) { self.zone = zone }

  /// A value in words; `type` tells a choice from a text.
  public func words(_ value: Value, as fact: FactDeclaration? = nil) -> String {
    switch value {
    case .null: "nothing"
    case .bool(let value): value ? "yes" : "no"
    case .int(let value): "\(value)"
    case .uint(let value): "\(value)"
    case .double(let value):
      value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    case .string(let text): fact?.meaning(of: text) ?? text
    case .bytes(let bytes): "\(bytes.count) bytes"
    case .timestamp(let instant): time(instant)
    case .duration(let span): length(span)
    case .list(let values): list(values.map { words($0, as: fact) })
    case .map, .type, .optional: "\(value)"
    }
  }

  /// A day as `2021-03-05`; with the time and the zone's short name unless it is midnight.
  public func time(_ instant: Timestamp) -> String {
    let local = zone.local(instant)
    return local.hour == 0 && local.minute == 0 && local.second == 0
      ? day(of: local) : moment(instant)
  }

  /// A day with its time, midnight too, and the zone's short name.
  public func moment(_ instant: Timestamp) -> String {
    let local = zone.local(instant)
    let seconds = local.second == 0 ? "" : ":\(local.second.padded(2))"
    return "\(day(of: local)) \(local.hour.padded(2)):\(local.minute.padded(2))\(seconds) "
      + zone.abbreviation(at: instant)
  }

  private func day(of local: CivilTime) -> String {
    "\(local.year.padded(4))-\(local.month.padded(2))-\(local.day.padded(2))"
  }

  /// A length of time in its largest whole unit: `5 days`, `36 hours`, `90 minutes`.
  public func length(_ span: Duration) -> String {
    let seconds = span.seconds
    let units: [(Int64, String)] = [(86_400, "day"), (3_600, "hour"), (60, "minute")]
    for (size, name) in units where seconds != 0 && seconds % size == 0 {
      return count(seconds / size, name)
    }
    return count(seconds, "second")
  }

  /// Items joined by commas and a final "and"; "none" without any.
  public func list(_ items: [String]) -> String {
    switch items.count {
    case 0: "none"
    case 1: items[0]
    default: items.dropLast().joined(separator: ", ") + " and " + items[items.count - 1]
    }
  }

  private func count(_ number: Int64, _ unit: String) -> String {
    "\(number) \(unit)\(abs(number) == 1 ? "" : "s")"
  }
}

extension FactDeclaration {
  /// What a choice's word means, or one of the texts that a fact often is; `nil` for others.
  public func meaning(of word: String) -> String? {
    let words = if case .choice(let words) = type { words } else { samples }
    guard let position = words.firstIndex(of: word), position < choiceMeanings.count else {
      return nil
    }
    return choiceMeanings[position]
  }
}

extension Int {
  fileprivate func padded(_ width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}
