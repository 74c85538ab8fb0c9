// Instants, lengths of time and time zones, the latter compared with Foundation's.

import CEL
import Foundation
import Testing

private typealias Zone = CEL.TimeZone
private typealias SystemZone = Foundation.TimeZone
private typealias Length = CEL.Duration

@Suite struct TimeTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, 0), ("2000-02-29T23:59:59.5Z", 951_868_799, 500_000_000),
    ("0001-01-01T00:00:00Z", -62_135_596_800, 0), ("2020-11-06T08:30:00+05:30", 1_604_631_600, 0),
    ("9999-12-31T23:59:59.999999999Z", 253_402_300_799, 999_999_999),
    ("1969-12-31T23:59:59.25Z", -1, 250_000_000),
  ])
  func timestampsAreRead(text: String, seconds: Int64, nanoseconds: Int32) throws {
    let time = try #require(Timestamp(text))
    #expect(time.seconds == seconds && time.nanoseconds == nanoseconds)
    if text.hasSuffix("Z") { #expect(time.description == text) }
  }

  @Test(arguments: [
    "", "2020-01-01", "2020-13-01T00:00:00Z", "2019-02-29T00:00:00Z", "2020-01-01T24:00:00Z",
    "2020-01-01T00:00:60Z", "2020-01-01T00:00:00", "10000-01-01T00:00:00Z", "2020-01-01T00:00:00.Z",
    "0000-12-31T23:59:59Z", "2020-01-01T00:00:00.1234567890Z", "2020-01-01T00:00:00+24:00",
    "0001-01-01T00:00:00+00:01", "2020-01-01T00:00:00Z ",
  ])
  func otherTextsAreNoTimestamps(text: String) { #expect(Timestamp(text) == nil) }

  @Test(arguments: [
    ("0", "0s"), ("90m", "5400s"), ("1h30m", "5400s"), ("-1.5s", "-1.500s"), ("+2h", "7200s"),
    ("1.5h", "5400s"), ("250ms", "0.25s"), ("1us1ns", "0.000001001s"), ("-1ns", "-0.000000001s"),
    (".5s", "0.5s"), ("-2562047h47m16.854775808s", "-9223372036.854775808s"),
  ])
  func durationsAreRead(text: String, printed: String) throws {
    let length = try #require(Length(text))
    #expect(length.description == printed.replacing(".500s", with: ".5s"))
    #expect(Length(length.description) == length)
  }

  @Test(arguments: [
    "", "1", "h", "1x", "1h-30m", "--1s", ".s", "9999999h", "2562047h47m16.854775808s", "1e3s",
    "1 h",
  ])
  func otherTextsAreNoDurations(text: String) { #expect(Length(text) == nil) }

  @Test func zonesAgreeWithFoundation() throws {
    var compared = 0
    var differing: Set<String> = []
    for name in SystemZone.knownTimeZoneIdentifiers {
      guard let theirs = SystemZone(identifier: name), let ours = Zone(identifier: name) else {
        continue
      }
      compared += 1
      var generator = SeededGenerator(seed: 7)
      for _ in 0..<60 {
        // From 1980 on; historians still change what was before.
        let past = Int64.random(in: 315_000_000...1_700_000_000, using: &generator)
        let future = Int64.random(in: 1_700_000_000...9_000_000_000, using: &generator)
        for seconds in [past, future] {
          let time = try #require(Timestamp(seconds: seconds))
          let expected = theirs.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
          if seconds == future {
            if ours.offset(at: time) != expected { differing.insert(name) }
          } else {
            #expect(ours.offset(at: time) == expected, "\(name) \(time)")
          }
        }
      }
    }
    #expect(compared > 300)
    // Foundation brings data of its own, in which governments' latest plans are missing.
    #expect(differing.count < compared / 20, "\(differing.sorted())")
  }

  @Test func clocksThatChangeGiveTheirInstants() throws {
    let berlin = try #require(Zone(identifier: "Europe/Berlin"))
    func instant(_ month: Int, _ day: Int, _ hour: Int, _ minute: Int) -> String? {
      berlin.instant(
        of: CivilTime(year: 2021, month: month, day: day, hour: hour, minute: minute))?.description
    }
    #expect(instant(1, 1, 0, 0) == "2020-12-31T23:00:00Z")
    // Skipped: 02:30 on 28 March became 03:30.
    #expect(instant(3, 28, 2, 30) == "2021-03-28T01:30:00Z")
    // Twice: 02:30 on 31 October, the first one counts.
    #expect(instant(10, 31, 2, 30) == "2021-10-31T00:30:00Z")
    let time = try #require(Timestamp("2021-01-01T00:00:00Z"))
    #expect(
      berlin.transitions(after: time, limit: 2).map(\.description)
        == ["2021-03-28T01:00:00Z", "2021-10-31T01:00:00Z"])
    #expect(berlin.abbreviation(at: time) == "CET" && !berlin.isDaylightSaving(at: time))
    let far = try #require(Timestamp("2500-07-01T00:00:00Z"))
    #expect(berlin.abbreviation(at: far) == "CEST" && berlin.offset(at: far) == 7_200)
    #expect(berlin.transition(after: far)?.description == "2500-10-31T01:00:00Z")
    #expect(berlin.local(far).hour == 2)
  }

  @Test(arguments: [
    ("UTC", 0), ("+05:30", 19_800), ("-08:00", -28_800), ("02:00", 7_200),
    ("Asia/Kathmandu", 20_700),
  ])
  func offsetsAreFound(identifier: String, offset: Int) throws {
    let zone = try #require(Zone(identifier: identifier))
    #expect(zone.offset(at: try #require(Timestamp(seconds: 1_600_000_000))) == offset)
  }

  @Test(arguments: [
    "", "/", "..", "../passwd", "Europe/../../passwd", "/etc/passwd", "Europe/", "Europe//Berlin",
    "Europe", "No/Where", "+5:30", "+25:00", "Europe/Berlin\0", "zone.tab",
    String(repeating: "a", count: 5_000),
  ])
  func otherNamesAreNoZones(identifier: String) {
    #expect(Zone(identifier: identifier) == nil)
  }

  @Test func calendarAgreesWithFoundation() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(SystemZone(identifier: "UTC"))
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<2_000 {
      // After 1582, when Foundation's calendar is Gregorian.
      let seconds = Int64.random(in: -12_000_000_000...250_000_000_000, using: &generator)
      let time = CivilTime(secondsSince1970: seconds)
      let parts = calendar.dateComponents(
        [.year, .month, .day, .hour, .minute, .second, .weekday],
        from: Date(timeIntervalSince1970: Double(seconds)))
      #expect(time.year == parts.year && time.month == parts.month && time.day == parts.day)
      #expect(time.hour == parts.hour && time.minute == parts.minute && time.second == parts.second)
      #expect(time.weekday + 1 == parts.weekday)
      #expect(time.secondsSince1970 == seconds)
    }
  }
}
