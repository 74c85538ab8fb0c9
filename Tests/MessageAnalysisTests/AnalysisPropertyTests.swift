// What holds for every text: bounded work, places inside the text, and the registry of scanners.

import CEL
import Testing

@testable import MessageAnalysis

@Suite("Any text")
struct AnalysisPropertyTests {
  /// SplitMix64, so that every run sees the same texts.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      return z ^ z >> 31
    }
  }

  static let pieces = [
    "review", "leave", " ", "\n", "\r\n", ".", "?", "@", "a@b.example", "http://", "www.", "1Z",
    "+",
    "555", "-", "0", "(", ")", "112-4829301-5520193", "💡", "\u{200D}", "\u{FE0F}", "🇩🇪", "é", "’",
    "'",
    "\"", ">", "<", "<p", "&nbsp;", ":-)", "[Important]", "★", "\u{0}", "\u{2028}", "You wrote: ",
    "On 3 May x wrote:", "don't", "not", ",", "/", "日本", "\u{FFFD}", "%", "$5",
    " at ", " dot ", "(at)", " com", "five ", "dreißig-", "arobase", "アットマーク", "〇", "【", "plus ",
    "(",
    "five)",
  ]

  static func makeAnalyzer() throws -> Analyzer {
    try analyzer([
      (
        "message.x",
        ["leave ..5 review", "review <..4> leave", "/ (review|leave)", "not ..3 review"]
      ),
      ("message.y", ["review <question> ..3 leave", "<number> ..9 <number>", "<link> ..3 <link>"]),
    ])
  }

  @Test("findings lie in their part, on scalars, and the same text gives the same analysis")
  func spans() throws {
    let analyzer = try Self.makeAnalyzer()
    var generator = Generator(state: 7)
    for _ in 0..<1_000 {
      let length = Int.random(in: 0...40, using: &generator)
      func text() -> String {
        (0..<length).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
      }
      let message = Message(subject: text(), body: text())
      let analysis = analyzer.analyze(message)
      #expect(analysis == analyzer.analyze(message))
      #expect(analysis.values.count == analyzer.facts.count)
      for finding in analysis.findings {
        let bytes = Array(message[finding.part].utf8)
        let range = finding.range
        #expect(range.lowerBound >= 0 && range.upperBound <= bytes.count && !range.isEmpty)
        for edge in [range.lowerBound, range.upperBound] where edge < bytes.count {
          #expect(bytes[edge] & 0xC0 != 0x80, "\(message) \(finding)")
        }
      }
    }
  }

  @Test(
    "work grows with the length of the text and no faster",
    arguments: [
      "review ", "leave ", "leave review? ", "@", "a@", "a.", "1", "1 ", "0-", "(1", "<p ", "\"",
      "\n",
      "\n> ", "You wrote: \"", "„", "„“", "not ", "💡\u{200D}", "+1 ", ":-", "112-4829301-",
      "http://a", "www.",
      "1Z", "A1", "5 % ", "é’", "[Important]", "tracking 12345678 ",
      "at ", "dot ", "dot com ", " . com", "(at) a.b", "@ a.b ", "five ", "5 five ", "five(",
      "zero-", "acht,",
      "call 1234567 ", "アット", "〇", "電話 030 1234567 ", "a at b dot ", "+4930", "(030", "x-at-",
      "plus ",
    ])
  func linear(piece: String) throws {
    let analyzer = try Self.makeAnalyzer()
    func steps(_ count: Int) -> Int {
      let body = String(repeating: piece, count: count / piece.utf8.count)
      return analyzer.analyzeCounting(Message(subject: body, body: body)).steps
    }
    let small = steps(2_000)
    let large = steps(32_000)
    #expect(large <= small * 16 * 5 / 4 + 10_000, "\(piece): \(small) and \(large)")
    #expect(large <= 32_000 * 2 * 120, "\(piece): \(large)")
  }

  @Test("texts that are empty or huge")
  func extremes() throws {
    let analyzer = try Self.makeAnalyzer()
    #expect(analyzer.analyze(Message()).findings.isEmpty)
    let huge = String(repeating: "review @ ", count: 30_000)
    let analysis = analyzer.analyze(Message(body: huge))
    #expect(analysis.values.count == analyzer.facts.count)
  }

  @Test("every scanner is listed once, explained, and finds something in its example")
  func registry() throws {
    let analyzer = try Self.makeAnalyzer()
    #expect(Set(Scanner.all.map(\.id)).count == Scanner.all.count)
    #expect(Scanner.all.count <= 32, "the trigger table has a bit for each")
    var known: Set<StructuralFact> = [.characters, .words, .language, .languages]
    for (number, scanner) in Scanner.all.enumerated() {
      #expect(scanner.summary.hasSuffix("."), "\(scanner.id)")
      let analysis = analyzer.analyze(scanner.example)
      let finding = try #require(
        analysis.findings.first { $0.detector == number }, "\(scanner.id)")
      #expect(analyzer.detector(of: finding).id == scanner.id)
      known.formUnion(scanner.facts)
    }
    #expect(known == Set(StructuralFact.allCases))
    #expect(Set(analyzer.facts.map(\.name)).count == analyzer.facts.count)
  }
}
