// The file of numbers: read strictly, all faults at once, each with its place; and no word of it
// is written so that nothing could match it.

import CEL
import MessageAnalysis
import Scenarios
import Testing

@Suite("Number lists")
struct NumberListTests {
  static let head = """
    calling-codes: { source: S, codes: [1, 49], dialled-before: ["00"] }
    countries:
      - { country: X, source: S, calling-code: 49, digits: 6-11, alone: [0ZXX XXXXxx], hinted: [], must: [a] }

    """

  static let words = """
    words:
      phone: { en: [call] }
      phone-letters: {}
      hint: {}
      hint-next: {}
      order: {}
      order-number: {}
      tracking: {}
      parcel: {}
      number: {}
      other: { en: [item] }
      between: {}
      yours: {}
      unit: {}

    """

  static let spelled = """
    spelled:
      mailboxes: []
      mail-hosts: []
      mail-hosts-alone: []
      domains: []
      domains-that-are-words: []
      languages:
        en: { at: [at], dot: [dot], digits: { one: "1" }, must: [a] }

    """

  private func faults(_ text: String) throws -> String {
    let source = SourceText(name: "numbers.yaml", text: text)
    let error = #expect(throws: Diagnostics.self) { try LexiconFiles([source]).analyzer() }
    return try #require(error).rendered(plain: true)
  }

  @Test("a small file is read")
  func small() throws {
    let source = SourceText(name: "numbers.yaml", text: Self.head + Self.words + Self.spelled)
    let lists = try LexiconReader.numbers(source)
    #expect(lists.countries.map(\.alone.first?.text) == ["0ZXX XXXXxx"])
    #expect(lists.words.map(\.word.text) == ["call", "item"])
    let analyzer = try LexiconFiles([source]).analyzer()
    let phones = analyzer.facts.firstIndex { $0.name == "message.phone-numbers" }
    let analysis = analyzer.analyze(
      Message(body: "0171 123456, call 1234567, item 0171 123457, one one"))
    #expect(analysis.findings(of: try #require(phones)).map(\.range) == [0..<11, 18..<25])
  }

  @Test("unknown and missing keys are told with the key that was meant")
  func keys() throws {
    let text = try faults(
      Self.head.replacing("alone:", with: "allone:")
        + Self.words.replacing("  unit: {}\n", with: "")
        + Self.spelled)
    #expect(text.contains("did you mean `alone`?"), "\(text)")
    #expect(text.contains("needs the key `unit`"), "\(text)")
  }

  @Test("shapes, spans, digits and repeats that cannot be read are told all at once")
  func values() throws {
    let text = try faults(
      Self.head.replacing("0ZXX XXXXxx", with: "\"0Y XX\", \"0[9-2]\", \"xX\", \"0  1\", \"0[1\"")
        .replacing("6-11", with: "11-6").replacing("[1, 49]", with: "[1, x]") + Self.words
        + Self.spelled.replacing(
          "digits: { one: \"1\" }",
          with: "digits: { one: \"1234\", two: \"2\" }, repeats: { double: \"9\" }"
        ) + "    de: { at: [ät], dot: [punkt], digits: { two: \"3\" }, must: [a] }\n")
    for part in [
      "`0Y XX` is no shape", "`0[9-2]` is no shape", "`xX` is no shape", "`0  1` is no shape",
      "`0[1` is no shape", "`11-6` is neither a number nor a span", "`x` is neither a number",
      "`1234` is no number of one to three digits", "`9` is neither 2 nor 3",
      "`two` stands for other digits in another language", "numbers.yaml:3:",
    ] {
      #expect(text.contains(part), "\(part)\n\(text)")
    }
  }

  @Test("shapes of tracking numbers and ways to check them that cannot be read are told")
  func parcels() throws {
    let carrier = "{ carrier: C, source: S, check: luhn, shapes: [%], must: [a] }"
    let shapes = "\"AB-#{9}\", \"#{9-12}A\", \"#{3}\", \"#{99}\", \"#{9\", \"1Z?{16}\""
    let text = try faults(
      Self.head + "parcels: [\(carrier.replacing("%", with: shapes))]\n" + Self.words + Self.spelled
    )
    for part in [
      "`AB-#{9}` is no shape", "`#{9-12}A` is no shape", "`#{3}` is no shape",
      "`#{99}` is no shape", "`#{9` is no shape", "`luhn` is no way to make a check digit",
    ] {
      #expect(text.contains(part), "\(part)\n\(text)")
    }
    #expect(!text.contains("`1Z?{16}`"), "\(text)")
  }

  @Test("every country of a store has its numbers, and every language of the lexicons its words")
  func complete() throws {
    let files = LexiconFiles.builtIn()
    let lists = try files.numberLists()
    #expect(lists.countries.count >= 23)
    for country in lists.countries {
      #expect(!country.alone.isEmpty && !country.must.isEmpty, "\(country.name.text)")
    }
    let languages = Set(lists.spellings.map(\.language.text))
    for language in files.languageCodes { #expect(languages.contains(language), "\(language)") }
    for role in NumberLists.Role.allCases {
      #expect(lists.words.contains { $0.role == role }, "\(role)")
    }
  }
}
