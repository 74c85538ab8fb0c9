// Instants and lengths of time from YAML.

public import CEL

extension YAMLReader {
  /// A date or time; one without an offset is read in `zone`, one without a time is its midnight.
  public mutating func timestamp(_ node: YAMLNode?, in zone: TimeZone) -> Timestamp? {
    guard let node = scalar(node, .timestamp) else { return nil }
    do throws(CalendarText.Fault) {
      let text = try node.withUTF8 { bytes in
        Result { () throws(CalendarText.Fault) in try CalendarText(bytes) }
      }.get()
      if let instant = text.instant(in: zone) { return instant }
      reportKind(node, expected: .timestamp, help: "the years go from 1 to 9999")
    } catch {
      reportKind(node, expected: .timestamp, help: error.reason)
    }
    return nil
  }

  /// A length of time such as `3d`, `30 days`, `24h`.
  public mutating func duration(_ node: YAMLNode?) -> Duration? {
    guard let node = scalar(node, .duration) else { return nil }
    let duration = node.withUTF8 { Duration(written: $0) }
    if duration == nil {
      reportKind(
        node, expected: .duration,
        help: "write a number with a unit, as in 3d, 30 days, 24h or 1h 30m")
    }
    return duration
  }
}
