// The tree says what was written, how, and where exactly.

import CEL
import Scenarios
import Testing

@Suite("The YAML tree")
struct YAMLDocumentTests {
  func root(_ text: String) throws -> YAMLNode {
    try YAMLDocument.parse(SourceText(name: "x", text: text)).root
  }

  @Test("scalars keep their style, value and place")
  func scalars() throws {
    let root = try root(
      """
      plain: some words # comment
      single: 'it''s'
      double: "a\\tb"
      number: 12
      nothing:
      tilde: ~
      two lines: one
        two
      """)
    let values = root.entries.map { ($0.key.text, $0.value.text, $0.value.style) }
    #expect(
      values.map(\.0) == ["plain", "single", "double", "number", "nothing", "tilde", "two lines"])
    #expect(values.map(\.1) == ["some words", "it's", "a\tb", "12", "", "~", "one two"])
    #expect(
      values.map(\.2) == [.plain, .singleQuoted, .doubleQuoted, .plain, .plain, .plain, .plain])
    let contents = root.entries.map { String($0.value.contentSpan.text) }
    #expect(contents == ["some words", "it''s", "a\\tb", "12", "", "~", "one\n  two"])
    #expect(root.entries.map(\.value.isVerbatim) == [true, false, false, true, true, true, false])
    #expect(root.entries.map(\.value.isNull) == [false, false, false, false, true, true, false])
  }

  @Test("blocks give the raw lines of the file")
  func blocks() throws {
    let root = try root(
      """
      when: |
        a &&
          b

      says: >-   # folded
        one
        two
      # comment
      last: |+
        é

      """)
    let when = try #require(root["when"])
    #expect(when.text == "a &&\n  b\n")
    #expect(when.contentSpan.text == "  a &&\n    b")
    #expect(when.span.text == "|\n  a &&\n    b")
    let says = try #require(root["says"])
    #expect(says.text == "one two")
    #expect(says.contentSpan.text == "  one\n  two")
    #expect(says.style == .folded)
    #expect(root["last"]?.contentSpan.text == "  é")
    #expect(root["last"]?.text == "é\n")
  }

  @Test("collections span from their first to their last character")
  func collections() throws {
    let root = try root(
      """
      a:
        - x
        - { y: 1, z: [2, 3] }

      # comment
      b: []
      """)
    let list = try #require(root["a"])
    #expect(list.kind == .sequence)
    #expect(list.count == 2)
    #expect(list.span.text == "- x\n  - { y: 1, z: [2, 3] }")
    let items = Array(list.items)
    #expect(items[1].span.text == "{ y: 1, z: [2, 3] }")
    #expect(items[1]["z"]?.items.map(\.text) == ["2", "3"])
    #expect(root["b"]?.count == 0)
    #expect(root["b"]?.span.text == "[]")
    #expect(root["c"] == nil)
  }

  @Test("aliases are what they stand for")
  func aliases() throws {
    let root = try root("a: &x { p: &y 1 }\nb: *x\nc: [*y, *x]\n")
    #expect(root["b"]?["p"]?.text == "1")
    #expect(root["c"]?.items.map(\.kind) == [.scalar, .mapping])
    #expect(root["c"]?.span.text == "[*y, *x]")
    #expect(root["b"]?["p"]?.span.text == "1")
    #expect(try self.root("a: &x 'one'").entries.map { $0.value.contentSpan.text } == ["one"])
    #expect(try self.root("a: &x\nb: 1").entries.map { $0.value.isNull } == [true, false])
  }

  @Test("places count bytes where the text is not ASCII")
  func notASCII() throws {
    let root = try root("\u{FEFF}größe: 'ä – 日本'\nb: \"x\"\n")
    #expect(root.entries.map { String($0.key.span.text) } == ["größe", "b"])
    #expect(root["größe"]?.contentSpan.text == "ä – 日本")
    #expect(root["b"]?.span.text == "\"x\"")
    #expect(root["b"]?.span.start.line == 2)
  }

  @Test("Windows line ends are line ends")
  func windows() throws {
    let root = try root("a: |\r\n  one\r\n  two\r\nb: 2\r\n")
    #expect(root["a"]?.text == "one\ntwo\n")
    #expect(root["a"]?.contentSpan.text == "  one\r\n  two")
    #expect(root["b"]?.span.start.line == 4)
  }
}
