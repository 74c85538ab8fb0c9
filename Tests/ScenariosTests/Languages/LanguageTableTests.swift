// The language of labelled texts as the whole analyzer tells it, with the small words of the shipped
// lexicons: the same table as that of the library's own test.

import CEL
import Foundation
import MessageAnalysis
import Scenarios
import Testing

@Suite("The language of texts, with the shipped words")
struct LanguageTableTests {
  /// Label and text: `de`; `-` when nobody can tell; `?de` when it is a guess.
  static let table: [(label: String, text: String)] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../MessageAnalysisTests/Languages/texts.tsv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t", maxSplits: 1).map(String.init)
      return fields.count == 2 ? (fields[0], fields[1]) : nil
    }
  }()

  @Test func `Tell the language or nothing`() throws {
    let analyzer = try Shipped.domain().analyzer
    let fact = try #require(analyzer.facts.firstIndex { $0.name == "message.language" })
    var wrong: [String] = []
    var missed: [String] = []
    for (label, text) in Self.table {
      let value = analyzer.analyze(Message(body: text)).values[fact]
      let isKnown = !label.hasPrefix("-") && !label.hasPrefix("?")
      if case .string(let code) = value {
        if code != label { wrong.append("\(code), not \(label): \(text)") }
      } else if isKnown {
        missed.append("\(label): \(text)")
      }
    }
    #expect(Self.table.count >= 280)
    #expect(wrong.count <= 2, "\(wrong)")
    #expect(missed.count <= 3, "\(missed)")
  }
}
