import CEL
import Foundation
import Scenarios
import Testing

@Suite("Any text is a scenario or an error")
struct ScenarioPropertyTests {
  @Test(
    "a damaged file never stops the program, and each error lies in the text", arguments: 0..<60)
  func damaged(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let file = cases.appending(path: "LampScenarios/second-request.yaml")
    let whole = Array(try LampShop.source(file).text.utf8)
    let domain = try LampShop.domain.get()
    for _ in 0..<20 {
      var bytes = whole
      for _ in 0...generator.below(4) { damage(&bytes, &generator) }
      guard let source = try? SourceText(name: "x.yaml", bytes: bytes) else { continue }
      do throws(Diagnostics) {
        let scenario = try Scenario(source, in: domain)
        _ = try? scenario.run()
        _ = try Scenario(SourceText(name: "y", text: scenario.yaml()), in: domain)
      } catch {
        for problem in error.all {
          #expect(!problem.message.isEmpty)
          if let span = problem.span { #expect(span.source.name == "x.yaml", "\(problem.message)") }
        }
        #expect(!error.rendered().isEmpty)
      }
    }
  }

  private func damage(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    let place = generator.below(bytes.count)
    switch generator.below(5) {
    case 0: bytes.remove(at: place)
    case 1: bytes.insert(UInt8(generator.below(128)), at: place)
    case 2: bytes[place] = Array(":-[]{}&*#|>'\"\n ,".utf8)[generator.below(16)]
    case 3: bytes.removeSubrange(place..<min(bytes.count, place + generator.below(40)))
    default:
      let part = bytes[place..<min(bytes.count, place + generator.below(80))]
      bytes.insert(contentsOf: Array(part), at: generator.below(bytes.count))
    }
  }

  @Test("long chains of likeness and answers end")
  func chains() throws {
    var text = "scenario: x\nclock: 2021-03-20\nmessages:\n  m0: {}\n"
    for number in 1..<5_000 {
      text += "  m\(number): { like: m\(number - 1), in-reply-to: m\(number - 1) }\n"
    }
    text += "script:\n  - can: m4999\n    expect: depends\n"
    let scenario = try LampShop.scenario(text)
    #expect(try scenario.run().count == 1)
  }

  @Test("a file with too much is refused")
  func limits() throws {
    let steps = String(repeating: "  - at: 2021-03-20\n", count: ScenarioLimits.steps + 1)
    let error = #expect(throws: Diagnostics.self) {
      try LampShop.scenario("scenario: x\nclock: 2021-03-20\nscript:\n\(steps)")
    }
    #expect(error?.all.map(\.id) == ["too-many-steps"])
  }
}
