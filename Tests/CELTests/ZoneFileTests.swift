// Damaged zone files are refused, and rules for the future are read as POSIX says.

import Foundation
import Testing

@testable import CEL

@Suite struct ZoneFileTests {
  @Test func damagedFilesNeverCrash() throws {
    let file = try #require(ZoneDirectory.file(named: "America/New_York"))
    #expect(ZoneTable(file: file) != nil)
    var generator = SeededGenerator(seed: 3)
    for count in stride(from: 0, to: file.count, by: 37) {
      #expect(ZoneTable(file: Array(file[..<count])) == nil)
    }
    for _ in 0..<3_000 {
      var bytes = file
      for _ in 0...Int.random(in: 0...4, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      guard let table = ZoneTable(file: bytes) else { continue }
      for time: Int64 in [-70_000_000_000, 0, 1_600_000_000, 200_000_000_000] {
        _ = table.period(at: time)
        _ = table.transition(after: time)
      }
    }
  }

  @Test(
    arguments: [
      ("EST5EDT,M3.2.0,M11.1.0", "2050-03-13T07:00:00Z"), ("<-03>3", nil),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-03-27T01:00:00Z"),
      ("XXX0YYY,J60/0,J300/0", "2050-03-01T00:00:00Z"),
      ("XXX0YYY,59/0,299/0", "2050-03-01T00:00:00Z"),
      ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2050-03-26T00:00:00Z"),
    ] as [(String, String?)])
  func rulesAreRead(text: String, next: String?) throws {
    let rule = try #require(ZoneRule(Array(text.utf8)[...]))
    let start = try #require(Timestamp("2050-01-15T00:00:00Z")).seconds
    #expect(rule.transition(after: start).flatMap { Timestamp(seconds: $0) }?.description == next)
  }

  @Test(arguments: [
    "", "A5", "EST", "EST5EDT", "EST5EDT,M13.1.0,M1.1.0", "EST5EDT,M3.2.0",
    "EST5EDT,M3.2.7,M11.1.0",
    "EST99", "<EST5", "EST5EDT,M3.2.0,M11.1.0x",
  ])
  func otherTextsAreNoRules(text: String) { #expect(ZoneRule(Array(text.utf8)[...]) == nil) }
}
