// What a message's parts tell of its language: subject, body, HTML, the texts of a mail.

import MessageAnalysis
import Testing

@Suite("The language of a message")
struct LanguageFactTests {
  static let english = "Your lamp has left our warehouse and will arrive on Thursday."
  static let german = "Ihre Lampe hat unser Lager verlassen und kommt am Donnerstag an."
  static let french = "Votre lampe a quitté notre entrepôt et arrivera jeudi."

  struct Case: Sendable {
    let message: Message
    let language: TextValue
    var languages: [String] = []
  }

  static let cases = [
    Case(message: Message(), language: .absent),
    Case(message: Message(body: "112-4829301-5520193"), language: .absent),
    Case(message: Message(body: "https://amazon.com/your-orders"), language: .absent),
    Case(message: Message(body: "Thanks!"), language: .unknown),
    Case(
      message: Message(subject: german, body: "Danke!"), language: .string("de"), languages: ["de"]),
    Case(
      message: Message(subject: german, body: english), language: .string("en"), languages: ["en"]),
    Case(message: Message(body: german), language: .string("de"), languages: ["de"]),
    Case(
      message: Message(body: english + "\n\n" + german + " " + german), language: .string("de"),
      languages: ["de", "en"]),
    Case(
      message: Message(body: "Bonjour,\n\n" + english + " " + english + "\n\nMerci !"),
      language: .string("en"), languages: ["en"]),
    Case(
      message: Message(body: "<p style=\"color: red\">\(french)</p><!-- \(english) \(english) -->"),
      language: .string("fr"), languages: ["fr"]),
    Case(
      message: Message(body: german + "\n\nOn Monday Tom wrote:\n> " + english + "\n> " + english),
      language: .string("de"), languages: ["de"]),
    Case(
      message: Message(
        body: "112-4829301-5520193",
        alternatives: [BodyPart(text: "<p>\(german)</p>", kind: .html)]),
      language: .string("de"), languages: ["de"]),
    Case(
      message: Message(
        body: "Danke!", alternatives: [BodyPart(text: "<p>\(german)</p>", kind: .html)]),
      language: .string("de"), languages: ["de"]),
    Case(
      message: Message(
        body: english, alternatives: [BodyPart(text: "<p>\(german)</p>", kind: .html)]),
      language: .string("en"), languages: ["en", "de"]),
  ]

  @Test(arguments: cases.indices)
  func `Read the language from the text`(_ number: Int) throws {
    let analyzer = try AnalysisPropertyTests.makeAnalyzer()
    let analysis = analyzer.analyze(Self.cases[number].message)
    func value(_ name: String) throws -> TextValue {
      analysis.values[try #require(analyzer.facts.firstIndex { $0.name == name })]
    }
    #expect(try value("message.language") == Self.cases[number].language)
    #expect(try value("message.languages") == .strings(Self.cases[number].languages))
  }
}
