// How the words of other languages than English are read: stems, compounds, accents, elisions,
// characters without spaces, negations behind.

import CEL
import MessageAnalysis
import Testing

@Suite("Reading of languages")
struct LanguageReadingTests {
  func quotes(
    _ patterns: [String], _ body: String, configure: (inout Lexicon) -> Void = { _ in }
  ) throws -> [String] {
    try analyzer([("message.x", patterns)]) { lexicon, _ in configure(&lexicon) }.quotes("x", body)
  }

  @Test(
    "a stem stands for every word that begins so",
    arguments: [
      ("bewert*", "Bewertungen", true), ("bewert*", "bewerten", true), ("bewert*", "bewer", false),
      ("bewert*", "abbewerten", false),
      ("(bewert*|rezension*) ..2 bitte", "Rezensionen bitte", true),
      ("bewertungen", "Bewertungen", true),
    ])
  func stems(pattern: String, body: String, isFound: Bool) throws {
    #expect(try quotes([pattern], body) == (isFound ? [body] : []))
  }

  @Test("a longer stem and a whole word belong to the shorter stem as well")
  func nestedStems() throws {
    let patterns = ["bewert* a", "bewertungs* b", "bewertung c"]
    for body in ["Bewertungsbogen a", "Bewertungsbogen b", "Bewertung a", "Bewertung c"] {
      #expect(try quotes(patterns, body) == [body])
    }
    #expect(try quotes(patterns, "Bewertung b") == [])
  }

  @Test(
    "a compound is read as two words when its end is known",
    arguments: [
      ("bewertung", "Produktbewertung", true), ("bewertung*", "Produktbewertungen", true),
      ("produkt bewertung", "Produktbewertung", true), ("rabatt", "Rabattmarkenheft", false),
      ("gutschein", "Bewertungsgutschein", true), ("ring", "Ohrring", true),
      ("ei", "Polizei", false),
    ])
  func compounds(pattern: String, body: String, isFound: Bool) throws {
    let found = try quotes([pattern], body) { $0.readsCompounds = true }
    #expect(found == (isFound ? [body] : []))
    if !pattern.contains(" ") { #expect(try quotes([pattern], body) == []) }
  }

  @Test(
    "accents, special letters and their spellings are one",
    arguments: [
      ("grüße", "GRÜSSE"), ("grüße", "gruse\u{0308}"), ("grüße", "Gruesse"), ("avis", "Ávìs"),
      ("złoty", "zloty"), ("değerlendirme", "DEĞERLENDİRME"), ("ışık", "isik"), ("œuvre", "oeuvre"),
      ("smörgås", "smorgas"), ("größe", "Groeße"),
    ])
  func folding(pattern: String, body: String) throws {
    let expected = body == "gruse\u{0308}" ? [] : [body]
    let found = try quotes([pattern], body) {
      $0.spellings = [(phrase("ü"), phrase("ue")), (phrase("ö"), phrase("oe"))]
    }
    #expect(found == expected)
  }

  @Test("both sides of an apostrophe are words where the language says so")
  func elision() throws {
    let split = { (lexicon: inout Lexicon) in lexicon.splitsAtApostrophe = true }
    #expect(
      try quotes(["laisser ..3 avis"], "laisser l'avis", configure: split) == ["laisser l'avis"])
    #expect(try quotes(["l'avis"], "L’avis", configure: split) == ["L’avis"])
    #expect(try quotes(["l'avis"], "l avis", configure: split) == ["l avis"])
    #expect(try quotes(["avis"], "l'avis") == [])
  }

  @Test("characters of scripts without spaces are words of their own")
  func characters() throws {
    let body = "商品のレビューをお書きください。よろしく。"
    #expect(try quotes(["レビュー ..4 書"], body) == ["レビューをお書"])
    #expect(try quotes(["レビュー"], "ｶｽﾀﾏｰﾚﾋﾞｭｰ") == ["ﾚﾋﾞｭｰ"])
    #expect(try quotes(["レビュー / ..4 書"], "レビュー。お書き") == ["レビュー。お書"])
    #expect(try quotes(["ガイド"], "カ\u{3099}イト\u{3099}") == ["カ\u{3099}イト\u{3099}"])
  }

  @Test("a negation that stands behind reaches back to the start of the clause")
  func negationBehind() throws {
    let behind = { (lexicon: inout Lexicon) in
      lexicon.negationsAfter = [phrase("gerek yok")]
      lexicon.negationReach = 3
    }
    func found(_ body: String) throws -> [String] {
      try quotes(["yorum"], body, configure: behind)
    }
    #expect(try found("yorum yapmanıza gerek yok") == [])
    #expect(try found("yorum yapın, aramanıza gerek yok") == ["yorum"])
    #expect(try found("yorum bir iki üç dört gerek yok") == ["yorum"])
    #expect(try found("yorum. Aramanıza gerek yok") == ["yorum"])
    #expect(try found("gerek yok yorum") == ["yorum"])
  }

  @Test("a message in two languages is read in both, each passage in its own")
  func mixed() throws {
    var facts: [PhraseFact] = []
    func lexicon(_ language: String, _ patterns: [String: String]) -> LanguageLexicons {
      var lexicon = Lexicon(language: language, topic: "test")
      for (fact, pattern) in patterns.sorted(by: { $0.key < $1.key }) {
        var entry = Lexicon.Entry(fact: phrase(fact))
        entry.patterns = [phrase(pattern)]
        lexicon.entries.append(entry)
      }
      let read = lexicon
      return LanguageLexicons(language: language) { () throws(Diagnostics) in [read] }
    }
    for name in ["message.gift", "message.die"] {
      facts.append(PhraseFact(name: phrase(name), summary: "A test."))
    }
    let analyzer = try Analyzer(
      facts: facts,
      languages: [
        lexicon("en", ["message.gift": "gift", "message.die": "die"]),
        lexicon("de", ["message.gift": "geschenk"]),
      ],
      hosts: HostLists(), checksLanguages: true)
    let german = "Vielen Dank für Ihre Bestellung, die heute bei uns eingegangen ist. Ein Geschenk."
    let english = "Thank you very much for the order that reached us today. We enclose a gift."
    #expect(analyzer.quotes("gift", german) == ["Geschenk"])
    #expect(analyzer.quotes("die", german) == [])
    #expect(analyzer.quotes("gift", german + "\n\n" + english) == ["Geschenk", "gift"])
    #expect(analyzer.quotes("die", german + "\n\n" + english) == [])
  }
}
