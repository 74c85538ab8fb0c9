import CEL
import Foundation
import PolicyEngine
import Scenarios
import Testing

@Suite("The domain")
struct DomainTests {
  @Test("the policy, the lexicons and the stores of the program fit together")
  func builtIn() throws {
    let domain = try Shipped.domain()
    #expect(domain.policy.document.name.content == Domain.standardPolicy)
    #expect(domain.stores.standard.id == "amazon.com")
    #expect(domain.stores["uk"]?.zone.identifier == "Europe/London")
    #expect(domain.stores.stores.count == 23)
  }

  @Test("the schema is the agreed JSON")
  func schema() throws {
    let schema = try LampShop.domain.get().scenarioSchema
    try expect(schema, equals: cases.appending(path: "scenario.schema.json"))
    let object = try JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any]
    let definitions = try #require(object?["$defs"] as? [String: Any])
    #expect(definitions.keys.contains("step"))
  }

  @Test("each moment has the edition of its period")
  func editions() throws {
    let domain = try LampShop.domain.get()
    for (text, expected) in [
      ("1999-06-01T00:00:00Z", nil), ("2020-12-31T22:59:59Z", "old"),
      ("2020-12-31T23:00:00Z", "new"), ("2030-01-01T00:00:00Z", "new"),
    ] as [(String, String?)] {
      let moment = try #require(Timestamp(text))
      #expect(domain.edition(at: moment).document?.id.content == expected)
    }
    let parameter = domain.edition(at: .last).parameter("limit.reviews")
    #expect(parameter == .int(1))
  }

  @Test("a fact that something else fills must have its type")
  func filling() throws {
    let folder = cases.appending(path: "LampPolicy")
    var texts: [String] = []
    for file in ["vocabulary.yaml"] {
      texts.append(try String(contentsOf: folder.appending(path: file), encoding: .utf8))
    }
    let changed = texts[0]
      .replacing(
        "name: store.name, type: string", with: "name: store.name, type: int"
      )
      .replacing(
        "name: store.zone, type: string, default: UTC",
        with: "name: store.zone, type: int, default: 0"
      )
      .replacing("name: message.asks-for-review", with: "name: message.asks-for-revieww")
    let temporary = FileManager.default.temporaryDirectory.appending(path: "p-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: folder, to: temporary)
    defer { try? FileManager.default.removeItem(at: temporary) }
    try changed.write(
      to: temporary.appending(path: "vocabulary.yaml"), atomically: true, encoding: .utf8)
    let sources = try PolicySources.folder(temporary.path)
    var document = try PolicyLoader.load(sources)
    document.chapters = []
    document.definitions = []
    document.facts.removeAll { if case .tally = $0.origin { true } else { false } }
    let policy = try Policy(document)
    let stores = try StoreTable(#require(sources["stores.yaml"]))
    let error = #expect(throws: Diagnostics.self) {
      try Domain(policy: policy, analyzer: LampShop.domain.get().analyzer, stores: stores)
    }
    #expect(error?.all.map(\.id).sorted() == ["nothing-finds", "wrong-type", "wrong-type"])
  }
}
