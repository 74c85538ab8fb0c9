import CEL
import Foundation
import MessageAnalysis
import PolicyEngine
import Testing

@testable import Scenarios

@Suite("Files with messages")
struct MessageFileTests {
  @Test(
    "a file is what it begins like",
    arguments: [
      ("From: a@b.example\nSubject: x\n\nHi", .mail), ("Received: by x\n\tfor y\r\n\r\nHi", .mail),
      ("Subject: x\nDate: today", .mail), ("Subject: x\n\nFrom: me", nil), ("Hello,\nTo: x", nil),
      ("Dear Ann: hello\n\n", nil), ("", nil), ("<!DOCTYPE html><p>", .html),
      ("\u{FEFF} \n<HTML>", .html), ("<b>Hi</b>", nil),
      ("From a@b.example Fri Mar  5 10:15:00 2021\nSubject: x\nTo: y\n\n", .mailbox),
      ("From a@b.example Fri Mar  5 10:15:00 2021\nHello", nil), ("From me: 10:15 2021", nil),
    ] as [(String, MessageFormat?)])
  func format(text: String, format: MessageFormat?) {
    #expect(MessageFormat(beginning: Array(text.utf8)) == format)
  }

  @Test("a long header that is cut is still one")
  func longHeader() {
    let text = "From: a\n" + String(repeating: "X-Long: value\n", count: 1_000)
    #expect(MessageFormat(beginning: Array(text.utf8)) == .mail)
  }

  func path(_ name: String) -> String { cases.appending(path: "Mails/\(name)").path }

  @Test("a mailbox gives its mails in order, a broken one among them told by its number")
  func mailbox() throws {
    let results = try MessageFile.read(path("box.mbox"))
    #expect(results.count == 3)
    #expect(try results[0].get().message.subject == "First")
    #expect(try results[1].get().name.hasSuffix("box.mbox#2"))
    #expect(throws: Diagnostics.self) { try results[2].get() }
    #expect(try MessageFile.read(path("box.mbox#2"))[0].get().message.subject == "Second")
    for name in ["box.mbox#4", "box.mbox#0", "nothing#1", "box.mbox#"] {
      #expect(throws: Diagnostics.self) { try MessageFile.read(path(name)) }
    }
  }

  @Test("a folder stands for its messages, sorted, whatever they are called")
  func folder() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mails-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appending(path: "b"), withIntermediateDirectories: true)
    for (name, text) in [
      ("z.txt", "Hi"), ("b/1234.host", "From: a\n\nHi"), ("a.pdf", "%PDF"), ("c.HTML", "<p>"),
      (".hidden.eml", "From: a\n\n"), ("b/notes", "some notes"),
    ] {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    let paths = try MessageFile.paths([folder.path])
    #expect(paths.map { $0.dropFirst(folder.path.count) } == ["/b/1234.host", "/c.HTML", "/z.txt"])
    #expect(try MessageFile.paths([folder.path + "/a.pdf"]).count == 1)
    #expect(throws: Diagnostics.self) { try MessageFile.paths([folder.path + "/none"]) }
  }

  @Test("a mail is judged by all its texts, and quotes name the text")
  func judgement() throws {
    let domain = try LampShop.domain.get()
    let scenario = cases.appending(path: "LampScenarios/second-request.yaml")
    var world = try Scenario(LampShop.source(scenario), in: domain).worldAfterScript()
    world.edition = nil
    let checker = MessageChecker(domain: domain, world: world, order: "A-1")
    let mail = """
      Subject: Your lamp
      To: a@b.example
      Content-Type: multipart/alternative; boundary=x

      --x

      Is the lamp well?
      --x
      Content-Type: text/html

      <p>Hello,</p>
      please leave a review.
      --x--
      """
    let file = MessageFile(try Mail(Array(mail.utf8), name: "letter.eml"), name: "letter.eml")
    let judgement = try checker.judge(file)
    #expect(judgement.text().contains("html part 2:8: “leave a review”"), "\(judgement.text())")
    #expect(judgement.json().contains(#""part":"html part""#))
    #expect(judgement.text().hasPrefix("letter.eml: "))
  }
}
