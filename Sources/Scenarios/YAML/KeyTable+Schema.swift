// A JSON Schema (draft 2020-12) from a table of keys, so that editors complete and check the same
// keys that the reader knows.

extension KeyTable {
  /// The schema of a file as JSON text, with line breaks for reading.
  ///
  /// - Parameter title: What kind of file it describes.
  public func jsonSchema(title: String) -> String {
    Self.jsonSchema(title: title, anyOf: [self])
  }

  /// The schema of a file that has the keys of one of several tables.
  public static func jsonSchema(title: String, anyOf tables: [KeyTable]) -> String {
    var definitions: [(name: String, table: KeyTable)] = []
    for table in tables { table.collect(into: &definitions) }
    var writer = JSONWriter()
    writer.object { writer in
      writer.lineBreak()
      writer.key("$schema")
      writer.string("https://json-schema.org/draft/2020-12/schema")
      writer.lineBreak()
      writer.key("title")
      writer.string(title)
      writer.lineBreak()
      if tables.count == 1 {
        tables[0].writeReference(to: &writer)
      } else {
        writer.key("anyOf")
        writer.array { writer in
          for table in tables { writer.object { table.writeReference(to: &$0) } }
        }
      }
      writer.lineBreak()
      writer.key("$defs")
      writer.object { writer in
        for (name, table) in definitions {
          writer.lineBreak()
          writer.key(name)
          table.write(to: &writer)
        }
      }
    }
    return writer.text + "\n"
  }

  /// The table's name without an article and spaces.
  private var definitionName: String {
    var words = name.split(separator: " ")
    if let first = words.first, ["a", "an", "the"].contains(first) { words.removeFirst() }
    return words.joined(separator: "-")
  }

  /// Every table that this one refers to, each once, in the order of first use.
  private func collect(into definitions: inout [(name: String, table: KeyTable)]) {
    guard !definitions.contains(where: { $0.name == definitionName }) else { return }
    definitions.append((definitionName, self))
    for key in keys { key.shape.forEachTable { $0.collect(into: &definitions) } }
  }

  private func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("type")
      writer.string("object")
      if !meaning.isEmpty {
        writer.key("description")
        writer.string(meaning)
      }
      writer.key("additionalProperties")
      writer.bool(false)
      let required = keys.filter(\.isRequired).map(\.name)
      if !required.isEmpty {
        writer.key("required")
        writer.strings(required)
      }
      writer.key("properties")
      writer.object { writer in
        for key in keys {
          writer.lineBreak()
          writer.key(key.name)
          writer.object { writer in
            if !key.meaning.isEmpty {
              writer.key("description")
              writer.string(key.meaning)
            }
            key.shape.write(to: &writer)
          }
        }
      }
    }
  }

  fileprivate func writeReference(to writer: inout JSONWriter) {
    writer.key("$ref")
    writer.string("#/$defs/\(definitionName)")
  }
}

extension ValueShape {
  fileprivate func forEachTable(_ body: (KeyTable) -> Void) {
    switch self {
    case .keys(let table): body(table)
    case .list(let item), .oneOrMore(let item), .named(_, let item): item.forEachTable(body)
    case .either(let shapes): for shape in shapes { shape.forEachTable(body) }
    case .bool, .int, .double, .text, .timestamp, .duration, .choice, .anything: break
    }
  }

  /// Writes the members of the schema of this shape into an object that is open.
  fileprivate func write(to writer: inout JSONWriter) {
    func type(_ name: String) {
      writer.key("type")
      writer.string(name)
    }
    func pattern(_ text: String, example: String) {
      type("string")
      writer.key("pattern")
      writer.string(text)
      writer.key("examples")
      writer.strings([example])
    }
    func items(_ shape: ValueShape) {
      type("array")
      writer.key("items")
      writer.object { shape.write(to: &$0) }
    }
    switch self {
    case .bool:
      // YAML 1.2 reads `yes` as a text.
      writer.key("enum")
      writer.array { writer in
        writer.string("yes")
        writer.string("no")
        writer.bool(true)
        writer.bool(false)
      }
    case .int: type("integer")
    case .double: type("number")
    case .text:
      writer.key("type")
      writer.strings(["string", "number", "boolean"])
    case .timestamp:
      pattern(
        #"^\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?( *([Zz]|[+-]\d{2}:?\d{2}))?)?$"#,
        example: "2021-03-20T09:00")
    case .duration:
      pattern(#"^(\d+ *[A-Za-z]+ *)+$"#, example: "3 days")
    case .choice(let choices):
      writer.key("anyOf")
      writer.array { writer in
        for (word, meaning) in choices {
          writer.object { writer in
            writer.key("const")
            writer.string(word)
            if !meaning.isEmpty {
              writer.key("description")
              writer.string(meaning)
            }
          }
        }
      }
    case .list(let item): items(item)
    case .oneOrMore(let item):
      writer.key("anyOf")
      writer.array { writer in
        writer.object { item.write(to: &$0) }
        writer.object { ValueShape.list(item).write(to: &$0) }
      }
    case .keys(let table): table.writeReference(to: &writer)
    case .named(_, let value):
      type("object")
      writer.key("additionalProperties")
      writer.object { value.write(to: &$0) }
    case .either(let shapes):
      writer.key("anyOf")
      writer.array { writer in
        for shape in shapes { writer.object { shape.write(to: &$0) } }
      }
    case .anything: break
    }
  }
}
