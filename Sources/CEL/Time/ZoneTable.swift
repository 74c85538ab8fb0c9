// The content of a zone file (RFC 8536): the changes of the past and the rule for the future.

/// When which offset is in force.
final class ZoneTable: Sendable {
  /// An offset with what belongs to it.
  struct Period: Hashable, Sendable {
    let offset: Int
    let isDaylightSaving: Bool
    let abbreviation: String
  }

  /// The instants of change, ascending, with the period that each begins.
  private let changes: [(time: Int64, period: Int)]
  private let periods: [Period]
  /// What holds after the last change.
  private let rule: ZoneRule?

  /// The same offset for ever.
  init(fixed offset: Int, name: String) {
    changes = []
    periods = [Period(offset: offset, isDaylightSaving: false, abbreviation: name)]
    rule = nil
  }

  /// Reads a file of version 2 or later; `nil` if it is damaged.
  init?(file: [UInt8]) {
    var reader = ZoneReader(bytes: file)
    guard let first = reader.header(), first.version >= UInt8(ascii: "2"),
      reader.skip(first.bodyBytes(timeBytes: 4)), let header = reader.header(),
      header.types > 0, reader.remaining >= header.bodyBytes(timeBytes: 8)
    else { return nil }
    var times: [Int64] = []
    for _ in 0..<header.times {
      guard let time = reader.integer(8) else { return nil }
      guard times.last.map({ $0 < time }) ?? true else { return nil }
      times.append(time)
    }
    var changes: [(time: Int64, period: Int)] = []
    for time in times {
      guard let period = reader.integer(1), period < header.types else { return nil }
      changes.append((time, Int(period)))
    }
    var types: [(offset: Int, isDaylightSaving: Bool, name: Int)] = []
    for _ in 0..<header.types {
      guard let offset = reader.signed32(), abs(offset) < 90_000, let daylight = reader.integer(1),
        let name = reader.integer(1), name < header.characters
      else { return nil }
      types.append((offset, daylight != 0, Int(name)))
    }
    guard let names = reader.take(header.characters) else { return nil }
    periods = types.map { type in
      let name = names[(names.startIndex + type.name)...].prefix { $0 != 0 }
      return Period(
        offset: type.offset, isDaylightSaving: type.isDaylightSaving,
        abbreviation: String(decoding: name, as: UTF8.self))
    }
    guard reader.skip(header.leapSeconds * 12 + header.standardFlags + header.universalFlags),
      let footer = reader.footer()
    else { return nil }
    if footer.isEmpty {
      rule = nil
    } else {
      guard let parsed = ZoneRule(footer) else { return nil }
      rule = parsed
    }
    self.changes = changes
    guard !periods.isEmpty else { return nil }
  }

  /// What is in force at an instant, in seconds since 1970.
  func period(at time: Int64) -> Period {
    guard let last = changes.last else { return rule?.period(at: time) ?? periods[0] }
    if time >= last.time {
      return rule?.period(at: time) ?? periods[last.period]
    }
    let index = firstChange(after: time)
    return index == 0 ? periods[0] : periods[changes[index - 1].period]
  }

  /// The first instant after this one at which offset or abbreviation differ.
  func transition(after time: Int64) -> Int64? {
    var index = firstChange(after: time)
    while index < changes.count {
      let change = changes[index].time
      if period(at: change) != period(at: change - 1) { return change }
      index += 1
    }
    return rule?.transition(after: max(time, changes.last?.time ?? .min))
  }

  private func firstChange(after time: Int64) -> Int {
    var lower = 0
    var upper = changes.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if changes[middle].time > time { upper = middle } else { lower = middle + 1 }
    }
    return lower
  }
}

/// Takes big-endian numbers off a zone file, never beyond its end.
private struct ZoneReader {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  struct Header {
    var version: UInt8
    var universalFlags, standardFlags, leapSeconds, times, types, characters: Int

    func bodyBytes(timeBytes: Int) -> Int {
      times * (timeBytes + 1) + types * 6 + characters + leapSeconds * (timeBytes + 4)
        + standardFlags + universalFlags
    }
  }

  var remaining: Int { bytes.count - position }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= remaining else { return nil }
    defer { position += count }
    return bytes[position..<position + count]
  }

  mutating func skip(_ count: Int) -> Bool { take(count) != nil }

  mutating func integer(_ count: Int) -> Int64? {
    take(count).map { $0.reduce(0) { $0 << 8 | Int64($1) } }
  }

  mutating func signed32() -> Int? {
    integer(4).map { Int(Int32(truncatingIfNeeded: $0)) }
  }

  mutating func header() -> Header? {
    guard let magic = take(4), magic.elementsEqual("TZif".utf8), let version = integer(1), skip(15)
    else { return nil }
    var counts: [Int] = []
    for _ in 0..<6 {
      // No count can exceed the file's size.
      guard let count = integer(4), count <= bytes.count else { return nil }
      counts.append(Int(count))
    }
    return Header(
      version: UInt8(truncatingIfNeeded: version), universalFlags: counts[0],
      standardFlags: counts[1], leapSeconds: counts[2], times: counts[3], types: counts[4],
      characters: counts[5])
  }

  /// The rule between two line breaks at the end.
  mutating func footer() -> ArraySlice<UInt8>? {
    guard let rest = take(remaining), rest.first == 0x0A, rest.count >= 2, rest.last == 0x0A
    else { return nil }
    return rest.dropFirst().dropLast()
  }
}
