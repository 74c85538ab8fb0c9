// Several texts of one message: each is judged, each finding says where it stands.

import CEL
import Testing

@testable import MessageAnalysis

@Suite("Several texts of a message")
struct AlternativeTests {
  static let lexicon: [(String, [String])] = [("message.x", ["leave ..3 review"])]

  func value(_ name: String, _ message: Message) throws -> TextValue {
    let analyzer = try analyzer(Self.lexicon)
    let fact = try #require(analyzer.facts.firstIndex { $0.name == name })
    return analyzer.analyze(message).values[fact]
  }

  let hidden = Message(
    subject: "Your order 112-4829301-5520193", body: "Thank you.",
    alternatives: [
      BodyPart(text: "Thank you.\nPlease leave a review at http://a.example", kind: .plain),
      BodyPart(text: "  \n", kind: .plain),
      BodyPart(text: "http://a.example http://b.example", kind: .plain),
    ])

  @Test("what one of them says counts, and is found there")
  func anyOfThem() throws {
    let analyzer = try analyzer(Self.lexicon)
    let analysis = analyzer.analyze(hidden)
    let fact = try #require(analyzer.facts.firstIndex { $0.name == "message.x" })
    #expect(analysis.values[fact] == .bool(true))
    let finding = try #require(analysis.findings(of: fact).first)
    #expect(finding.part == .alternative(0))
    let text = Array(hidden[finding.part].utf8)[finding.range]
    #expect(String(decoding: text, as: UTF8.self) == "leave a review")
    var plain = hidden
    plain.alternatives = []
    #expect(try value("message.x", plain) == .bool(false))
  }

  @Test("what all of them repeat is counted once")
  func counts() throws {
    #expect(try value("message.links", hidden) == .int(2))
    #expect(
      try value("message.link-hosts", hidden) == .strings(["a.example", "b.example"]))
    #expect(try value("message.order-id-form", hidden) == .choice("hyphenated"))
    let analyzer = try analyzer(Self.lexicon)
    let subject = analyzer.analyze(hidden).findings.filter { $0.part == .subject }
    var alone = hidden
    alone.alternatives = []
    #expect(subject == analyzer.analyze(alone).findings.filter { $0.part == .subject })
  }

  @Test("pictures that the text shows are no attachments")
  func inline() throws {
    let message = Message(attachments: [
      Attachment(name: "logo.png", byteCount: 10, contentID: "a", isInline: true),
      Attachment(name: "a.pdf", byteCount: 5),
    ])
    #expect(try value("message.attachments", message) == .int(1))
    #expect(try value("message.attachment-bytes", message) == .int(5))
    #expect(try value("message.attachment-kinds", message) == .strings(["pdf"]))
  }

  // MARK: Quoted mail

  static let announcements = [
    "On Thu, 4 Mar 2021 at 09:12, Ann Lee <a@b.example> wrote:",
    "On Thu, 4 Mar 2021 at 09:12, Ann Lee\n<a@b.example> wrote:",
    "On Thursday, 4 March 2021 at 09:12,\nAnn Lee of the long name\n<a@b.example> wrote:",
    "Am 04.03.2021 um 09:12 schrieb Ann Lee:", "Am Do., 4. März 2021 schrieb <a@b.example>:",
    "Le 4 mars 2021 à 09:12, Ann Lee a écrit :", "El 4 mar 2021, a las 9:12, Ann Lee escribió:",
    "Il giorno 4 mar 2021, alle ore 09:12, Ann Lee ha scritto:",
    "Op do 4 mrt. 2021 om 09:12 schreef Ann Lee:", "Em 4 de mar. de 2021 09:12, Ann escreveu:",
    "W dniu 4.03.2021 o 09:12, Ann Lee pisze:", "Den 4 mars 2021 kl. 09:12 skrev Ann Lee:",
    "4 Mar 2021 Per, 09:12 tarihinde Ann Lee şunu yazdı:",
    "2021年3月4日(木) 9:12 Ann Lee <a@b.example>:", "-----Original Message-----",
    "----- Ursprüngliche Nachricht -----", "-----元のメッセージ-----",
    "From: Ann Lee\nSent: Thursday, 4 March 2021 09:12", "Von: Ann Lee\nGesendet: 4. März 2021",
    "*From:* Ann Lee\n*Sent:* Thursday", "De : Ann Lee\nEnvoyé : jeudi 4 mars",
    "________________________________\nFrom: Ann Lee\nDate: Thursday", "差出人: Ann\n送信日時: 3月",
  ]

  @Test("what follows an announcement of older mail is not the author's", arguments: announcements)
  func quoted(announcement: String) throws {
    let body = "Here is your answer.\n\n\(announcement)\nLeave a review"
    #expect(try value("message.x", Message(body: body)) == .bool(false))
    let marked = "\(announcement)\n> Leave a review\n\nThis is my answer: leave a review"
    let fits = !announcement.contains("Sent") && !announcement.contains("\n")
    if fits { #expect(try value("message.x", Message(body: marked)) == .bool(true)) }
  }

  @Test(
    "sentences that only look like one are the author's",
    arguments: [
      "On Monday we wrote:", "Am 4. März schrieb ich Ihnen:", "From: the heart",
      "From here:\nTo: you",
      "-- \nAnn Lee", "--", "El 4 de marzo le escribió la tienda:", "2 things we ask of you:",
      "On 4 March\n\nsomebody wrote:",
    ])
  func notQuoted(line: String) throws {
    #expect(
      try value("message.x", Message(body: "\(line)\nPlease leave a review.")) == .bool(true))
  }
}
