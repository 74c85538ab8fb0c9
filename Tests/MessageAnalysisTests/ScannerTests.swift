// What the byte scanners find, and what they leave alone.

import MessageAnalysis
import Testing

@Suite("Scanners")
struct ScannerTests {
  let analyzer: Analyzer

  init() throws { analyzer = try MessageAnalysisTests.analyzer() }

  @Test(
    "order ids",
    arguments: [
      ("order 112-4829301-5520193.", "hyphenated", ["112-4829301-5520193"]),
      ("11248293015520193", "digits-only", ["112-4829301-5520193"]),
      ("D01-4829301-5520193", "other", ["D01-4829301-5520193"]),
      ("112 4829301 5520193", "other", ["112-4829301-5520193"]),
      ("112–4829301–5520193", "other", ["112-4829301-5520193"]),
      ("order number 4829301", "other", ["4829301"]),
      ("for 1 1 2 - 4 8 2 9 3 0 1 - 5 5 2 0 1 9 3.", "other", ["112-4829301-5520193"]),
      ("for 1 1 2-4 8 2 9 3 0 1-5 5 2 0 1 9 3.", "other", ["112-4829301-5520193"]),
      ("order 1 1 2 4 8 2 9 3 0 1 5 5 2 0 1 9 3.", "other", ["112-4829301-5520193"]),
      ("for 112 - 4829301 - 5520193", "other", ["112-4829301-5520193"]),
      ("for 112.4829301/5520193", "other", ["112-4829301-5520193"]),
      ("for 1 1 2 4 8 2 9 3 0 1 5 5 2 0 1 9 3.", "none", []),
      ("1112-4829301-5520193", "none", []),
      ("112-4829301-55201931", "none", []),
      ("112-4829301-5520193-7", "none", []),
      ("112482930155201931", "none", []),
      ("tracking number 11248293015520193", "none", []),
      ("serial number 11248293015520193", "none", []),
      (
        "https://www.amazon.com/orders?id=112-4829301-5520193", "hyphenated",
        ["112-4829301-5520193"]
      ),
      ("https://lumenoak.example/1112-4829301-5520193", "none", []),
      (
        "11248293015520193 and 112-4829301-5520194", "hyphenated",
        ["112-4829301-5520193", "112-4829301-5520194"]
      ),
    ] as [(String, String, [String])])
  func orderIDs(body: String, form: String, ids: [String]) {
    #expect(analyzer.value("order-id-form", body) == .choice(form), "\(body)")
    #expect(analyzer.value("order-ids", body) == .strings(ids), "\(body)")
    #expect(analyzer.value("order-id-in-body", body) == .bool(form != "none"))
    #expect(analyzer.value("order-id-in-subject", "", subject: body) == .bool(form != "none"))
    #expect(analyzer.value("phone-numbers", body) == .int(0), "\(body)")
  }

  @Test(
    "phone numbers",
    arguments: [
      "+1 555 014 2297", "+44 20 7946 0018", "+49 (0)30 901820", "(555) 014-2297", "555-014-2297",
      "555.014.2297", "1-800-555-0142", "020 7946 0018", "07911 123456", "030/1234567",
      "01 42 68 53 00", "06-12345678", "0612345678", "612 345 678", "call 911234567",
      "03-1234-5678", "call 5550142297", "WhatsApp: 4915112345678", "0049 30 1234567",
      "Tel. 0221 12345-67", "+81 3-1234-5678", "+48 601 234 567", "phone 555 0142",
    ])
  func phones(body: String) {
    #expect(analyzer.value("phone-numbers", body) == .int(1), "\(body)")
  }

  @Test(
    "numbers that are no phone numbers",
    arguments: [
      "2021-03-05", "05.03.2021", "03/05/2021 10:30", "$1,234.56", "1.234.567,89 EUR", "B08N5WRWNW",
      "SKU 555-014-2297", "ZIP 12345-6789", "10001", "10-15 days", "2020-2021",
      "1Z999AA10123456784",
      "tracking number 5550142297", "invoice 0123456789", "item #0123456789", "4111 1111 1111 1111",
      "600 123 456 EUR", "ISBN 978-3-16-148410-0", "EAN 4006381333931", "0.123456789", "1920x1080",
      "12 x 34 x 56 cm", "112-4829301-5520193", "http://a.example/0123456789",
      "model 0207-946-0018",
      "10,000,000", "version 1.2.3.4", "192.168.0.100",
      "80.206.59.45", "case 12345678", "100 200 300",
    ])
  func noPhones(body: String) {
    #expect(analyzer.value("phone-numbers", body) == .int(0), "\(body)")
  }

  @Test(
    "tracking numbers",
    arguments: [
      ("1Z999AA10123456784", 1), ("9400110200881234567890", 1), ("TBA123456789012", 1),
      ("RR123456785DE", 1), ("Tracking number: 00340434161094", 1), ("tracking id AB12345678", 1),
      ("the parcel number is 123456789012", 1), ("order 123456789012", 0), ("B08N5WRWNW", 0),
      ("123456789012", 0), ("JJD000390007123456789", 1),
      ("1Z 999 AA1 01 2345 6784", 1), ("1Z 999", 0), ("1Z of the 2 batches came in 1999", 0),
      ("RR123456789DE", 0), ("RR 123 456 785 DE", 1), ("rr 123 456 785 de", 0),
      ("n° 00340434161094015902", 1), ("(00) 3 4043416 109401590 2", 1),
      ("00157123456789012344", 1), ("00157123456789012345", 0), ("3SABCD1234567", 1),
      ("9400 1102 0088 1234 5678 90", 1), ("SE45 9000 0000 0583 9825 7466", 0),
    ])
  func tracking(body: String, count: Int) {
    #expect(analyzer.value("tracking-numbers", body) == .int(count), "\(body)")
  }

  @Test(
    "links: all, external, Amazon, product, insecure",
    arguments: [
      ("https://lumenoak.example/help.", [1, 1, 0, 0, 0]),
      ("http://www.amazon.com/dp/B01", [1, 0, 1, 1, 1]),
      ("https://amazon.com/review/create-review", [1, 0, 1, 0, 0]),
      ("https://amzn.to/3xyz", [1, 0, 1, 1, 0]),
      ("www.lumenoak.shop", [1, 1, 0, 0, 0]),
      ("lumenoak.com and ups.com/track", [2, 1, 0, 0, 0]),
      ("Amazon.com is the store", [0, 0, 0, 0, 0]),
      ("HTTPS://LUMENOAK.EXAMPLE", [1, 1, 0, 0, 0]),
      ("https://amazon.com.evil.example/dp/x", [1, 1, 0, 0, 0]),
      ("https://www.amazon.com@lumenoak.example/dp/x", [1, 1, 0, 0, 0]),
      ("https://www.amazon.com/r?to=https%3A%2F%2Flumenoak.example%2Fx", [1, 1, 0, 0, 0]),
      ("https://www.amazon.com/r?to=https://www.amazon.com/orders", [1, 0, 1, 0, 0]),
      ("enjoy.It is e.g. 3.5 kg, etc.com?", [1, 1, 0, 0, 0]),
      ("a:b 10:30 file.txt", [0, 0, 0, 0, 0]),
      ("lumenoak.example/recipes", [1, 1, 0, 0, 0]), ("lumenoak.studio/a", [1, 1, 0, 0, 0]),
      ("manual.pdf/2, and/or w/o 5.99/ea., 2 sq.ft/h", [0, 0, 0, 0, 0]),
    ] as [(String, [Int])])
  func links(body: String, counts: [Int]) {
    let names = [
      "links", "external-links", "amazon-links", "amazon-product-links", "insecure-links",
    ]
    let found = names.map { analyzer.value($0, body) }
    #expect(found == counts.map { .int($0) }, "\(body)")
  }

  @Test(
    "e-mail addresses",
    arguments: [
      ("care@lumenoak.example", ["care@lumenoak.example"]),
      ("a.b+c@x-y.co.uk, d@e.net.", ["a.b+c@x-y.co.uk", "d@e.net"]),
      ("@home a@b @ a@b. @lamps.daily", []), ("follow us @lumenoak.home", []),
      ("müller@größe.example", ["müller@größe.example"]),
    ] as [(String, [String])])
  func emails(body: String, quotes: [String]) {
    #expect(analyzer.quotes("email-addresses", body) == quotes)
    #expect(analyzer.value("links", body) == .int(0))
  }

  @Test(
    "emoji are counted as people see them",
    arguments: [
      ("💡", 1), ("👍🏽", 1), ("👨‍👩‍👧", 1), ("🇩🇪🇫🇷", 2), ("1️⃣", 1), ("⭐⭐", 2), ("❤️", 1), ("☺", 1),
      ("© ™ ® → ★ ✓ • … – № ½ 1 #", 0), ("😀😀", 2),
    ])
  func emojis(body: String, count: Int) {
    #expect(analyzer.value("emojis", body) == .int(count), "\(body)")
  }

  @Test(
    "emoticons",
    arguments: [
      (":-)", 1), ("Thanks :)", 1), ("bye ;-) :D", 2), ("<3", 1), ("^_^", 1), ("Thanks:-)", 1),
      ("(see: a)", 0), ("https://a.example", 0), ("at 10:30 (8)", 0), ("a :Data", 0), ("x<30", 0),
    ])
  func emoticons(body: String, count: Int) {
    #expect(analyzer.value("emoticons", body) == .int(count), "\(body)")
  }

  @Test(
    "line breaks in a row",
    arguments: [
      ("a\nb", 1), ("a\n\nb", 2), ("a\n\n\nb", 3), ("a\r\n\r\nb", 2), ("a\n \t\nb", 2), ("a\rb", 1),
      ("\n\n\n\na\nb\n\n\n\n", 1), ("", 0), ("a\u{2028}\nb", 1), ("a\n\u{2028}b", 2),
      ("a\n\u{3000}\n\u{2003}\nb", 3), ("a\n\u{3042}\nb", 1),
    ])
  func lineBreaks(body: String, count: Int) {
    #expect(analyzer.value("line-breaks-in-a-row", body) == .int(count), "\(body.debugDescription)")
  }

  @Test(
    "subject tags",
    arguments: [
      ("[Important] your order", "important"), ("your order [IMPORTANT]", "important"),
      ("a[important]b", "important"), ("[Wichtig] Adresse", "wichtig"),
      ("(Important) a", "important-round"), ("IMPORTANT: a", "important-unbracketed"),
      ("Important: a", "important-unbracketed"), ("{important} a", "important-unbracketed"),
      ("an important question", "none"), ("Unimportant", "none"), ("[Importance]", "none"),
      ("[ Important ] x", "none"),
    ])
  func subjectTags(subject: String, tag: String) {
    #expect(analyzer.value("subject-tag", "[Important]", subject: subject) == .choice(tag))
  }

  @Test("markup, length and attachments")
  func rest() throws {
    #expect(analyzer.value("has-html", "<p>Hi</p>") == .bool(true))
    #expect(analyzer.value("has-html", "a&nbsp;b") == .bool(true))
    #expect(analyzer.value("has-html", "a < b, <name>, R&D; <3") == .bool(false))
    #expect(analyzer.value("has-html", "a <b and c> d") == .bool(false))
    #expect(analyzer.value("has-html", "<b >Hi") == .bool(true))
    #expect(analyzer.value("has-html", "<p a b>Hi</p>") == .bool(true))
    #expect(analyzer.value("has-html", "<td nowrap>Hi") == .bool(true))
    #expect(analyzer.quotes("links", "https://a.example/xまたは") == ["https://a.example/x"])
    #expect(analyzer.value("characters", "größe 💡") == .int(7))
    #expect(analyzer.value("words", "One, two-three\n> four\n5 don't") == .int(5))
    let analysis = analyzer.analyze(
      Message(attachments: [
        Attachment(name: "a.PDF", byteCount: 10), Attachment(name: "b.jpeg", byteCount: 5),
        Attachment(name: "c", mediaType: "image/png", byteCount: 1), Attachment(name: "d.exe"),
        Attachment(name: "e.pdf"),
      ]))
    let values = Dictionary(
      uniqueKeysWithValues: zip(analyzer.facts.map(\.name), analysis.values))
    #expect(values["message.attachments"] == .int(5))
    #expect(values["message.attachment-bytes"] == .int(16))
    #expect(values["message.attachment-kinds"] == .strings(["pdf", "jpg", "png", "other"]))
    #expect(analysis.findings.map(\.part) == (0..<5).map { .attachment($0) })
  }
}
