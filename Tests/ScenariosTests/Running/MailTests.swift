import CEL
import Foundation
import Testing

@testable import MessageAnalysis

@Suite("Mail files")
struct MailTests {
  static let folder = cases.appending(path: "Mails")

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// Everything that was read, line by line.
  static func description(of mail: Mail) -> String {
    var text = """
      subject: \(mail.subject)
      from: \(mail.from)
      to: \(mail.to)
      date: \(mail.date.map(\.description) ?? "none")
      id: \(mail.messageID)
      answers: \(mail.inReplyTo)

      """
    for part in mail.texts {
      text += "--- \(part.kind.rawValue)\n\(part.text)\(part.text.hasSuffix("\n") ? "" : "\\\n")"
    }
    for file in mail.attachments {
      text += "--- \(file.name): \(file.mediaType ?? ""), \(file.byteCount) bytes"
      text += file.contentID.map { ", id \($0)" } ?? ""
      text += file.isInline ? ", inline\n" : "\n"
    }
    return text
  }

  @Test("a mail is read as its golden file tells", arguments: files(in: "Mails", extension: "eml"))
  func golden(file: URL) throws {
    let name = file.lastPathComponent
    let bytes = try Self.bytes(name)
    let text: String
    do throws(Diagnostics) {
      text = Self.description(of: try Mail(bytes, name: name))
    } catch {
      text = error.rendered(plain: true) + "\n"
    }
    try expect(text, equals: file.deletingPathExtension().appendingPathExtension("txt"))
  }

  // MARK: Bounds

  /// Reads a mail that is refused; the id of what is wrong.
  func refusal(_ text: String) -> String? {
    let error = #expect(throws: Diagnostics.self) { try Mail(Array(text.utf8), name: "hostile") }
    return error?.all.first?.id
  }

  @Test("hostile mails are refused soon")
  func bounds() throws {
    let start = ContinuousClock.now
    let nested = (0..<10_000).map {
      "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n"
    }
    #expect(refusal("Subject: x\n" + nested.joined()) == "mail-too-many-boundaries")
    #expect(refusal("Subject: x\n" + nested[..<100].joined()) == "mail-too-deep")
    #expect(refusal("Subject: x\n" + nested[..<4_000].joined()) == "mail-too-deep")
    let groups = String(repeating: "x:", count: 120_000)
    #expect(refusal("Subject: x\ntO : \n \(groups)\n\nHi") == "mail-too-many-groups")
    #expect(refusal("Subject: x\n\nHi\nCc:\(groups)") == "mail-too-many-groups")
    let flat = String(repeating: "--b\n\nx\n", count: 10_000)
    #expect(
      refusal("Content-Type: multipart/mixed; boundary=b\n\n" + flat) == "mail-too-many-parts")
    let lines = String(repeating: "--x\n", count: 100_000)
    #expect(refusal("Subject: x\n\n" + lines) == "mail-too-many-boundaries")
    let long = String(repeating: "x", count: 1 << 20)
    #expect(refusal("Subject: \(long)\n\nHi") == "mail-header-too-long")
    #expect(
      refusal(String(repeating: "X-Y: z\n", count: 150_000) + "\nHi") == "mail-header-too-long")
    #expect(refusal("Subject: x\n\n\(long)\(long)") == "mail-text-too-long")
    #expect(refusal("Subject: x\n\n" + String(repeating: long, count: 17)) == "mail-too-long")
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  static let longHeaders: [String: String] = [
    "encoded words": "Subject: " + String(repeating: "=?utf-8?q?=C3=B6?= ", count: 13_000),
    "beginnings of encoded words": "Subject: " + String(repeating: "=?", count: 130_000),
    "comments": "To: " + String(repeating: "(", count: 260_000),
    "addresses": "To: " + String(repeating: "a@b,", count: 60_000),
    "groups": "To: " + String(repeating: "x:", count: 120),
    "quotes": "To: " + String(repeating: "\"<", count: 120_000),
    "parameters": "Content-Type: text/plain" + String(repeating: ";a*1*=x", count: 30_000),
    "a parameter": "Content-Type: text/plain; name=" + String(repeating: "%\\\"", count: 80_000),
    "ids": "References: " + String(repeating: "<a@b> ", count: 40_000),
    "fields": String(repeating: "A: b\n", count: 50_000) + "Subject: x",
    "a date": "Date: " + String(repeating: "1 ", count: 120_000),
  ]

  @Test("a header of the greatest length is read in time", arguments: longHeaders.keys.sorted())
  func longHeader(name: String) throws {
    let header = try #require(Self.longHeaders[name])
    let start = ContinuousClock.now
    _ = try Mail(Array("\(header)\n\nHi".utf8), name: "header")
    let inner = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\(header)\n\nHi\n--b--\n"
    _ = try Mail(Array(inner.utf8), name: "part header")
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test("whatever happens to a mail on its way, reading ends", arguments: 0..<20)
  func mutated(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let mails = try files(in: "Mails", extension: "eml").map { Array(try Data(contentsOf: $0)) }
    let pieces = [
      "\n", "\r\n", "\n\n", "--", "--alt", "--alt--", "=?utf-8?b?", "?=", "Content-Type: ",
      "multipart/mixed; boundary=alt", "message/rfc822", "charset=", "\u{0}", "\u{FF}", ";", "\"",
      "Content-Transfer-Encoding: base64\n", "text/html", "utf-7", "utf-16", "filename*0*=", "%",
      "<", "(", "=", "=3D", "Content-Disposition: inline", "multipart/digest", "message/partial",
    ]
    for _ in 0..<25 {
      var bytes = mails[generator.below(mails.count)]
      for _ in 0...generator.below(6) {
        let place = generator.below(bytes.count + 1)
        switch generator.below(4) {
        case 0: bytes.insert(contentsOf: pieces[generator.below(pieces.count)].utf8, at: place)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + generator.below(30)))
        case 2 where place < bytes.count: bytes[place] = UInt8(generator.below(256))
        default:
          let end = min(bytes.count, place + generator.below(200))
          bytes.insert(contentsOf: bytes[place..<end], at: generator.below(bytes.count + 1))
        }
      }
      let mail = try? Mail(bytes, name: "mutated")
      let again = try? Mail(bytes, name: "mutated")
      #expect(again == mail)
      guard let mail else { continue }
      #expect(mail.texts.reduce(0) { $0 + $1.text.utf8.count } <= MailLimits.longestText)
      #expect(mail.texts.count + mail.attachments.count <= MailLimits.mostParts)
      _ = Mailbox.mails(in: bytes)
    }
  }

  @Test("many tasks read mails at the same time")
  func tasks() async throws {
    let bytes = try Self.bytes("alternative.eml")
    let expected = try Mail(bytes, name: "")
    let results = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<200 { group.addTask { try Mail(bytes, name: "") == expected } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results == Array(repeating: true, count: 200))
  }

  @Test("a mailbox is cut where mails begin, and only there")
  func mailbox() throws {
    let mails = Mailbox.mails(in: try Self.bytes("box.mbox"))
    #expect(mails.count == 3)
    let first = String(decoding: try #require(mails.first), as: UTF8.self)
    #expect(first.contains("\nFrom here on") && first.contains("\nFrom me to you"))
    #expect(!first.contains("Second"))
    #expect(Mailbox.mails(in: Array("no mailbox\n".utf8)).isEmpty)
  }
}
