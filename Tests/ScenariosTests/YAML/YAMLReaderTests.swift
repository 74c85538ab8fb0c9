// Typed values by a table of keys: what they are, and all that can be wrong with them.

import CEL
import Foundation
import Scenarios
import Testing

@Suite("Typed values from YAML")
struct YAMLReaderTests {
  static let lamp = KeyTable(
    "lamp", "A lamp.",
    [
      .required("name", .text, "What it is called."),
      .required("watts", .int, "What it takes."),
      .optional("lit", .bool, "Whether it is on."),
      .optional("weight", .double, "In kilograms."),
      .optional("colour", .choice([("red", "warm"), ("white", "cold")]), "Its light."),
      .optional("bought", .timestamp, "When."),
      .optional("lasts", .duration, "For how long."),
      .optional("tags", .oneOrMore(.text), "Words for searching."),
      .optional("owner", .keys(owner), "Whose it is."),
      .optional("notes", .named(of: "days", .text), "What happened."),
    ])
  static let owner = KeyTable("owner", "Somebody.", [.required("name", .text, "The name.")])

  func scalar(_ text: String) throws -> YAMLNode {
    let document = try YAMLDocument.parse(SourceText(name: "x", text: "k: \(text)\n"))
    return try #require(document.root["k"])
  }

  @Test("each bad file gives the golden errors", arguments: files(in: "BadKeys", extension: "yaml"))
  func golden(file: URL) throws {
    let bytes = Array(try Data(contentsOf: file))
    let source = try SourceText(name: file.lastPathComponent, bytes: bytes)
    var problems: [Diagnostic] = []
    let document = try #require(YAMLDocument.parse(source, reporting: &problems))
    var reader = YAMLReader(problems: problems)
    for node in reader.items(document.root, of: .keys(Self.lamp)) {
      guard let fields = reader.fields(node, Self.lamp) else { continue }
      _ = reader.text(fields["name"])
      _ = reader.int(fields["watts"], in: 1...1000)
      _ = reader.bool(fields["lit"])
      _ = reader.double(fields["weight"])
      _ = reader.choice(fields["colour"], among: ["red", "white"])
      _ = reader.texts(fields["tags"], orOne: true)
      if let owner = reader.fields(fields["owner"], Self.owner) { _ = reader.text(owner["name"]) }
      for entry in reader.entries(fields["notes"], named: "days") { _ = reader.text(entry.value) }
    }
    let error = #expect(throws: Diagnostics.self) { try reader.finish() }
    let text = try #require(error).rendered() + "\n"
    try expect(text, equals: file.deletingPathExtension().appendingPathExtension("txt"))
  }

  @Test("a plain word means what is asked for")
  func words() throws {
    var reader = YAMLReader()
    let no = try scalar("no")
    #expect(reader.bool(no) == false)
    #expect(reader.text(no) == "no")
    #expect(reader.choice(no, among: ["yes", "no"]) == 1)
    #expect(reader.text(try scalar("007")) == "007")
    #expect(reader.int(try scalar("-9223372036854775808")) == .min)
    #expect(reader.double(try scalar("1e-3")) == 0.001)
    #expect(reader.texts(try scalar("[a, 1]")) == ["a", "1"])
    #expect(reader.texts(try scalar("a"), orOne: true) == ["a"])
    #expect(reader.problems.isEmpty)
    #expect(reader.bool(nil) == nil)
    #expect(reader.problems.isEmpty)
    #expect(reader.text(try scalar("null")) == nil)
    #expect(reader.text(try scalar("'null'")) == "null")
    #expect(reader.problems.map(\.id) == ["missing-value"])
  }

  @Test(
    "numbers that are none",
    arguments: ["1.5", "0x10", "1_000", "9223372036854775808", "--", "\"3\"", "three", "[3]", "+3"])
  func noInteger(text: String) throws {
    var reader = YAMLReader()
    #expect(reader.int(try scalar(text)) == nil)
    #expect(reader.problems.count == 1)
  }

  @Test("nothing is lost in a table of many keys")
  func manyKeys() {
    let table = KeyTable("thing", "", (0..<500).map { .optional("key-\($0)", .text, "") })
    for index in 0..<500 { #expect(table.position(of: "key-\(index)".utf8) == index) }
    #expect(table.position(of: "key-500".utf8) == nil)
    #expect(table.position(of: "".utf8) == nil)
  }

  @Test("the schema is valid JSON and knows each key")
  func schema() throws {
    let text = Self.lamp.jsonSchema(title: "Lamps")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let tables = try #require(object["$defs"] as? [String: [String: Any]])
    #expect(tables.keys.sorted() == ["lamp", "owner"])
    let keys = try #require(tables["lamp"]?["properties"] as? [String: Any])
    #expect(keys.keys.sorted() == Self.lamp.keys.map(\.name).sorted())
    #expect(tables["lamp"]?["required"] as? [String] == ["name", "watts"])
    #expect(tables["lamp"]?["additionalProperties"] as? Bool == false)
    try expect(text, equals: cases.appending(path: "lamp.schema.json"))
  }
}
