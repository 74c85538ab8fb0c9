// Seeded random and mutated texts: always a tree or an error, every place inside the text.

import CEL
import Foundation
import Scenarios
import Testing

@Suite("Any YAML ends with a tree or an error")
struct YAMLPropertyTests {
  static let sample = """
    scenario: A request – "quoted"   # why
    orders: &all
      112-1: { buyer: { name: 'O''Hara', tags: [a, "b\\n", ~] }, placed: 2021-03-01T10:02-08:00 }
    messages:
      first: &one
        body: |
          Grüße,
            日本 🎁 {order.id}

        says: >-
          folded
          text
      second: *one
    script:
      - can: first
        at: 2021-03-11
      -
        - nested
    ? key
    : *all
    """

  /// Parses, walks the whole tree and checks that each place lies in the text and in its parent.
  func walk(_ source: SourceText) {
    var problems: [Diagnostic] = []
    let length = source.text.utf8.count
    guard let document = YAMLDocument.parse(source, reporting: &problems) else {
      #expect(!problems.isEmpty)
      check(problems, length)
      return
    }
    check(problems, length)
    var visited = 0
    func visit(_ node: YAMLNode, depth: Int) {
      visited += 1
      #expect(depth <= YAMLLimits.nesting)
      let range = node.span.range
      let content = node.contentSpan.range
      #expect(range.lowerBound <= range.upperBound && range.upperBound <= length)
      #expect(range.lowerBound <= content.lowerBound && content.upperBound <= range.upperBound)
      #expect(
        !node.isVerbatim || node.kind != .scalar || node.text == node.contentSpan.text,
        "\(node.style) \(node.text.debugDescription) \(node.span.text.debugDescription)")
      for item in node.items { visit(item, depth: depth + 1) }
      for entry in node.entries {
        visit(entry.key, depth: depth + 1)
        visit(entry.value, depth: depth + 1)
      }
    }
    visit(document.root, depth: 0)
    #expect(visited <= length + YAMLLimits.aliasedNodes + 2)
  }

  func check(_ problems: [Diagnostic], _ length: Int) {
    for problem in problems {
      #expect(!problem.rendered().isEmpty)
      if let range = problem.span?.range { #expect(range.upperBound <= length) }
    }
  }

  @Test("mutated files", arguments: 1...8 as ClosedRange<UInt64>)
  func mutations(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      ":", ": ", "- ", "[", "]", "{", "}", ",", "\n", "\n  ", "\t", "|", ">", "&x ", "*x", "!",
      "\"",
      "'", "#", "%", "---\n", "é", "日", "🎁", "\r\n", "? ", "<<: ", "~", "\\", "\u{85}", "\u{FEFF}",
    ]
    let sample = Array(Self.sample.unicodeScalars)
    for _ in 0..<150 {
      var text = sample
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<text.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: text.remove(at: place)
        case 1: text.removeSubrange(place..<min(text.count, place + 20))
        case 2:
          let piece = pieces.randomElement(using: &generator) ?? ":"
          text.insert(contentsOf: piece.unicodeScalars, at: place)
        default:
          let end = min(text.count, place + Int.random(in: 1...60, using: &generator))
          text.insert(contentsOf: text[place..<end], at: Int.random(in: 0..<end, using: &generator))
        }
        if text.isEmpty { text = sample }
      }
      var string = String.UnicodeScalarView()
      string.append(contentsOf: text)
      walk(SourceText(name: "seed \(seed)", text: String(string)))
    }
  }

  @Test("random bytes", arguments: 1...4 as ClosedRange<UInt64>)
  func bytes(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<150 {
      let isText = round % 2 == 0
      let bytes = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
        isText
          ? UInt8.random(in: 0x20...0x7E, using: &generator)
          : .random(in: 0...255, using: &generator)
      }
      do {
        walk(try SourceText(name: "seed \(seed)", bytes: bytes))
      } catch {
        for problem in error.all { #expect(!problem.rendered().isEmpty) }
      }
    }
  }

  @Test(
    "large hostile files end soon", .timeLimit(.minutes(1)),
    arguments: [
      "[", "{a: ", "- ", "? ", "\"", "&a ", "*a ", "a: ", "!", "|", "- a\n", "a: 1\n", "#",
    ])
  func large(piece: String) {
    let text = String(repeating: piece, count: 200_000 / piece.utf8.count)
    var problems: [Diagnostic] = []
    _ = YAMLDocument.parse(SourceText(name: "large", text: text), reporting: &problems)
    check(problems, text.utf8.count)
  }
}
