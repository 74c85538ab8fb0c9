// What policy authors see when files are wrong; the policies are in `Cases/BadPolicies` (files that
// can't be read) and `Cases/IllTypedPolicies` (conditions and names that don't fit).

import CEL
import Foundation
import PolicyEngine
import Scenarios
import Testing

@Suite("Errors of policy files")
struct PolicyErrorTests {
  /// The folders in a folder of cases.
  static func folders(in name: String) -> [URL] {
    let contents = try? FileManager.default.contentsOfDirectory(
      at: cases.appending(path: name), includingPropertiesForKeys: nil)
    return (contents ?? []).filter(\.hasDirectoryPath).sorted { $0.path < $1.path }
  }

  @Test("each bad policy gives the golden errors", arguments: folders(in: "BadPolicies"))
  func unreadable(folder: URL) throws {
    let error = #expect(throws: Diagnostics.self) {
      try PolicyLoader.load(try PolicySources.folder(folder.path))
    }
    try compare(try #require(error), with: folder)
  }

  @Test(
    "faults of conditions and names are shown in the YAML file",
    arguments: folders(in: "IllTypedPolicies"))
  func illTyped(folder: URL) throws {
    let document = try PolicyLoader.load(try PolicySources.folder(folder.path))
    let error = #expect(throws: Diagnostics.self) { try Policy(document) }
    try compare(try #require(error), with: folder)
  }

  func compare(_ error: Diagnostics, with folder: URL) throws {
    let prefix = folder.deletingLastPathComponent().path + "/"
    let text = error.rendered().replacingOccurrences(of: prefix, with: "") + "\n"
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
