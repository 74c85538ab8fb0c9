// Replies that go to a file. The file is whole after every reply, so nothing is lost when the
// program ends in whatever way.

import CEL
import Scenarios

/// A file of replies.
struct OutputFile: Hashable, Sendable {
  let path: String
  private(set) var text = ""

  /// The largest file of replies, in bytes.
  static let largest = 4 << 20

  /// Replaces the file by an empty one.
  init(_ path: String) throws(Diagnostics) {
    self.path = path
    try FileSystem.writeAtomically("", to: path)
  }

  mutating func append(_ reply: String) throws(Diagnostics) {
    text += reply + "\n"
    guard text.utf8.count <= Self.largest else {
      throw Diagnostics(
        Diagnostic(
          id: "output-too-large", "`\(path)` would become larger than \(Self.largest >> 20) MiB",
          at: nil, help: "go on with another file: `output FILE`"))
    }
    try FileSystem.writeAtomically(text, to: path)
  }
}

extension Session {
  /// Writes a reply to the output file.
  mutating func write(_ reply: Reply) throws(Diagnostics) {
    let layout = Layout(width: settings.width ?? 100, isPlain: settings.isPlain)
    let text = reply.text(layout, mode: settings.mode)
    if !text.isEmpty { try output?.append(text) }
  }
}
