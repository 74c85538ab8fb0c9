// Dates, times and lengths of time: what is read, and why the rest is refused.

import CEL
import Scenarios
import Testing

@Suite("Dates and lengths of time as written")
struct CalendarTextTests {
  @Test(
    "dates and times",
    arguments: [
      ("1970-01-01", 0, nil), ("2021-03-20", 1_616_198_400, nil),
      ("2021-03-20T09:00", 1_616_230_800, nil), ("2021-03-20 09:00:30", 1_616_230_830, nil),
      ("2021-03-20T09:00-07:00", 1_616_230_800, -25_200), ("2021-03-20T09:00Z", 1_616_230_800, 0),
      ("2021-03-20 09:00 +0530", 1_616_230_800, 19_800), ("2000-02-29", 951_782_400, nil),
      ("0001-01-01", -62_135_596_800, nil), ("9999-12-31T23:59:59", 253_402_300_799, nil),
    ] as [(String, Int64, Int?)])
  func dates(text: String, seconds: Int64, offset: Int?) throws {
    let date = try CalendarText(text.utf8)
    #expect(date.local.secondsSince1970 == seconds)
    #expect(date.offset == offset)
  }

  @Test("a written offset wins over the zone of the store")
  func instants() throws {
    let zone = try #require(TimeZone(identifier: "America/Los_Angeles"))
    #expect(try CalendarText("2021-03-20T09:00".utf8).instant(in: zone)?.seconds == 1_616_256_000)
    #expect(try CalendarText("2021-03-20T09:00Z".utf8).instant(in: zone)?.seconds == 1_616_230_800)
    #expect(try CalendarText("0001-01-01T00:00+01:00".utf8).instant(in: zone) == nil)
  }

  @Test("fractions of a second")
  func fraction() throws {
    #expect(try CalendarText("2021-03-20T09:00:30.25Z".utf8).nanoseconds == 250_000_000)
    #expect(try CalendarText("2021-03-20T09:00:30.000000001".utf8).nanoseconds == 1)
  }

  @Test(
    "what is no date",
    arguments: [
      ("2021-02-30", "no day 30"), ("2021-13-01", "no month 13"), ("0000-01-01", "no year 0"),
      ("1900-02-29", "only 28 days"), ("2021-3-2", "year-month-day"), ("03/20/2021", "2021-03-02"),
      ("2021-03-20T24:00", "23:59:59"), ("2021-03-20T9:00", "09:00"), ("2021-03-20T", "09:00"),
      ("2021-03-20T09:00 PST", "offset"), ("2021-03-20T09:00+7", "-07:00"),
      ("2021-03-20T09:00:30.0000000001", "nine"), ("", "2021-03-02"), ("2021-03-20x", "T"),
      ("2021-03-20T09:00+19:00", "-07:00"), ("2021-03-20T09:00Zz", "offset"),
    ])
  func faults(text: String, words: String) throws {
    let fault = #expect(throws: CalendarText.Fault.self) { try CalendarText(text.utf8) }
    #expect(try #require(fault).reason.contains(words))
  }

  @Test(
    "lengths of time",
    arguments: [
      ("3d", 259_200), ("30 days", 2_592_000), ("24h", 86_400), ("1h30m", 5400),
      ("1 day 2 hours", 93_600), ("2 Weeks", 1_209_600), ("90 min", 5400), ("0s", 0),
      ("3", nil), ("d", nil), ("", nil), ("3 fortnights", nil), ("1h1h", nil), ("1m 1h", nil),
      ("-3d", nil), ("1.5h", nil), ("9999999999999d", nil), ("36601d", nil), ("3 d x", nil),
    ] as [(String, Int64?)])
  func durations(text: String, seconds: Int64?) {
    #expect(CEL.Duration(written: text.utf8)?.seconds == seconds)
  }
}
