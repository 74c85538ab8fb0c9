// Letters that are pasted whole, and advice that is heard once.

import MessageAnalysis
import Scenarios
import Testing

@testable import Shell

@Suite("Composing")
struct ComposingTests {
  @Test("a pasted letter is the text, below its subject if it says so")
  func pasted() throws {
    var session = try Workshop.session()
    try session.perform("draft note")
    let letter = "Hello,\n\nmay we send it?\n.\n"
    #expect(session.settleSubject(before: letter) == letter)
    #expect(
      session.transcript(letter, Layout(width: 200)).contains(
        "It has no subject; `edit note subject"))
    #expect(session.world.messages["note"]?.content.subject == "")
    #expect(session.world.messages["note"]?.content.body == "Hello,\n\nmay we send it?\n")

    try session.perform("draft other")
    let rest = session.settleSubject(before: "Subject: Your order\n\n" + letter)
    #expect(rest == letter)
    #expect(!session.transcript(rest, Layout(width: 200)).contains("no subject"))
    #expect(session.world.messages["other"]?.content.subject == "Your order")
    #expect(session.world.messages["other"]?.content.body == "Hello,\n\nmay we send it?\n")
  }

  @Test("a row that is typed at the question for the subject is the subject")
  func typed() throws {
    var session = try Workshop.session()
    #expect(session.settleSubject(before: "a\nb") == "a\nb")
    try session.perform("draft note")
    #expect(session.settleSubject(before: "Your order\n") == "Your order\n")
    try session.perform("Your order\nHello\n.\n")
    #expect(session.world.messages["note"]?.content.subject == "Your order")
  }

  @Test("advice that is enough once is told once, and `why --all` has it again")
  func advice() throws {
    var session = try Workshop.session()
    #expect(session.transcript("can coupon-thanks").contains("twenty are enough"))
    #expect(!session.transcript("can coupon-thanks").contains("twenty are enough"))
    #expect(session.transcript("why --all").contains("twenty are enough"))
    #expect(session.transcript("mode json\ncan coupon-thanks").contains("twenty are enough"))
  }
}
