// The language of texts: a table of labelled ones, and messages in several languages.

import Foundation
import MessageAnalysis
import Testing

@Suite("Languages")
struct LanguageTests {
  static let known = ["en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "tr", "ja"]
  static let identifier = LanguageIdentifier(known: known)

  /// A text and what is true of it: `de`; `-` when nobody can tell; `?de` when it is a guess.
  struct Labelled: Sendable { let label: String, text: String }

  static let table: [Labelled] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "texts.tsv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t", maxSplits: 1).map(String.init)
      return fields.count == 2 ? Labelled(label: fields[0], text: fields[1]) : nil
    }
  }()

  /// What is said of a text: `de`, `?de` for a guess, `-` for nothing.
  static func answer(_ text: String) -> String {
    let languages = identifier.identify(Array(text.utf8))
    return languages.main ?? languages.guess.map { "?" + $0 } ?? "-"
  }

  /// Wrong is worse than unknown; both have a bound for every language. `MAYSEND_REPORT=1` prints
  /// the table.
  @Test func `Tell the language of labelled texts`() {
    var report = "language  texts  right  unknown  wrong\n"
    var total = (texts: 0, right: 0, wrong: 0)
    let labelled = Self.table.filter { !$0.label.hasPrefix("-") && !$0.label.hasPrefix("?") }
    for (label, texts) in Dictionary(grouping: labelled, by: \.label).sorted(by: { $0.key < $1.key }
    ) {
      let answers = texts.map { Self.answer($0.text) }
      let right = answers.count { $0 == label }
      let wrong = zip(texts, answers).filter { $0.1 != label && Self.isSure($0.1) }
      report +=
        [label, "\(texts.count)", "\(right)", "\(texts.count - right - wrong.count)"]
        .map { $0.padding(toLength: 9, withPad: " ", startingAt: 0) }.joined() + "\(wrong.count)\n"
      for (text, answer) in wrong { report += "  \(answer): \(text.text)\n" }
      total = (total.texts + texts.count, total.right + right, total.wrong + wrong.count)
      #expect(wrong.count <= 2, "\(label): \(wrong)")
      if Self.known.contains(label) { #expect(right * 100 >= texts.count * 88, "\(label)") }
    }
    #expect(total.texts >= 230)
    #expect(total.right * 100 >= total.texts * 97)
    #expect(total.wrong * 100 <= total.texts)
    if ProcessInfo.processInfo.environment["MAYSEND_REPORT"] != nil { print(report) }
  }

  private static func isSure(_ answer: String) -> Bool {
    answer != "-" && !answer.hasPrefix("?")
  }

  @Test(arguments: table.filter { $0.label.hasPrefix("-") })
  func `Say nothing of names, codes and links`(_ text: Labelled) {
    #expect(Self.identifier.identify(Array(text.text.utf8)).main == nil)
  }

  @Test(arguments: table.filter { $0.label.hasPrefix("?") })
  func `Guess at single words without being sure`(_ text: Labelled) {
    #expect(Self.answer(text.text) == text.label)
  }

  static let mixed: [(message: String, passages: [(code: String?, text: String)])] = [
    (
      """
      Hello Anna,

      your parcel is on its way and will arrive on Thursday.

      Vielen Dank für Ihre Bestellung! Wir freuen uns über jede Bewertung.

      Tom
      """,
      [
        ("en", "Hello Anna,\n\nyour parcel is on its way and will arrive on Thursday.\n\n"),
        ("de", "Vielen Dank für Ihre Bestellung! Wir freuen uns über jede Bewertung.\n\nTom"),
      ]
    ),
    (
      "Bonjour, votre colis est parti ce matin. Your parcel left our warehouse this morning.",
      [
        ("fr", "Bonjour, votre colis est parti ce matin. "),
        ("en", "Your parcel left our warehouse this morning."),
      ]
    ),
    (
      "Estimada Ana, su pedido salió ayer por la tarde. Adjuntamos su factura. Un saludo",
      [("es", "Estimada Ana, su pedido salió ayer por la tarde. Adjuntamos su factura. Un saludo")]
    ),
    (
      "Hej Anna, lampan lämnade vårt lager i morse. Paketet kommer i morgon. Tack!",
      [("sv", "Hej Anna, lampan lämnade vårt lager i morse. Paketet kommer i morgon. Tack!")]
    ),
    (
      "ご注文ありがとうございます。荷物は明日届きます。\nThank you for your order, it arrives tomorrow.",
      [
        ("ja", "ご注文ありがとうございます。荷物は明日届きます。\n"),
        ("en", "Thank you for your order, it arrives tomorrow."),
      ]
    ),
    ("112-4829301-5520193", [(nil, "112-4829301-5520193")]),
    ("", []),
  ]

  @Test(arguments: mixed.indices)
  func `Divide a message where its language changes`(_ number: Int) {
    let (message, expected) = Self.mixed[number]
    let bytes = Array(message.utf8)
    let passages = Self.identifier.identify(bytes).passages
    #expect(passages.map(\.language) == expected.map(\.code))
    #expect(
      passages.map { String(decoding: bytes[$0.range], as: UTF8.self) } == expected.map(\.text))
  }

  @Test func `Leave out links and quoted text`() {
    let quoted = "> Wann kommt mein Paket denn endlich an? Ich warte schon seit Montag darauf.\n"
    let bytes = Array((quoted + "Your parcel arrives tomorrow.").utf8)
    let languages = Self.identifier.identify(bytes, leavingOut: [0..<quoted.utf8.count])
    #expect(languages.shares.map(\.language) == ["en"])
  }

  @Test func `Prefer an expected language only in doubt`() {
    let text = Array("Hej, har du fått paketet?".utf8)
    #expect(LanguageIdentifier(known: ["sv"]).identify(text).main == "sv")
    #expect(LanguageIdentifier(known: ["en"]).identify(text).main == nil)
    let danish = Array("Vi beklager forsinkelsen og sender en ny pakke til dig i dag.".utf8)
    #expect(LanguageIdentifier(known: ["sv"]).identify(danish).main == "da")
  }

  @Test func `Cover any bytes from the first to the last`() {
    var generator = AnalysisPropertyTests.Generator(state: 1)
    let alphabet: [UInt8] =
      [0, 9, 10, 13, 0x20, 0x2E, 0x61, 0x41, 0x31, 0x40, 0x7F]
      + [0x80, 0xBF, 0xC3, 0xA9, 0xE3, 0x81, 0x82, 0xEF, 0xBF, 0xBE, 0xF0, 0x9F, 0x92, 0xFF]
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...120, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      var place = 0
      for passage in Self.identifier.identify(bytes).passages {
        #expect(passage.range.lowerBound == place, "\(bytes)")
        place = passage.range.upperBound
      }
      #expect(place == bytes.count, "\(bytes)")
    }
  }

  @Test func `Give the same answers on many threads`() async {
    let expected = Self.table.map { Self.answer($0.text) }
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask { Self.table.map { Self.answer($0.text) } == expected }
      }
      for await isSame in group { #expect(isSame) }
    }
  }
}
