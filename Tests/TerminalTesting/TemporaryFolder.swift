// A folder with files that lasts as long as the test.

import Foundation

/// A folder of its own for a test, gone with it.
package final class TemporaryFolder {
  private let url: URL

  /// Creates the folder with files of these names and texts.
  package init(_ files: [String: String] = [:]) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "maysend-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    for (name, text) in files { try write(Array(text.utf8), to: name) }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of the folder itself.
  package var path: String { url.path }

  /// The path of a file in it.
  package func path(_ name: String) -> String { url.appending(path: name).path }

  /// The names of the files in it, sorted.
  package var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  /// Writes a file.
  package func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: url.appending(path: name))
  }

  /// The text of a file; `nil` if there is none.
  package func read(_ name: String) -> String? {
    (try? Data(contentsOf: url.appending(path: name))).map { String(decoding: $0, as: UTF8.self) }
  }
}
