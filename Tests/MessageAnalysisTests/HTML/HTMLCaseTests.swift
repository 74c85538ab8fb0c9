// Bodies in HTML as files: what each fact is, with the author's bytes that make it so, against a
// recorded text beside it.

import Foundation
import MessageAnalysis
import Testing

@Suite("HTML cases")
struct HTMLCaseTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".html") }.map { String($0.dropLast(5)) }.sorted()
  }()

  /// The facts that are not what they are in an empty body, each with its quotes.
  static func report(_ body: String, _ analyzer: Analyzer) -> String {
    let analysis = analyzer.analyze(Message(body: body, bodyKind: .html))
    let empty = analyzer.analyze(Message())
    let bytes = Array(body.utf8)
    var lines: [String] = []
    for (number, fact) in analyzer.facts.enumerated()
    where analysis.values[number] != empty.values[number]
      && !["message.has-html", "message.language", "message.languages"].contains(fact.name)
    {
      let words =
        switch analysis.values[number] {
        case .bool(let value): value ? "yes" : "no"
        case .int(let value): "\(value)"
        case .number(let value): "\(value)"
        case .choice(let word): word
        case .strings(let texts): texts.joined(separator: ", ")
        case .string(let text): text
        case .absent: "none"
        case .unknown: "unknown"
        }
      lines.append("\(fact.name): \(words)")
      for finding in analysis.findings(of: number) where finding.part == .body {
        let quote = String(decoding: bytes[finding.range], as: UTF8.self)
        let shown = quote.count > 90 ? quote.prefix(60) + " … " + quote.suffix(25) : quote[...]
        lines.append("  | " + String(shown.map { $0.isNewline ? "⏎" : $0 }))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test("facts and places are as recorded", arguments: names)
  func recorded(name: String) throws {
    let analyzer = try MessageAnalysisTests.analyzer([
      ("message.asks", ["leave ..5 review"]), ("message.thanks", ["thank you"]),
    ])
    let body = try String(contentsOf: Self.folder.appending(path: name + ".html"), encoding: .utf8)
    let found = Self.report(body, analyzer)
    let file = Self.folder.appending(path: name + ".txt")
    let isRecording = ProcessInfo.processInfo.environment["MAYSEND_RECORD"] != nil
    guard !isRecording, let known = try? String(contentsOf: file, encoding: .utf8) else {
      try found.write(to: file, atomically: true, encoding: .utf8)
      if !isRecording { Issue.record("\(name).txt was missing and is now written") }
      return
    }
    #expect(found == known, "\(name)")
  }

  @Test("there are cases") func some() { #expect(Self.names.count >= 12) }
}
