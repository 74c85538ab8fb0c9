// Tables of phone numbers, look-alikes and contacts in words, read as they are written: what is
// marked must be found where it stands, and nothing else.

import Foundation
import MessageAnalysis
import Scenarios
import Testing

@Suite("Tables of numbers")
struct NumberTableTests {
  /// A line of a table.
  struct Line: CustomTestStringConvertible {
    /// The country or language.
    let group: String
    /// The words between it and the text.
    let kind: String
    let body: String
    /// What is marked.
    let marked: [String]
    var testDescription: String { "\(group) \(body)" }

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

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Tables")

  static func lines(_ file: String) throws -> [Line] {
    let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    return text.split(separator: "\n").compactMap { Line($0) }
  }

  /// How often something was found and missed.
  struct Score {
    var found = 0
    var missed = 0
    var recall: Double { Double(found) / Double(max(found + missed, 1)) }
  }

  let analyzer: Analyzer

  init() throws {
    analyzer = try LexiconFiles.builtIn().analyzer()
  }

  @Test("phone numbers are found", arguments: ["phones.txt", "phones-2.txt", "phones-3.txt"])
  func phones(file: String) throws {
    let lines = try Self.lines(file)
    var scores: [String: Score] = [:]
    var all = Score()
    var report: [String] = []
    for line in lines {
      let found = analyzer.quotes("phone-numbers", line.body)
      for marked in line.marked {
        let isFound = found.contains(marked)
        if !isFound { report.append("  missed \(line.group) \(line.body): \(found)") }
        for key in [line.group, line.kind] {
          if isFound {
            scores[key, default: Score()].found += 1
          } else {
            scores[key, default: Score()].missed += 1
          }
        }
        if isFound { all.found += 1 } else { all.missed += 1 }
      }
      for quote in found where !line.marked.contains(quote) {
        report.append("  wrongly \(line.group) \(line.body): \(quote)")
      }
    }
    print("\(file): found \(all.found) of \(all.found + all.missed), by country and cue:")
    for (key, score) in scores.sorted(by: { $0.key < $1.key }) {
      print("  \(key) \(score.found)/\(score.found + score.missed)", terminator: "")
    }
    print("\n" + report.joined(separator: "\n"))
    #expect(lines.count >= 60)
    #expect(all.recall >= 0.95)
  }

  @Test("look-alikes are left alone", arguments: ["look-alikes.txt", "look-alikes-2.txt", "look-alikes-3.txt"])
  func lookAlikes(file: String) throws {
    let lines = try Self.lines(file)
    var wrong: [String] = []
    for line in lines {
      let found = analyzer.quotes("phone-numbers", line.body)
      if !found.isEmpty { wrong.append("  wrongly \(line.group) \(line.body): \(found)") }
    }
    print("\(file): \(wrong.count) of \(lines.count) taken for phone numbers")
    print(wrong.joined(separator: "\n"))
    #expect(lines.count >= 60)
    #expect(Double(wrong.count) <= 0.02 * Double(lines.count))
  }

  @Test("contacts in words are found", arguments: ["spelled.txt", "spelled-2.txt", "spelled-3.txt"])
  func spelled(file: String) throws {
    let lines = try Self.lines(file)
    var scores: [String: Score] = [:]
    var all = Score()
    var report: [String] = []
    let facts = ["email": "email-addresses", "phone": "phone-numbers", "link": "links"]
    for line in lines {
      let parts = line.kind.split(separator: "=")
      let fact = try #require(facts[String(parts[0])])
      var found = analyzer.quotes(fact, line.body)
      if parts.count > 1, analyzer.value("link-hosts", line.body) != .strings([String(parts[1])]) {
        found = []
      }
      let isFound = found == line.marked
      if !isFound {
        report.append("  missed \(line.group) \(line.kind) \(line.body): \(found)")
        for (name, fact) in facts {
          report[report.count - 1] += " \(name) \(analyzer.quotes(fact, line.body))"
        }
      }
      for key in [line.group, String(parts[0])] {
        if isFound {
          scores[key, default: Score()].found += 1
        } else {
          scores[key, default: Score()].missed += 1
        }
      }
      if isFound { all.found += 1 } else { all.missed += 1 }
    }
    print("\(file): found \(all.found) of \(all.found + all.missed), by language and kind:")
    for (key, score) in scores.sorted(by: { $0.key < $1.key }) {
      print("  \(key) \(score.found)/\(score.found + score.missed)", terminator: "")
    }
    print("\n" + report.joined(separator: "\n"))
    #expect(all.recall >= 0.95)
  }

  @Test(
    "texts without contacts have none",
    arguments: ["spelled-look-alikes.txt", "spelled-look-alikes-2.txt", "spelled-look-alikes-3.txt"])
  func spelledLookAlikes(file: String) throws {
    let lines = try Self.lines(file)
    var wrong: [String] = []
    for line in lines {
      for fact in ["email-addresses", "phone-numbers", "links"] {
        let found = analyzer.quotes(fact, line.body)
        if !found.isEmpty { wrong.append("  wrongly \(line.group) \(line.body): \(fact) \(found)") }
      }
    }
    print("\(file): \(wrong.count) of \(lines.count) taken for contacts")
    print(wrong.joined(separator: "\n"))
    #expect(Double(wrong.count) <= 0.02 * Double(lines.count))
  }
}
