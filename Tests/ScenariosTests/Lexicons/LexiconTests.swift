// The lexicons that ship with the program: every example of every fact, and how well all facts
// together read messages that were labelled by hand.

import CEL
import Foundation
import MessageAnalysis
import Scenarios
import Testing

@Suite("Lexicons")
struct LexiconTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
  let files: LexiconFiles
  let analyzer: Analyzer

  init() throws {
    files = LexiconFiles.builtIn()
    analyzer = try files.analyzer(checksLanguages: true)
  }

  @Test("every example of every lexicon comes out as written")
  func examples() throws {
    var wrong: [String] = []
    for entry in try files.lexicons().flatMap(\.entries) where !(entry.must + entry.mustNot).isEmpty {
      let fact = try #require(analyzer.facts.firstIndex { $0.name == entry.fact.text })
      for (phrases, expected) in [(entry.must, true), (entry.mustNot, false)] {
        for phrase in phrases {
          let analysis = analyzer.analyze(Message(body: phrase.text))
          if analysis.values[fact] != .bool(expected) {
            let line = phrase.span.start.line
            wrong.append("\(phrase.span.source.name):\(line) \(entry.fact.text): \(phrase.text)")
          }
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
  }

  @Test("every fact of a lexicon has a meaning, examples and near misses")
  func documented() throws {
    let entries = try files.lexicons().flatMap(\.entries)
    for fact in analyzer.facts {
      #expect(!fact.summary.isEmpty, "\(fact.name)")
      let own = entries.filter { $0.fact.text == fact.name }
      if own.isEmpty { continue }
      #expect(own.contains { !$0.must.isEmpty }, "\(fact.name)")
      #expect(own.contains { !$0.mustNot.isEmpty }, "\(fact.name)")
    }
  }

  @Test("labelled messages: precision and recall of each fact")
  func labelled() throws {
    let url = Self.folder.appending(path: "messages-en.yaml")
    let source = SourceText(
      name: "messages-en.yaml", text: try String(contentsOf: url, encoding: .utf8))
    let document = try YAMLDocument.parse(source)
    let lexical = analyzer.facts.indices.filter { analyzer.facts[$0].kind == .bool }
    let structural: Set = ["order-id-in-subject", "order-id-in-body", "has-html"]
    var hits: [String: (right: Int, wrong: Int, missed: Int)] = [:]
    var report: [String] = []
    let messages = try #require(document.root["messages"])
    #expect(messages.count >= 150)
    for node in messages.items {
      let text = try #require(node["text"]).text
      let labels = Set(try #require(node["says"]).items.map(\.text))
      let analysis = analyzer.analyze(Message(body: text))
      for fact in lexical {
        let name = String(analyzer.facts[fact].name.dropFirst("message.".count))
        if structural.contains(name) { continue }
        let found = analysis.values[fact] == .bool(true)
        switch (found, labels.contains(name)) {
        case (true, true): hits[name, default: (0, 0, 0)].right += 1
        case (true, false):
          hits[name, default: (0, 0, 0)].wrong += 1
          let by = analysis.findings(of: fact).map { analyzer.detector(of: $0).summary }
          report.append("  wrongly \(name): \(text.prefix(90)) \(by)")
        case (false, true):
          hits[name, default: (0, 0, 0)].missed += 1
          report.append("  missed \(name): \(text.prefix(110))")
        case (false, false): break
        }
      }
      for label in labels {
        #expect(analyzer.facts.contains { $0.name == "message.\(label)" }, "no fact \(label)")
      }
    }
    var (right, wrong, missed) = (0, 0, 0)
    print("fact                         precision  recall   (labelled messages)")
    for (name, count) in hits.sorted(by: { $0.key < $1.key }) {
      right += count.right
      wrong += count.wrong
      missed += count.missed
      let precision = Self.share(count.right, count.right + count.wrong)
      let recall = Self.share(count.right, count.right + count.missed)
      let padded = name.padding(toLength: 28, withPad: " ", startingAt: 0)
      print("\(padded) \(precision)     \(recall)    \(count.right + count.missed)")
    }
    print(report.joined(separator: "\n"))
    #expect(Double(right) >= 0.95 * Double(right + wrong), "precision")
    #expect(Double(right) >= 0.90 * Double(right + missed), "recall")
    for (name, count) in hits where count.right + count.missed >= 8 {
      #expect(Double(count.right) >= 0.9 * Double(count.right + count.wrong), "precision \(name)")
      #expect(Double(count.right) >= 0.85 * Double(count.right + count.missed), "recall \(name)")
    }
  }

  private static func share(_ part: Int, _ whole: Int) -> String {
    whole == 0 ? "  –  " : String(format: "%.3f", Double(part) / Double(whole))
  }

  @Test("links, carriers and Amazon's pages are told apart by the host lists")
  func hosts() throws {
    let analysis = analyzer.analyze(
      Message(
        body: """
          https://www.amazon.de/gp/css/order-history http://lumenoak.example/shop \
          https://track.dhl.de/42 www.amazon.com/dp/B01 amzn.to/3x our.shop.com Amazon.com \
          https://notamazon.com/dp/1
          """))
    func int(_ name: String) -> TextValue? {
      analyzer.facts.firstIndex { $0.name == "message.\(name)" }.map { analysis.values[$0] }
    }
    #expect(int("links") == .int(7))
    #expect(int("amazon-links") == .int(3))
    #expect(int("amazon-product-links") == .int(2))
    #expect(int("carrier-links") == .int(1))
    #expect(int("external-links") == .int(3))
    #expect(int("insecure-links") == .int(1))
  }

  @Test("faults in a lexicon file are told all at once, each with its place")
  func faults() throws {
    let source = SourceText(
      name: "Lexicons/en/x.yaml",
      text: """
        language: en
        lists:
          thing: [(a|b]
        facts:
          - fact: message.x
            patterns: ["(leave", "..3 review", "a <thingy> b", "one ..99 two", "a|b", "ab* c"]
          - fact: message.z
            patterns: [link]
          - fact: message.empty
        """)
    let facts = SourceText(
      name: "Lexicons/facts.yaml",
      text: """
        facts:
          - { fact: message.x, means: X., any-of: [message.y] }
          - { fact: message.links, means: Links. }
          - { fact: message.empty, means: Empty. }
        """)
    let error = #expect(throws: Diagnostics.self) {
      try LexiconFiles([facts, source]).analyzer(checksLanguages: true)
    }
    let text = try #require(error).rendered(plain: true)
    for part in [
      "`(` without `)`", "begins with something that may be missing", "unknown list `<thingy>`",
      "a gap has between 1 and 20 words", "`|` outside of parentheses",
      "no lexicon has the fact `message.y`", "`message.links` is read without a lexicon",
      "nothing makes this fact hold", "x.yaml:6:17", "there is no fact `message.z`",
      "a stem has at least 3 letters",
    ] {
      #expect(text.contains(part), "\(part)\n\(text)")
    }
  }

  @Test("unknown keys of a lexicon are told with the key that was meant")
  func keys() throws {
    let source = SourceText(
      name: "en/x.yaml", text: "language: en\nfacts:\n  - fact: message.x\n    pattern: [a]\n")
    let error = #expect(throws: Diagnostics.self) { try LexiconReader.lexicon(source) }
    #expect(try #require(error).rendered().contains("did you mean `patterns`?"))
  }
}
