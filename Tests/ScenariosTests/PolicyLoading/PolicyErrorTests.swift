import CEL
import Foundation
import PolicyEngine
import Scenarios
import Testing

@Suite("Errors of policy files")
struct PolicyErrorTests {
  static let folders =
    ((try? FileManager.default.contentsOfDirectory(
      at: cases.appending(path: "BadPolicies"), includingPropertiesForKeys: nil)) ?? [])
    .filter(\.hasDirectoryPath).sorted { $0.path < $1.path }

  @Test("each bad policy gives the golden errors", arguments: folders)
  func golden(folder: URL) throws {
    let prefix = cases.path + "/BadPolicies/"
    let error = #expect(throws: Diagnostics.self) {
      try PolicyLoader.load(try PolicySources.folder(folder.path))
    }
    let text = try #require(error).rendered().replacingOccurrences(of: prefix, with: "") + "\n"
    try expect(text, equals: folder.appendingPathExtension("txt"))
  }

  @Test("a folder without policy, and a name that is none")
  func missing() throws {
    let nowhere = #expect(throws: Diagnostics.self) { try PolicySources.folder("/nowhere") }
    #expect(nowhere?.all.first?.id == "can-not-read")
    let unknown = #expect(throws: Diagnostics.self) { try PolicySources.embedded("amazn") }
    #expect(unknown?.all.first?.help == "did you mean `amazon`?")
  }
}
