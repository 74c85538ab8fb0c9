// What holds for any HTML: places inside the source, work that grows with the length only, and a
// finding instead of a hang beyond the limits.

import Testing

@testable import MessageAnalysis

@Suite("Any HTML")
struct HTMLPropertyTests {
  static let pieces = [
    "<p>", "</p>", "<div style=\"color:red;margin:0 30%\">", "</div>", "<b>", "</b>", "<i class=a>",
    "</i>", "<table>", "<tr>", "<td align=center>", "</table>", "<br>",
    "<a href=\"http://x.example/é\">",
    "</a>", "<img src=\"http://x.example/a.gif\" width=90%>", "<style>", ".a { font-size: 3px }",
    "</style>", "&amp;", "&nbsp", "&#x41;", "&#0;", "&copy2", "&ampamp;", "<!-- x -->", "<!--",
    "review", " leave ", "é", "💡", "\r\n", "\r", "\u{0}", "<", ">", "\"", "'", "=", "<script>",
    "</script>", "<svg>", "<select>", "<h3>", "<center>", "<font size=7>", "<span hidden>", "&",
    "<template>", "<pre>", "</", "<?", "\u{FEFF}", "日本", "<li>", "<ul>", "<frameset>",
    "&NotEqualTilde;",
    "<a href='mailto:a@b.example'>", "www.x.example", "<math>", "<form>", "<button>", "<textarea>",
  ]

  static func body(_ generator: inout AnalysisPropertyTests.Generator, length: Int) -> String {
    (0..<length).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }

  static func check(_ body: String, _ analyzer: Analyzer) {
    let message = Message(body: body, bodyKind: .html)
    let analysis = analyzer.analyze(message)
    let bytes = Array(body.utf8)
    for finding in analysis.findings {
      let range = finding.range
      let isInside = range.lowerBound >= 0 && range.upperBound <= bytes.count && !range.isEmpty
      #expect(isInside, "\(body.debugDescription) \(finding)")
      for edge in [range.lowerBound, range.upperBound] where isInside && edge < bytes.count {
        #expect(bytes[edge] & 0xC0 != 0x80, "\(body.debugDescription) \(finding)")
      }
    }
  }

  @Test("findings lie in the source, on scalars")
  func spans() throws {
    let analyzer = try AnalysisPropertyTests.makeAnalyzer()
    var generator = AnalysisPropertyTests.Generator(state: 11)
    for _ in 0..<1_000 {
      Self.check(Self.body(&generator, length: .random(in: 0...40, using: &generator)), analyzer)
    }
  }

  @Test("bodies with bytes changed, moved and lost are read")
  func mutations() throws {
    let analyzer = try AnalysisPropertyTests.makeAnalyzer()
    var generator = AnalysisPropertyTests.Generator(state: 12)
    let whole = Array(
      ("<html><style>p.a, #b { color: #123; margin: 0 3em }</style><p class='a b' style=\"font: 3px "
        + "x\">leave &eacute;a <b>rev</b>iew<br><table><td>x<a href='https://é.example'>é</a></table>")
        .utf8)
    for _ in 0..<1_000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        default: bytes.insert(bytes[(place &* 7) % bytes.count], at: place)
        }
      }
      Self.check(String(decoding: bytes, as: UTF8.self), analyzer)
    }
  }

  @Test(
    "work grows with the length of the body and no faster",
    arguments: [
      "<p>Hello ", "<p>Hello</p>\n", "<td>", "<b><p>", "<b a=1></p>",
      "<a href=\"http://x.example\">x</a>",
      "<br>", "&amp;", "&", "<!--", "<i>x</i> ", "<div>", "<span class=\"a b\">x</span>",
      "<img src=a.gif>", "<style>a{}", ".a{color:red}", "<p style=\"margin:1px;color:red\">x</p>",
      "<table><tr><td>x</table>", "</b>", "<li>x", "<h1>x</h1>", "\r\n", "<select>", "<svg>",
      "<x a=\"", "<p></p>", "<pre>\n\n</pre>", "&notin", "<style>*{color:red}</style><i></i>",
      "<p hidden>x</p>", "<a>",
    ])
  func linear(piece: String) throws {
    let analyzer = try AnalysisPropertyTests.makeAnalyzer()
    func steps(_ count: Int) -> Int {
      let body = String(repeating: piece, count: count / piece.utf8.count)
      return analyzer.analyzeCounting(Message(body: body, bodyKind: .html)).steps
    }
    let small = steps(4_096)
    let large = steps(65_536)
    // A body beyond a limit is read as text, which takes some steps more for each byte.
    #expect(large <= small * 16 * 5 / 4 + 65_536 * 4, "\(piece): \(small) and \(large)")
    #expect(large <= 65_536 * 160, "\(piece): \(large)")
  }

  @Test("a newsletter of 1 MB takes sixteen times the work of one of 64 KB")
  func megabyte() throws {
    let analyzer = try AnalysisPropertyTests.makeAnalyzer()
    let section =
      "<table width=600><tr><td class=\"a b\" style=\"padding:4px\"><p>Hello, leave a review</p>"
      + "<a href=\"https://x.example/1\">our lamp</a></td></tr></table>\n"
    func steps(_ count: Int) throws -> Int {
      let head = "<style>.a { color: #333 } td .b { margin: 0 }</style>"
      let body = head + String(repeating: section, count: count / section.utf8.count)
      let (analysis, steps) = analyzer.analyzeCounting(Message(body: body))
      #expect(!analysis.values.contains(.unknown))
      return steps
    }
    let small = try steps(65_536)
    let large = try steps(1_048_576)
    #expect(large <= small * 16 * 11 / 10, "\(small) and \(large)")
  }

  @Test(
    "beyond a limit the styling is unknown and the tag is pointed at",
    arguments: [
      (String(repeating: "<div>", count: 257), "<div>"),
      (String(repeating: "<i></i>", count: 65_537), "<i>"),
      ("<p " + (0...128).map { "a\($0) " }.joined() + ">", "<p "),
      ("<script></script>" + String(repeating: "<b></b>", count: 300), "<b>"),
      (
        (0..<200).map { "<b a=\($0)>" }.joined() + String(repeating: "<p>x</p>", count: 9_000),
        "<p>"
      ),
    ])
  func limits(body: String, start: String) throws {
    let analyzer = try AnalysisPropertyTests.makeAnalyzer()
    let text = body + "leave a review"
    let message = Message(body: text, bodyKind: .html)
    let analysis = analyzer.analyze(message)
    let place = analysis.findings.first { analyzer.facts[$0.fact].name == "message.unread-html" }
    let range = try #require(place?.range)
    #expect(Array(text.utf8)[range].starts(with: start.utf8))
    for (fact, value) in zip(analyzer.facts, analysis.values) {
      if fact.name == "message.font-sizes" { #expect(value == .unknown) }
      if fact.name == "message.x" { #expect(value == .bool(true), "the text is still read") }
    }
  }

  @Test("nesting at the limit is read")
  func nesting() throws {
    let analyzer = try AnalysisPropertyTests.makeAnalyzer()
    let body = String(repeating: "<div>", count: 250) + "Your lamp has left us."
    let analysis = analyzer.analyze(Message(body: body))
    #expect(!analysis.values.contains(.unknown))
  }

  @Test(
    "which texts are HTML",
    arguments: [
      ("<p>Hello</p>", true), ("Hello<br>you", true), ("<!DOCTYPE html>Hi", true),
      ("a <b> c", true),
      ("size < 5 and > 3", false), ("I <3 it", false), ("<b", false), ("<brown>", false),
      ("AT&amp;T", false), ("<<p", false), ("Hello", false), ("<sales@shop.example>", false),
    ])
  func kinds(body: String, isHTML: Bool) {
    #expect((BodyKind.detected(in: Array(body.utf8)) == .html) == isHTML, "\(body)")
  }

  @Test("a body declared as plain is not read as HTML")
  func declared() throws {
    let analyzer = try AnalysisPropertyTests.makeAnalyzer()
    let body = "<p style='color:red'>Hello</p>"
    let slot = try #require(analyzer.facts.firstIndex { $0.name == "message.overrides-style" })
    #expect(analyzer.analyze(Message(body: body)).values[slot] == .bool(true))
    #expect(analyzer.analyze(Message(body: body, bodyKind: .plain)).values[slot] == .bool(false))
  }
}
