// The policies that come with the program load without a problem, from inside it and from a folder.

import CEL
import Foundation
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

  @Test("a folder given by the user reads as what is compiled in")
  func folder() throws {
    let root = cases.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = root.appending(path: "Sources/Scenarios/Policies/amazon").path
    let inFolder = try PolicyLoader.load(try PolicySources.folder(path))
    let embedded = try PolicyLoader.load(try PolicySources.embedded("amazon"))
    let ids = { (document: PolicyDocument) in
      document.chapters.flatMap(\.rules).map(\.id.content)
    }
    #expect(ids(inFolder) == ids(embedded))
    #expect(inFolder.facts.map(\.name) == embedded.facts.map(\.name))
    #expect(inFolder.citations.map(\.place) == embedded.citations.map(\.place))
  }
}
