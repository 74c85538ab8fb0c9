// Parts of instants, in UTC or a time zone, and of lengths of time.

extension FunctionDeclaration {
  static func times(_ zones: TimeZoneCache) -> [FunctionDeclaration] {
    func part(
      _ name: String, _ summary: String, _ example: String,
      ofDuration: (@Sendable (Duration) -> Int64)? = nil,
      _ body: @escaping @Sendable (CivilTime, Timestamp) -> Int
    ) -> FunctionDeclaration {
      var overloads = [
        Overload("timestamp_\(name)", [.timestamp], .int, isMember: true),
        Overload("timestamp_\(name)_zone", [.timestamp, .string], .int, isMember: true),
      ]
      if ofDuration != nil {
        overloads.append(Overload("duration_\(name)", [.duration], .int, isMember: true))
      }
      return entry(name, overloads, summary, example: example) {
        arguments throws(EvaluationError) in
        switch (arguments.first, arguments.count) {
        case (.timestamp(let time), 1):
          return .int(Int64(body(CivilTime(secondsSince1970: time.seconds), time)))
        case (.timestamp(let time), 2):
          guard case .string(let name) = arguments[1] else { break }
          guard let zone = zones.zone(name) else {
            throw EvaluationError(.other("there is no time zone \(name.quoted)"))
          }
          return .int(Int64(body(zone.local(time), time)))
        case (.duration(let length), 1):
          guard let ofDuration else { break }
          return .int(ofDuration(length))
        default: break
        }
        throw noOverload(name, arguments)
      }
    }
    let time = "timestamp('2020-11-06T23:30:15.25Z')"
    return [
      part("getFullYear", "The year", "\(time).getFullYear() == 2020") { time, _ in time.year },
      part("getMonth", "The month; 0 is January", "\(time).getMonth() == 10") { time, _ in
        time.month - 1
      },
      part("getDate", "The day of the month; 1 is the first", "\(time).getDate('+01:00') == 7") {
        time, _ in time.day
      },
      part(
        "getDayOfMonth", "The day of the month; 0 is the first", "\(time).getDayOfMonth() == 5"
      ) { time, _ in time.day - 1 },
      part("getDayOfWeek", "The day of the week; 0 is Sunday", "\(time).getDayOfWeek() == 5") {
        time, _ in time.weekday
      },
      part("getDayOfYear", "The day of the year; 0 is 1 January", "\(time).getDayOfYear() == 310") {
        time, _ in time.dayOfYear
      },
      part(
        "getHours", "The hour of the day, or all whole hours of a length",
        "\(time).getHours() == 23 && duration('90m').getHours() == 1",
        ofDuration: { $0.seconds / 3_600 }
      ) { time, _ in time.hour },
      part(
        "getMinutes", "The minute of the hour, or all whole minutes of a length",
        "\(time).getMinutes('Asia/Kathmandu') == 15 && duration('90m').getMinutes() == 90",
        ofDuration: { $0.seconds / 60 }
      ) { time, _ in time.minute },
      part(
        "getSeconds", "The second of the minute, or all whole seconds of a length",
        "\(time).getSeconds() == 15 && duration('90m').getSeconds() == 5400",
        ofDuration: { $0.seconds }
      ) { time, _ in time.second },
      part(
        "getMilliseconds", "The milliseconds of the second",
        "\(time).getMilliseconds() == 250 && duration('1.5s').getMilliseconds() == 500",
        ofDuration: { Int64($0.nanoseconds / 1_000_000) }
      ) { _, time in Int(time.nanoseconds / 1_000_000) },
    ]
  }
}
