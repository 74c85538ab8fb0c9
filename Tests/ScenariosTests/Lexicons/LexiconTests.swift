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
    .appending(path: "Messages")
  /// Compiled once for all tests.
  private static let compiled = Result {
    try LexiconFiles.builtIn().analyzer(checksLanguages: true)
  }
  let files = LexiconFiles.builtIn()
  let analyzer: Analyzer

  init() throws { analyzer = try Self.compiled.get() }

  @Test("words that two languages share are found once")
  func sharedWords() {
    let fact = analyzer.facts.firstIndex { $0.name == "message.says-thanks" }
    let found = analyzer.analyze(Message(body: "Thanks!")).findings.filter { $0.fact == fact }
    #expect(found.count == 1)
  }

  @Test("small words of one language make no word of another")
  func foreignPieces() throws {
    let name = "message.suggests-phone-or-chat"
    let slot = try #require(analyzer.facts.firstIndex { $0.name == name })
    for text in ["Vi ber om en positiv recension.", "Vi ber om en recension."] {
      #expect(analyzer.analyze(Message(body: text)).values[slot] == .bool(false))
    }
  }

  @Test(
    "courtesies in two languages are nothing but courtesy, and a reason in either is more",
    arguments: [
      ("Merci. Bei Fragen sind wir jederzeit gerne für Sie da.", "message.only-help", true),
      ("Merci ! Thank you!", "message.only-thanks", true),
      ("Merci ! Wir haben Ihr Paket heute bei der Post aufgegeben.", "message.only-thanks", false),
      ("Thank you! Su paquete llega el martes con SEUR.", "message.only-thanks", false),
    ])
  func twoLanguages(text: String, fact: String, holds: Bool) throws {
    let slot = try #require(analyzer.facts.firstIndex { $0.name == fact })
    #expect(analyzer.analyze(Message(body: text)).values[slot] == .bool(holds))
  }

  @Test("every example of every lexicon comes out as written")
  func examples() throws {
    let wrong = try files.wrongExamples(analyzer).map { $0.rendered(plain: true) }
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

  /// What the labels are about; a floor is held for each.
  static let families: [(name: String, labels: Set<String>)] = [
    (
      "review wording",
      [
        "asks-for-review", "asks-for-feedback", "asks-for-positive", "asks-only-satisfied",
        "diverts-negative", "asks-to-change-review", "asks-to-change-feedback", "instructs-review",
        "asks-friends-or-family", "threatens-or-pressures", "offers-compensation",
      ]
    ),
    (
      "marketing",
      [
        "markets", "promotes-products", "refers-elsewhere", "offers-coupon", "offers-discount",
        "offers-gift-card", "offers-free-product", "offers-money", "offers-refund",
        "offers-reimbursement", "offers-rebate", "offers-future-benefit", "offers-alternative",
      ]
    ),
    (
      "thanks and help",
      ["says-thanks", "only-thanks", "offers-help", "only-help", "only-courtesy"]
    ),
    (
      "confirmations",
      [
        "confirms-order", "confirms-shipment", "confirms-delivery", "confirms-refund",
        "gives-unavailability-reason", "asks-to-cancel", "points-to-your-orders",
      ]
    ),
    (
      "links and contacts",
      [
        "links", "external-links", "email-addresses", "phone-numbers", "tracking-numbers",
        "insecure-links", "amazon-links", "amazon-product-links", "carrier-links",
        "disguised-links", "suggests-phone-or-chat", "offers-opt-out", "encloses-instructions",
        "sensitive",
      ]
    ),
    (
      "styling",
      [
        "emojis", "has-html", "overrides-style", "centred", "insecure-images", "tracking-pixel",
        "gifs", "hidden-text", "font-sizes", "margin-percent", "image-width-percent",
        "line-breaks-in-a-row", "logo-with-link", "accessibility-faults",
      ]
    ),
    ("order ids", ["order-ids", "order-id-in-subject", "order-id-in-body"]),
  ]

  static let labelledFiles = Result {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test("labelled messages: precision and recall", arguments: try labelledFiles.get())
  func labelled(file: String) throws {
    let url = Self.folder.appending(path: file)
    let source = SourceText(name: file, text: try String(contentsOf: url, encoding: .utf8))
    let labelled = try LabelledMessages(source)
    #expect(labelled.messages.count >= 60, "\(file)")
    let report = LabelReport(labelled, analyzer)
    // Most words of some files are hidden on purpose, in more ways than are seen through.
    let hidden = labelled.messages.count { $0.kind == "obfuscated" }
    let leastRecall = 2 * hidden > labelled.messages.count ? 0.80 : 0.90
    let unknown = report.problems.filter { $0.id == "unknown-label" }
    #expect(unknown.isEmpty, "\(unknown.map { $0.rendered(plain: true) })")
    var lines = ["\(labelled.name): \(labelled.messages.count) messages", report.table]
    for family in Self.families {
      var tally = LabelTally()
      for label in family.labels { tally.add(report.tallies[label] ?? LabelTally()) }
      if tally.labelled == 0 { continue }
      let (precision, recall) = (
        LabelReport.share(tally.precision), LabelReport.share(tally.recall)
      )
      lines.append("\(family.name): precision \(precision), recall \(recall)")
      guard tally.labelled >= 8 else { continue }
      #expect(tally.precision >= 0.95, "\(file) \(family.name)")
      #expect(tally.recall >= leastRecall, "\(file) \(family.name)")
    }
    print(lines.joined(separator: "\n"))
  }

  @Test("every label belongs to a family")
  func labelsHaveFamilies() throws {
    for fact in analyzer.facts.indices where analyzer.isFoundByPhrases(fact) {
      let name = String(analyzer.facts[fact].name.dropFirst("message.".count))
      #expect(Self.families.filter { $0.labels.contains(name) }.count == 1, "\(name)")
    }
  }

  @Test("letters that look like Latin ones are read as them")
  func lookAlikes() throws {
    let fact = try #require(analyzer.facts.firstIndex { $0.name == "message.asks-for-review" })
    for body in ["Please leave a ʀᴇᴠɪᴇᴡ.", "Please lеаvе а rеviеw.", "Ꮲlease ⅼeave a reᴠiew"] {
      #expect(analyzer.analyze(Message(body: body)).values[fact] == .bool(true), "\(body)")
    }
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
