// Every way to write YAML wrongly, as golden text with caret and help; cases are in `Cases/BadYAML`.

import CEL
import Foundation
import Scenarios
import Testing

@Suite("Errors of YAML files")
struct YAMLErrorTests {
  @Test("each bad file gives the golden errors", arguments: files(in: "BadYAML", extension: "yaml"))
  func golden(file: URL) throws {
    var problems: [Diagnostic] = []
    let source = try SourceText(name: file.lastPathComponent, bytes: Array(Data(contentsOf: file)))
    _ = YAMLDocument.parse(source, reporting: &problems)
    let text = problems.map { $0.rendered() + "\n" }.joined()
    try expect(text, equals: file.deletingPathExtension().appendingPathExtension("txt"))
  }

  @Test(
    "characters that YAML refuses",
    arguments: [
      ("a: x\u{0}y", "yaml-nul", 1, 5), ("a: 1\rb: 2\n", "yaml-line-break", 1, 5),
      ("a: \u{1B}[31m", "yaml-control-character", 1, 4),
      ("é: \u{85}", "yaml-control-character", 1, 4),
      ("a: 1\nb: \u{2028}", "yaml-line-break", 2, 4), ("a: \u{7F}", "yaml-control-character", 1, 4),
      ("a: 1\n\u{FEFF}b: 2", "yaml-byte-order-mark", 2, 1),
      ("a: \u{FFFF}", "yaml-character", 1, 4),
    ])
  func character(text: String, id: String, line: Int, column: Int) throws {
    let error = #expect(throws: Diagnostics.self) {
      try YAMLDocument.parse(SourceText(name: "x", text: text))
    }
    let problem = try #require(error?.all.first)
    #expect(problem.id == id)
    #expect(problem.span?.start.line == line)
    #expect(problem.span?.start.column == column)
  }

  @Test(
    "bytes that are not UTF-8 are shown at their place",
    arguments: [
      ([0x61, 0x0A, 0x62, 0xFF, 0x63], 3), ([0xFF], 0), ([0x61, 0xEF, 0xBF, 0x61], 1),
      ([0xC3], 0), ([0x61, 0xEF, 0xBF, 0xBD, 0xEF, 0x41], 4),
    ] as [([UInt8], Int)])
  func notUTF8(bytes: [UInt8], offset: Int) throws {
    let error = #expect(throws: Diagnostics.self) { try SourceText(name: "x", bytes: bytes) }
    let problem = try #require(error?.all.first)
    #expect(problem.id == "not-utf8")
    #expect(problem.span?.range.lowerBound == offset)
  }

  @Test("a file above the limit is refused before it is read")
  func tooLarge() throws {
    let text = String(repeating: "a", count: YAMLLimits.fileBytes + 1)
    let error = #expect(throws: Diagnostics.self) {
      try YAMLDocument.parse(SourceText(name: "x", text: text))
    }
    #expect(error?.all.first?.id == "yaml-file-too-large")
  }

  @Test("the list of problems ends")
  func manyProblems() throws {
    let text = String(repeating: "a: 1\n", count: 5000)
    let error = #expect(throws: Diagnostics.self) {
      try YAMLDocument.parse(SourceText(name: "x", text: text))
    }
    #expect(error?.all.count == YAMLLimits.problems + 1)
    #expect(error?.all.last?.id == "yaml-more-problems")
  }
}
