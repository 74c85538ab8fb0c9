// Rows fit their width, whatever stands in them; carets stand below what they mark.

import PolicyEngine
import Testing

@testable import CEL
@testable import Shell

@Suite struct LayoutTests {
  static let statements = [
    "can second-ask", "can coupon-thanks", "why", "why --all", "rules", "policy", "help",
    "show coupon-thanks", "messages", "orders", "rule content.no-coupons", "terms message",
    "coverage", "settings", "help times", "when first-ask", "fix coupon-thanks",
    "edges reviews.five-days", "readings first-ask",
  ]

  @Test(arguments: [40, 60, 79, 100, 200], statements) func rowsFit(
    _ width: Int, _ statement: String
  ) throws {
    for isPlain in [false, true] {
      var session = try Workshop.session()
      try session.perform("can coupon-thanks")
      session.settings.isPlain = isPlain
      let text = session.transcript(statement, Layout(width: width, isPlain: isPlain))
      for row in text.split(separator: "\n") {
        let columns = row.reduce(0) { $0 + $1.columns }
        #expect(columns <= width, "\(row)")
        #expect(row.last != " ", "\(row)")
      }
    }
  }

  @Test func plainHasNoDrawing() throws {
    var session = try Workshop.session()
    session.settings.isPlain = true
    for statement in Self.statements {
      let text = session.transcript(statement, Layout(isPlain: true))
      let drawn = text.first { "│├└─^✓✗•·".contains($0) }
      #expect(drawn == nil, "\(statement): \(text)")
    }
  }

  @Test func colourOnlyAdds() throws {
    var session = try Workshop.session()
    for statement in Self.statements {
      let reply = try session.perform(statement)
      let plain = reply.text(Layout(), mode: .text)
      let coloured = reply.text(Layout(usesColour: true), mode: .text)
      var stripped = ""
      var isInside = false
      for character in coloured {
        if character == "\u{1B}" { isInside = true }
        if !isInside { stripped.append(character) }
        if isInside, character == "m" { isInside = false }
      }
      #expect(stripped == plain)
    }
  }

  @Test func caretsStandBelowTheMark() {
    let text = "日本: 10% off, " + String(repeating: "and so on ", count: 30)
    let source = SourceText(name: "body", text: text)
    let start = text.utf8.count - text.utf8.drop { $0 != UInt8(ascii: "1") }.count
    let line = MarkedLine(part: "body", span: SourceSpan(source, start..<start + 7))
    for width in [40, 60, 120] {
      let rows = Layout(width: width).text(of: [.quote(line)]).split(separator: "\n")
      #expect(rows.count == 2)
      let marks = rows[1].prefix { $0 != "^" }.count
      var columns = 0
      let before = rows[0].prefix { character in
        columns += character.columns
        return columns <= marks
      }
      #expect(rows[0].dropFirst(before.count).hasPrefix("10% off"))
    }
  }

  @Test(arguments: [40, 60, 120]) func longLinesWithLongOrEmptyMarksFit(_ width: Int) {
    let text = "Please " + String(repeating: "and so on ", count: 30)
    let source = SourceText(name: "body", text: text)
    for range in [text.utf8.count..<text.utf8.count, 7..<text.utf8.count - 5] {
      let line = MarkedLine(part: "body", span: SourceSpan(source, range))
      let rows = Layout(width: width).text(of: [.quote(line)]).split(separator: "\n")
      for row in rows { #expect(row.reduce(0) { $0 + $1.columns } <= width, "\(row)") }
      #expect(!rows[0].contains("……"))
    }
  }

  @Test func marksThatTouchBecomeOne() {
    let source = SourceText(name: "body", text: "ten percent off and a gift")
    func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(source, range) }
    let lines = MarkedLine.lines(of: [
      .init(part: "body", span: span(4..<11)), .init(part: "body", span: span(0..<3)),
      .init(part: "body", span: span(22..<26)),
    ])
    #expect(lines.map(\.marked) == ["ten percent", "gift"])
  }

  @Test func aCommandStaysOnOneRow() {
    let phrase = Phrase("to settle it, say `set order.delivered 2021-03-05` and ask again")
    let rows = Layout(width: 40).text(of: [.text(phrase)]).split(separator: "\n")
    #expect(rows.contains { $0.contains("`set order.delivered 2021-03-05`") })
  }
}
