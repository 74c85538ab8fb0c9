// A small policy, read exactly, then mutated at random: always a policy or an error.

import CEL
import Foundation
import PolicyEngine
import Scenarios
import Testing

@Suite("Any policy files end with a policy or an error")
struct PolicyPropertyTests {
  static let pieces = [
    ":", ": ", "\n", "  ", "- ", "{", "}", "[", "]", ",", "\"", "'", "&a ", "*a", "|\n", "none",
    "~",
    "lamp.lit", "yes", "2021-02-30", "when: ", "id: ", "&& ", "((((", "1e999", "é", "\u{202E}",
  ]

  @Test("mutated files of a small policy", arguments: 1...6 as ClosedRange<UInt64>)
  func mutations(seed: UInt64) throws {
    let folder = cases.appending(path: "SmallPolicy").path
    let sources = try PolicySources.folder(folder).texts.map { ($0.name, $0.text) }
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      var texts = sources
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let file = Int.random(in: 0..<texts.count, using: &generator)
        var scalars = Array(texts[file].1.unicodeScalars)
        let place = Int.random(in: 0...scalars.count, using: &generator)
        if Bool.random(using: &generator) {
          let piece = Self.pieces.randomElement(using: &generator) ?? ":"
          scalars.insert(contentsOf: piece.unicodeScalars, at: place)
        } else {
          scalars.removeSubrange(place..<min(scalars.count, place + 5))
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        texts[file].1 = String(text)
      }
      let mutated = PolicySources(
        name: "lamps", texts: texts.map { SourceText(name: $0.0, text: $0.1) })
      do throws(Diagnostics) {
        _ = try Policy(try PolicyLoader.load(mutated))
      } catch {
        for problem in error.all {
          #expect(!problem.rendered().isEmpty)
          let length = problem.span.map { $0.source.text.utf8.count } ?? 0
          #expect(problem.span?.range.upperBound ?? 0 <= length)
        }
      }
    }
  }

  @Test("a small policy says what its files say")
  func small() throws {
    let document = try PolicyLoader.load(
      try PolicySources.folder(cases.appending(path: "SmallPolicy").path))
    #expect(document.name.content == "lamps")
    #expect(document.questions.map(\.otherwise) == [false])
    #expect(document.facts.map(\.name.content) == ["lamp.lit", "lamp.bought"])
    #expect(document.facts.map(\.standard) == [.unknown, .absent])
    let periods = try #require(document.parameters.first?.periods)
    #expect(periods.map(\.value) == [Duration(seconds: 259_200).map(Value.duration), nil])
    #expect(periods.map(\.from) == [nil, Timestamp("2021-01-01T00:00:00Z")])
    #expect(document.citations.first?.place == "The Lamp Book, 1")
    let rule = try #require(document.chapters.first?.rules.last)
    #expect(rule.effect == .require)
    #expect(rule.must?.span?.text == "      has(lamp.bought)")
    #expect(rule.remedy?.kind == .wait)
    #expect(
      rule.says.content == "The lamp was bought on {lamp.bought}, it's {lamp.lit ? 'lit' : 'dark'}."
    )
    #expect(rule.examples.map(\.decides) == [true, false])
    let bought = try #require(Timestamp("2021-03-01T10:00:00Z"))
    let given = try #require(rule.examples.last?.given)
    #expect(given.map(\.state) == [.value(.timestamp(bought)), .unknown])
    _ = try Policy(document)
  }

  @Test("the schema of policy files is JSON and knows every key of a rule")
  func schema() throws {
    let data = Data(PolicyKeys.jsonSchema.utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let tables = try #require(object["$defs"] as? [String: [String: Any]])
    let rule = try #require(tables["rule"]?["properties"] as? [String: Any])
    for key in ["id", "effect", "when", "must", "unless", "says", "examples"] {
      #expect(rule[key] != nil)
    }
    #expect((object["anyOf"] as? [Any])?.count == 8)
  }
}
