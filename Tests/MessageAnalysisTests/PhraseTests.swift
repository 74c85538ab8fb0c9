// What a phrase pattern matches, where, and what takes a match back.

import CEL
import MessageAnalysis
import Testing

@Suite("Phrase patterns")
struct PhraseTests {
  func quotes(_ pattern: String, _ body: String) throws -> [String] {
    try analyzer([("message.x", [pattern])]).quotes("x", body)
  }

  @Test(
    "what matches, tightly",
    arguments: [
      ("leave review", "Please LEAVE Review now", "LEAVE Review"),
      ("leave ..3 review", "leave us an honest review", "leave us an honest review"),
      ("leave ..2 review", "leave us an honest review", nil),
      ("leave ..3 review", "leave, oh leave a review", "leave a review"),
      ("(leave|write|let us have) a? review", "let us have review", "let us have review"),
      ("leave (a|an)? review", "leave an review", "leave an review"),
      ("review~", "reviewing", "reviewing"),
      ("write~ it", "wrote it", "wrote it"),
      ("(rate|share)~ it", "sharing it", "sharing it"),
      ("stop~ it", "stopped it", "stopped it"),
      ("reply~", "replies", "replies"),
      ("five-star", "five star", "five star"),
      ("five star", "FIVE-STAR", "FIVE-STAR"),
      ("we would", "we’d", "we’d"),
      ("amazon page", "Amazon’s page", "Amazon’s page"),
      ("do not go", "don't go", "don't go"),
      ("<number> (%|percent)", "get 20% now", "20%"),
      ("<number> dollars", "19.99 dollars", "19.99 dollars"),
      ("5 stars", "5stars", "5stars"),
      ("★ ★", "see ★★", "★★"), ("★ ★", "see ✰⭐", "✰⭐"), ("rate 5 ★", "rate 5 🌟 now", "rate 5 🌟"),
      ("see <link>", "see https://a.example/x.", "see https://a.example/x"),
      ("a <..2> b", "b x a", "b x a"),
      ("a <..2> b", "a x y b", "a x y b"),
      ("a <..2> b", "a x y z b", nil),
      ("/ hello", "Well. Hello there", "Hello"),
      ("/ hello", "Well hello there", nil),
      ("happy <question> ..2 write", "Happy? Then write", "Happy? Then write"),
      ("happy <question> ..2 write", "Happy. Then write", nil),
      ("happy / ..2 write", "So happy! Then write.", "happy! Then write"),
      ("leave ..3 review", "leave it. A review", nil),
      ("leave ..3 review", "leave it, dr. No, review", "leave it, dr. No, review"),
      ("leave ..3 review", "leave it\n\na review", nil),
      ("leave ..3 review", "leave it\na review", "leave it\na review"),
      ("café", "CAFÉ", "CAFÉ"),
      ("größe~", "Größe", "Größe"),
      ("rev\u{00EF}ew", "REVÏEW", "REVÏEW"),
      ("review", "re\u{00AD}view", "re\u{00AD}view"),
      ("leave ..3 review", "leave no review", "leave no review"),
      ("leave ..3 review", "leave not a review", nil),
    ] as [(String, String, String?)])
  func matches(pattern: String, body: String, expected: String?) throws {
    #expect(try quotes(pattern, body) == (expected.map { [$0] } ?? []), "\(pattern) in \(body)")
  }

  @Test(
    "a negation takes a match back, to the end of its clause",
    arguments: [
      ("Please do not leave a review", false),
      ("There is no need to leave a review", false),
      ("Don’t leave a review", false),
      ("If not, leave a review", true),
      ("not only leave a review", true),
      ("not here, but leave a review", true),
      ("not one two three four five six seven eight leave a review", true),
    ])
  func negation(body: String, expected: Bool) throws {
    let analyzer = try analyzer([("message.x", ["leave ..2 review"])])
    #expect(analyzer.value("x", body) == .bool(expected), "\(body)")
  }

  @Test(
    "a gap runs over a negation inside of what only looks like one",
    arguments: [
      ("leave, do not hesitate to, a review", true), ("leave nothing, do not ask a review", false),
      ("leave yet not a review", false), ("not only leave a review", true),
    ])
  func gapOverNegation(body: String, expected: Bool) throws {
    let analyzer = try analyzer(
      [("message.x", ["leave ..6 review"])], negations: ["not"],
      notNegations: ["not hesitate to", "yet not", "not only"])
    #expect(analyzer.value("x", body) == .bool(expected), "\(body)")
  }

  @Test("an exception takes back what it overlaps, and nothing else")
  func exceptions() throws {
    let analyzer = try analyzer([("message.x", ["review"])], not: ["review mirror"])
    #expect(analyzer.quotes("x", "A review mirror, and a review") == ["review"])
  }

  @Test("quoted text is not the author's")
  func quoted() throws {
    let analyzer = try analyzer([("message.x", ["review"])])
    for body in [
      "> a review\nyes", "Yes.\nOn 3 May 2021 Ann wrote:\na review\nand review",
      "You asked: \"what of the review\" yesterday", "Sie schrieben: „ohne review“ und",
      "Vous avez écrit « pas de review ».", "「reviewはいや」とのこと", "You wrote “a review” to us",
      "Fine.\n-----Original Message-----\nreview", "Hi\nFrom: Ann\nSent: Monday\nreview",
    ] {
      #expect(analyzer.value("x", body) == .bool(false), "\(body)")
    }
    #expect(analyzer.value("x", "On 3 May Ann wrote:\n> a b\nA review") == .bool(true))
    #expect(analyzer.value("x", "We call it \"a review\"") == .bool(true))
  }

  @Test("facts that rest on other facts")
  func dependent() throws {
    let analyzer = try analyzer([
      ("message.ask", ["review"]), ("message.gift", ["gift"]), ("courtesy.thanks", ["thank you"]),
      ("courtesy.matter", ["address"]),
    ]) { lexicon, facts in
      var paid = PhraseFact(name: phrase("message.paid"), summary: "A test.")
      paid.anyOf = [phrase("message.gift")]
      paid.alongWith = [phrase("message.ask")]
      var only = PhraseFact(name: phrase("message.only"), summary: "A test.")
      only.nothingBut = [phrase("courtesy.thanks")]
      only.butNot = [phrase("courtesy.matter")]
      facts += [paid, only]
      lexicon.lists.append(.init(name: phrase("neutral"), patterns: [phrase("(the|team)")]))
    }
    #expect(analyzer.value("paid", "a gift") == .bool(false))
    #expect(analyzer.quotes("paid", "a gift. A review.") == ["gift"])
    #expect(analyzer.value("only", "Thank you for all.\nThe Lumen team") == .bool(true))
    #expect(analyzer.value("only", "Thank you. We paint it blue.") == .bool(false))
    #expect(analyzer.value("only", "Thank you for the address.") == .bool(false))
    #expect(analyzer.value("only", "Thank you. See https://a.example/b") == .bool(false))
    #expect(analyzer.value("only", "") == .bool(false))
    #expect(!analyzer.facts.contains { $0.name.hasPrefix("courtesy") })
  }

  @Test("a long sentence is matched across the parts in which it is read")
  func longSentence() throws {
    let analyzer = try analyzer([("message.x", ["leave ..3 review"])])
    for before in 0..<150 {
      let body = String(repeating: "word ", count: before) + "leave us a review today"
      #expect(analyzer.quotes("x", body) == ["leave us a review"], "\(before)")
    }
  }

  @Test("patterns have as many words as they like, and need no more than a sentence has")
  func longPatterns() throws {
    let words = (0..<80).map { "w\($0) x\($0)" }.joined(separator: "|")
    let wide = try analyzer([("message.x", ["a (\(words)) ..3 (\(words)) b"])])
    #expect(wide.quotes("x", "a w1 x1 and w79 x79 b") == ["a w1 x1 and w79 x79 b"])
    #expect(wide.quotes("x", "a w1 x2 and w79 x79 b").isEmpty)
    let many = (0..<63).map { "w\($0)" }.joined(separator: " ")
    #expect(throws: Never.self) { try analyzer([("message.x", [many])]) }
    #expect(throws: Diagnostics.self) { try analyzer([("message.x", [many + " more"])]) }
  }

  @Test("a pattern reads over two sentences, and one over three is refused")
  func sentences() throws {
    let two = try analyzer([("message.x", ["how was it / let us know"])])
    #expect(two.quotes("x", "Well, how was it? Let us know.") == ["how was it? Let us know"])
    #expect(throws: Diagnostics.self) {
      try analyzer([("message.x", ["how was it / so / let us know"])])
    }
  }

  @Test("two parts in either order, and optional words inside")
  func eitherOrder() throws {
    let pattern = "(red|dark green) very? big (house|old house) <..2> for sale"
    let analyzer = try analyzer([("message.x", [pattern])])
    let found = [
      "so a dark green big old house is for sale now": ["dark green big old house is for sale"],
      "for sale one red very big house": ["for sale one red very big house"],
      "for sale one two three red big house": [],
    ]
    for (text, quotes) in found { #expect(analyzer.quotes("x", text) == quotes) }
  }
}
