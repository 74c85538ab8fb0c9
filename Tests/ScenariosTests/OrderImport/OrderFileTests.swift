// Order files of every kind, good and broken, with what is read from them as golden text; the
// samples are invented. `MAYSEND_RECORD=1` writes the golden texts anew.

import CEL
import Foundation
import PolicyEngine
import Scenarios
import Testing

@Suite("Order files")
struct OrderFileTests {
  static let domain = Result { try Shipped.domain() }

  static var samples: [URL] {
    ["tsv", "csv", "json"].flatMap { files(in: "OrderFiles", extension: $0) }
  }

  static func read(_ file: URL) throws -> OrderFile {
    let domain = try domain.get()
    return try OrderFile(
      Array(Data(contentsOf: file)), named: file.lastPathComponent, in: domain,
      store: domain.stores.standard)
  }

  @Test("each file gives the golden orders and problems", arguments: samples)
  func golden(file: URL) throws {
    var text: String
    do {
      text = try Self.read(file).dump(Self.domain.get())
    } catch let error as Diagnostics {
      text = error.rendered() + "\n"
    }
    try expect(text, equals: file.appendingPathExtension("golden"))
  }

  @Test("a broken row takes no other order with it")
  func brokenRows() throws {
    let file = try Self.read(cases.appending(path: "OrderFiles/broken-rows.tsv"))
    #expect(file.orders.map(\.id.content).contains("112-0000001-0000005"))
    #expect(!file.orders.map(\.id.content).contains("112-0000001-0000003"))
    #expect(Set(file.problems.map(\.id)).isSuperset(of: ["bad-order-id", "bad-date", "long-row"]))
    #expect(file.problems.allSatisfy { $0.span != nil && $0.help != nil })
  }

  @Test("what a file can't say is unknown, not something that has not happened")
  func unsaid() throws {
    let domain = try Self.domain.get()
    let delivered = try #require(domain.vocabulary.slot(of: "order.delivered"))
    let orders = try Self.read(cases.appending(path: "OrderFiles/all-orders-29.tsv")).orders
    #expect(orders[0].facts[delivered] == .unknown)
    #expect(orders[2].id.content == "112-0000001-0000003" && orders[2].facts[delivered] == nil)
  }

  @Test("more orders than a world can hold are refused")
  func manyOrders() throws {
    var text = "amazon-order-id\tpurchase-date\torder-status\titem-status\n"
    for number in 0...OrderImportLimits.orders {
      text +=
        "112-0000000-\(String(String(number + 10_000_000).dropFirst()))\t2021-03-01\tShipped\t\n"
    }
    let domain = try Self.domain.get()
    let error = #expect(throws: Diagnostics.self) {
      try OrderFile(
        Array(text.utf8), named: "x", in: domain, store: domain.stores.standard)
    }
    #expect(error?.all.first?.id == "too-many-orders")
  }

  @Test(
    "hostile files end soon", .timeLimit(.minutes(1)),
    arguments: [
      "\"a\t", "\"\t", "\"\"a\t", "\"", "\"\n", "\t", "a\t\n", "[", "{\"a\":", "\"\"\"x\n\t\"", ",",
      "\\",
    ])
  func hostile(piece: String) throws {
    let domain = try Self.domain.get()
    let header = "amazon-order-id\tpurchase-date\torder-status\titem-status\n"
    for head in [
      "", header, "\"" + header.replacing("\t", with: "\"\t\"").dropLast() + "\"\n", "{\"orders\":",
    ] {
      let text = head + String(repeating: piece, count: 400_000 / piece.utf8.count)
      let file = try? OrderFile(
        Array(text.utf8), named: "x", in: domain, store: domain.stores.standard)
      #expect(file?.problems.count ?? 0 <= OrderImportLimits.problems + 1)
    }
  }

  @Test("mutated files give orders or problems, with places in the file", arguments: 1...6)
  func mutations(seed: UInt64) throws {
    let domain = try Self.domain.get()
    var generator = SeededGenerator(seed: seed)
    for sample in Self.samples {
      let original = Array(try Data(contentsOf: sample))
      for _ in 0..<25 where !original.isEmpty {
        var bytes = original
        for _ in 0...generator.below(4) where !bytes.isEmpty {
          let place = generator.below(bytes.count)
          switch generator.below(4) {
          case 0: bytes.remove(at: place)
          case 1: bytes[place] = UInt8(generator.below(256))
          case 2:
            bytes.insert(
              contentsOf: Array("\"\t\n{}[],:\\\r\0".utf8).shuffled(using: &generator).prefix(2),
              at: place)
          default: bytes.removeLast(min(bytes.count, generator.below(40)))
          }
        }
        do {
          let file = try OrderFile(bytes, named: "x", in: domain, store: domain.stores.standard)
          check(file.problems)
          #expect(Set(file.orders.map(\.id.content)).count == file.orders.count)
        } catch {
          #expect(!error.all.isEmpty)
          check(error.all)
        }
      }
    }
  }

  private func check(_ problems: [Diagnostic]) {
    for problem in problems {
      #expect(!problem.rendered().isEmpty)
      if let span = problem.span { #expect(span.range.upperBound <= span.source.text.utf8.count) }
    }
  }
}

extension OrderFile {
  /// Everything that was read, for golden texts.
  func dump(_ domain: Domain) -> String {
    var text = "\(kind), \(rows) rows\(encoding.map { ", \($0)" } ?? "")\n"
    for order in orders {
      let zone = order.store?.zone ?? domain.stores.standard.zone
      text += "\n\(order.id.content) \(order.store?.id ?? "no store")\n"
      for entry in order.facts.entries {
        let name = FactName.shown(domain.vocabulary.facts[entry.slot].name.content)
        let place = entry.span.map { " (\($0.start.line):\($0.start.column))" } ?? ""
        text += "  \(name): \(Notation(zone: zone).text(of: entry.state))\(place)\n"
      }
    }
    for remark in remarks {
      text += "\n\(remark.says): \(remark.orders.joined(separator: ", "))\n"
    }
    if !elsewhere.isEmpty { text += "\nelsewhere: \(elsewhere.joined(separator: ", "))\n" }
    if !unknownColumns.isEmpty {
      text += "\nunknown columns: \(unknownColumns.joined(separator: ", "))\n"
    }
    return text + problems.map { "\n" + $0.rendered() + "\n" }.joined()
  }
}
