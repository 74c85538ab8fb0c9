// Tables of phone numbers, look-alikes and contacts in words, read as they are written: what is
// marked must be found where it stands, and nothing else. Each run prints the share that was found.

import Foundation
import MessageAnalysis
import Scenarios
import Testing

@Suite("Tables of numbers")
struct NumberTableTests {
  /// A line of a table.
  struct Line {
    /// The country or language.
    let group: String
    /// The word between it and the text.
    let kind: String
    let body: String
    /// What is marked.
    let marked: [String]

    init?(_ text: Substring) {
      let parts = text.split(separator: " ", maxSplits: 2)
      guard parts.count == 3, parts[0] != "#" else { return nil }
      group = String(parts[0])
      kind = String(parts[1])
      let written = parts[2].replacing("\\n", with: "\n")
      body = written.filter { $0 != "«" && $0 != "»" }
      marked = written.split(separator: "«", omittingEmptySubsequences: false).dropFirst()
        .map { String($0.prefix { $0 != "»" }) }
    }
  }

  /// What came out as written, in all and group by group, and the lines that did not.
  struct Tally {
    private var groups: [String: (right: Int, all: Int)] = [:]
    private(set) var right = 0
    private(set) var all = 0
    private(set) var wrong: [String] = []

    mutating func add(_ line: Line, isRight: Bool, _ found: [String]) {
      all += 1
      right += isRight ? 1 : 0
      for group in [line.group, String(line.kind.prefix { $0 != "=" })] {
        groups[group, default: (0, 0)].all += 1
        groups[group, default: (0, 0)].right += isRight ? 1 : 0
      }
      if !isRight { wrong.append("  \(line.group) \(line.kind) \(line.body) found: \(found)") }
    }

    func report(_ file: String) {
      let shares = groups.sorted { $0.key < $1.key }.map { "\($0) \($1.right)/\($1.all)" }
      print("\(file): \(right) of \(all) as written; " + shares.joined(separator: ", "))
      for line in wrong { print(line) }
    }
  }

  static func lines(_ file: String) throws -> [Line] {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Tables/\(file).txt")
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    return lines.compactMap { Line($0) }
  }

  /// Its lexicons are compiled once for all tables.
  private static let shipped = Result { try LexiconFiles.builtIn().analyzer() }
  let analyzer: Analyzer

  init() throws { analyzer = try Self.shipped.get() }

  @Test("phone numbers are found", arguments: ["phones", "phones-2", "phones-3", "phones-4"])
  func phones(file: String) throws {
    var tally = Tally()
    for line in try Self.lines(file) {
      let found = analyzer.quotes("phone-numbers", line.body)
      tally.add(line, isRight: found == line.marked, found)
    }
    tally.report(file)
    #expect(tally.all >= (file == "phones" ? 200 : 30))
    #expect(Double(tally.right) >= 0.95 * Double(tally.all))
  }

  @Test(
    "look-alikes are left alone",
    arguments: ["look-alikes", "look-alikes-2", "look-alikes-3", "look-alikes-4"])
  func lookAlikes(file: String) throws {
    var tally = Tally()
    for line in try Self.lines(file) {
      let found = analyzer.quotes("phone-numbers", line.body)
      tally.add(line, isRight: found.isEmpty, found)
    }
    tally.report(file)
    #expect(tally.all >= (file == "look-alikes" ? 200 : 60))
    #expect(Double(tally.right) >= 0.98 * Double(tally.all))
  }

  static let contacts = [
    "email": "email-addresses", "phone": "phone-numbers", "link": "links",
  ]
  /// The facts of which one shows a handle of a messenger or a network.
  static let handles = ["suggests-phone-or-chat", "refers-elsewhere"]

  @Test(
    "contacts in words are found",
    arguments: ["spelled", "spelled-2", "spelled-3", "spelled-4", "spelled-5", "spelled-6"])
  func spelled(file: String) throws {
    var tally = Tally()
    for line in try Self.lines(file) {
      if line.kind == "handle" {
        let shown = Self.handles.filter { analyzer.value($0, line.body) == .bool(true) }
        tally.add(line, isRight: !shown.isEmpty, shown)
        continue
      }
      let parts = line.kind.split(separator: "=").map(String.init)
      let found = analyzer.quotes(try #require(Self.contacts[parts[0]]), line.body)
      let hosts = analyzer.value("link-hosts", line.body)
      let hasHost = parts.count == 1 || hosts == .strings([parts[1]])
      tally.add(line, isRight: found == line.marked && hasHost, found)
    }
    tally.report(file)
    #expect(tally.all >= 40)
    #expect(Double(tally.right) >= 0.95 * Double(tally.all))
  }

  @Test(
    "texts without contacts have none",
    arguments: [
      "spelled-look-alikes", "spelled-look-alikes-2", "spelled-look-alikes-3",
      "spelled-look-alikes-4", "spelled-look-alikes-5", "spelled-look-alikes-6",
    ])
  func spelledLookAlikes(file: String) throws {
    var tally = Tally()
    for line in try Self.lines(file) {
      // Links to the store and to carriers lead to nobody else.
      let found = ["email-addresses", "phone-numbers", "external-links", "tracking-numbers"]
        .flatMap { analyzer.quotes($0, line.body) }
      tally.add(line, isRight: found.isEmpty, found)
    }
    tally.report(file)
    #expect(tally.all >= 30)
    #expect(Double(tally.right) >= 0.98 * Double(tally.all))
  }

  @Test("tracking numbers are told by their shape")
  func parcels() throws {
    var tally = Tally()
    for line in try Self.lines("parcels") {
      let found = analyzer.quotes("tracking-numbers", line.body)
      tally.add(line, isRight: found == line.marked, found)
    }
    tally.report("parcels")
    #expect(tally.all >= 50)
    #expect(Double(tally.right) >= 0.98 * Double(tally.all))
  }
}
