import CEL
import PolicyEngine
import Scenarios
import Testing

@Suite("The shipped policies")
struct ShippedPolicyTests {
  @Test("each loads without a problem", arguments: PolicySources.embeddedNames)
  func loads(name: String) throws {
    do throws(Diagnostics) {
      let document = try PolicyLoader.load(try PolicySources.embedded(name))
      #expect(document.name.content == name)
      #expect(!document.facts.isEmpty)
      #expect(!document.chapters.isEmpty)
    } catch {
      Issue.record("\(error.rendered())")
    }
  }
}
