// Spelling: a table of texts with the words that are wrong in them, the places of the marks, and
// what is said when a dictionary is missing. The dictionaries come with `.ci/install`.

import CEL
import Foundation
import MessageAnalysis
import Scenarios
import Testing

@Suite("Spelling")
struct SpellingTests {
  static let analyzer = Result { () throws(Diagnostics) in try Shipped.domain().analyzer }
  static let table = Result { () throws(Diagnostics) in try LexiconFiles.builtIn().spellingTable() }
  /// One for all, since it keeps the dictionaries.
  static let checker = Result { () throws(Diagnostics) in
    SpellingChecker(try table.get(), folders: ["/usr/share/hunspell"])
  }

  /// A text in a language with what is wrong: words; `-package` when its dictionary is missing, `-`
  /// when there is none, `?` when nobody can tell its language.
  struct Labelled: Sendable { let tag: String, wrong: String, text: String }

  static let texts: [Labelled] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "texts.tsv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3 else { return nil }
      return Labelled(
        tag: fields[0], wrong: fields[1],
        text: fields[2].replacingOccurrences(of: "\\n", with: "\n"))
    }
  }()

  static func report(
    _ message: Message, _ tag: String, names: [String] = []
  ) throws -> SpellingReport {
    try checker.get().check(message, by: analyzer.get(), for: [tag], names: names)
  }

  @Test func `The table is read`() { #expect(Self.texts.count >= 25) }

  @Test(arguments: texts)
  func `Find what is wrong and nothing else`(_ one: Labelled) throws {
    let report = try Self.report(Message(body: one.text), one.tag)
    let unchecked = report.unchecked.map { reason in
      switch reason {
      case .unknown: "?"
      case .none: "-"
      case .missing(_, let package), .noLibrary(let package): "-" + package
      }
    }
    #expect((unchecked + report.words).joined(separator: " ") == one.wrong, "\(one.text)")
  }

  @Test func `Marks stand under what the author wrote`() throws {
    let html =
      "<p title=\"teh\">Your parc&euml;l is at the <b>wro</b>ng adress.<br>Sory for th&#97;tt!</p>"
    let message = Message(subject: "Your ordder is late", body: html)
    let report = try Self.report(message, "en-US")
    let marks = report.errors.map { error in
      "\(error.part == .subject ? "subject" : "body") "
        + String(decoding: Array(message[error.part].utf8)[error.range], as: UTF8.self)
    }
    #expect(
      marks == [
        "subject ordder", "body parc&euml;l", "body adress", "body Sory", "body th&#97;tt",
      ])
  }

  @Test func `Every text of a mail is read`() throws {
    let message = Message(
      body: "Your adress is not complete, so the parcel came back.",
      alternatives: [
        BodyPart(text: "<p>Your adress is not compleet, so the parcel came back.</p>", kind: .html)
      ])
    let report = try Self.report(message, "en-US")
    #expect(report.words == ["adress", "compleet"])
    #expect(report.errors.map(\.part) == [.body, .alternative(0), .alternative(0)])
  }

  @Test func `Every language but Japanese has a dictionary`() throws {
    let languages = Set(LexiconFiles.builtIn().languageCodes).subtracting(["ja"])
    #expect(languages.subtracting(try Self.table.get().dictionaries.keys).isEmpty)
  }

  @Test func `Names of the seller are right`() throws {
    let message = Message(body: "Every zippo from glowwell comes in a box of its own.")
    #expect(try Self.report(message, "en-US").words == ["zippo", "glowwell"])
    #expect(try Self.report(message, "en-US", names: ["GlowWell Lamps", "Zippo"]).words == [])
  }

  @Test func `Each language of a message has its dictionary`() throws {
    let message = Message(
      body: """
        Your lamp has left our warehous and arrives on Thursday.

        Wir haben Ihre Lampe heute verschikt und sie kommt am Donnerstag an.
        """)
    let report = try Self.report(message, "en-US")
    #expect(report.words == ["warehous", "verschikt"])
    #expect(report.errors.map(\.language) == ["en", "de"])
    #expect(report.dictionaries == ["en_US", "de_DE"])
  }

  @Test func `Say which package is missing`() throws {
    let message = Message(
      body: "Wir haben Ihre Lampe heute verschikt und sie kommt am Donnerstag an.")
    let checker = SpellingChecker(try Self.table.get(), folders: ["/nowhere"])
    let report = checker.check(message, by: try Self.analyzer.get(), for: ["de-DE"])
    #expect(report.unchecked == [.missing(language: "de", package: "hunspell-de-de")])
    #expect(report.errors.isEmpty && report.dictionaries.isEmpty)
  }

  @Test func `Suggest what may be meant`() throws {
    let (analyzer, checker) = (try Self.analyzer.get(), try Self.checker.get())
    let message = Message(
      body: "Your parcel went to another adress. Donaudampfschifffahrtsgesellschaftskapitaen.")
    let report = checker.check(message, by: analyzer, for: ["en-US"])
    let first = try #require(report.errors.first)
    let suggestions = checker.suggestions(for: first)
    #expect(suggestions.contains("address"))
    #expect(suggestions.count <= 3)
    #expect(checker.suggestions(for: first) == suggestions)
    let polish = checker.check(
      Message(body: "Pani przesylka jest już w drodze i powinna dotrzeć we wtorek."), by: analyzer)
    let word = try #require(polish.errors.first)
    #expect(checker.suggestions(for: word).contains("przesyłka"), "from another character set")
  }

  @Test func `Any text is read to its end`() throws {
    let (analyzer, checker) = (try Self.analyzer.get(), try Self.checker.get())
    var generator = SeededGenerator(seed: 11)
    let pieces = [
      "the", "adress", "-", "'", "’", "Á", "ß", "@", "/", "1", ".", ",", "\n", " ", "<b>", "&nbsp;",
      "日本", "💡", "\u{200B}", "\u{0}", "Mr", "Ihre", "Lampe", ":", "\"", "A", "\u{301}",
    ]
    for _ in 0..<500 {
      let body = (0..<generator.below(40)).map { _ in
        pieces[generator.below(pieces.count)]
      }.joined()
      let report = checker.check(Message(body: body), by: analyzer, for: ["en-US"])
      let bytes = Array(body.utf8)
      for error in report.errors {
        #expect(error.range.upperBound <= bytes.count && !error.range.isEmpty, "\(body)")
      }
    }
  }

  @Test func `Many threads get the same answers`() async throws {
    let (analyzer, checker) = (try Self.analyzer.get(), try Self.checker.get())
    let (texts, table) = (Self.texts.map(\.text), try Self.table.get())
    let expected = texts.map { checker.check(Message(body: $0), by: analyzer) }
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<2 {
        group.addTask {
          // Each with dictionaries of its own, and all with those that others share.
          let own = SpellingChecker(table, folders: ["/usr/share/hunspell"])
          return [own, checker].allSatisfy { checker in
            texts.map { checker.check(Message(body: $0), by: analyzer) } == expected
          }
        }
      }
      for await isSame in group { #expect(isSame) }
    }
  }
}
