// The kite shop: a small policy with its own lexicon for tests of the shell, stable, with nothing of
// Amazon in it; and a folder of its own for what tests read and write.

import CEL
import Foundation
import PolicyEngine
import Scenarios
import Shell
import Testing

enum Workshop {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  static let domain = Result { () throws -> Domain in
    let sources = try PolicySources.folder(folder.appending(path: "KitePolicy").path)
    let lexicons = try PolicySources.folder(folder.appending(path: "KiteLexicons").path)
    let files = LexiconFiles(lexicons.texts)
    return try Domain(
      policy: try Policy(try PolicyLoader.load(sources)),
      analyzer: try files.analyzer(checksLanguages: true),
      stores: try StoreTable(#require(sources["stores.yaml"])), imports: sources["imports.yaml"],
      lexicons: files)
  }

  /// A folder with the scenarios in it, made the current one; relative paths lead there.
  static let desk = Result { () throws -> URL in
    let desk = FileManager.default.temporaryDirectory
      .appending(path: "shell-tests-\(ProcessInfo.processInfo.processIdentifier)")
    try? FileManager.default.removeItem(at: desk)
    try FileManager.default.createDirectory(at: desk, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: folder.appending(path: "Scenarios"), to: desk.appending(path: "Scenarios"))
    #expect(FileManager.default.changeCurrentDirectoryPath(desk.path))
    return desk
  }

  /// A session in an empty world, or on a scenario.
  static func session(_ scenario: String? = "reviews/second-request") throws -> Session {
    _ = try desk.get()
    let clock = try #require(Timestamp("2021-01-01T17:00:00Z"))
    var session = Session(try domain.get(), clock: clock)
    if let scenario { _ = try session.load([Written("Scenarios/\(scenario).yaml")]) }
    return session
  }
}

extension Session {
  /// Performs statements; the last reply.
  @discardableResult
  mutating func perform(_ text: String) throws(Diagnostics) -> Reply {
    var last = Reply([], json: .null)
    var reader = ScriptReader(SourceText(name: "", text: text))
    while let span = reader.next(for: self) { last = try perform(span) }
    return last
  }

  /// What a person sees after statements: replies, or what is wrong.
  mutating func transcript(_ text: String, _ layout: Layout = Layout()) -> String {
    var shown: [String] = []
    var layout = layout
    do throws(Diagnostics) {
      var reader = ScriptReader(SourceText(name: "", text: text))
      while let span = reader.next(for: self) {
        let reply = try perform(span)
        layout.isPlain = settings.isPlain
        shown.append(reply.text(layout, mode: settings.mode))
      }
    } catch {
      shown.append(error.rendered(plain: settings.isPlain))
    }
    return shown.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
