// Passages that are taken to say nothing: what was found in them, and what rests on it, is gone.

import CEL
import MessageAnalysis
import Testing

@Suite("Disregarded passages")
struct DisregardingTests {
  @Test("what a disregarded passage said does not count, nor what rests on it")
  func phrases() throws {
    let analyzer = try analyzer([
      ("message.ask", ["leave ..2 review"]), ("message.gift", ["gift"]),
    ]) { _, facts in
      var paid = PhraseFact(name: phrase("message.paid"), summary: "A test.")
      paid.anyOf = [phrase("message.gift")]
      paid.alongWith = [phrase("message.ask")]
      facts.append(paid)
    }
    var message = Message(body: "Please leave a review, a gift waits. Did you leave a review?")
    func values() -> [Bool] {
      let analysis = analyzer.analyze(message)
      return ["ask", "gift", "paid"].map { name in
        analyzer.facts.firstIndex { $0.name == "message.\(name)" }
          .map { analysis.values[$0] == .bool(true) } ?? false
      }
    }
    #expect(values() == [true, true, true])
    message.disregarded = ["leave a review"]
    #expect(values() == [false, true, false])
    message.disregarded = ["gift"]
    #expect(values() == [true, false, false])
    message.disregarded = ["is not in the text", ""]
    #expect(values() == [true, true, true])
  }

  @Test("counts become smaller, and a fact without findings is as if it had none")
  func scanners() throws {
    let analyzer = try analyzer()
    var message = Message(
      subject: "[Important]",
      body: "<p>a@b.example, c@d.example</p><img src=\"http://a.example/i.gif\">")
    func value(_ name: String) -> TextValue? {
      analyzer.facts.firstIndex { $0.name == "message.\(name)" }
        .map { analyzer.analyze(message).values[$0] }
    }
    #expect(value("email-addresses") == .int(2))
    #expect(value("subject-tag") == .choice("important"))
    #expect(value("gifs") == .int(1))
    message.disregarded = ["a@b.example", "[Important]", "<img src=\"http://a.example/i.gif\">"]
    #expect(value("email-addresses") == .int(1))
    #expect(value("subject-tag") == .choice("none"))
    #expect(value("gifs") == .int(0))
  }
}
