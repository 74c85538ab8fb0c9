// A text edited in the user's own editor, by way of a private file. What was written there
// is never thrown away: when it can't be taken back, the file stays and is named.

import CEL
import Glibc

struct ExternalEditor {
  var environment: [String: String]

  /// Texts beyond this, in bytes, are not taken back.
  static let largestText = 4 << 20
  /// Where an editor may be when the user names none.
  private static let usualEditors = ["/usr/bin/sensible-editor", "/usr/bin/nano", "/usr/bin/vi"]

  /// The command to run: `VISUAL`, on a simple terminal only `EDITOR`, else a usual one.
  var command: String? {
    let isDumb = (environment.nonEmpty("TERM") ?? "dumb") == "dumb"
    if !isDumb, let chosen = environment.nonEmpty("VISUAL") { return chosen }
    return environment.nonEmpty("EDITOR") ?? Self.usualEditors.first { access($0, X_OK) == 0 }
  }

  /// The text after the user edited it; the same text when nothing was changed.
  ///
  /// `name` is the file's name and tells the editor what the text is. Throws when there is
  /// no editor, when it fails, and when it leaves something that is no text.
  func edit(_ text: String, name: String) throws(Diagnostics) -> String {
    guard let command else {
      throw .editor("no editor is installed where one is expected", help: "set EDITOR")
    }
    let folder = try makeFolder()
    let path = "\(folder)/\(name)"
    // Editors end a file with a line end; one that was not there goes again.
    let isClosed = text.isEmpty || text.hasSuffix("\n")
    try write(isClosed ? text : text + "\n", to: path)
    let status = ShellCommand(command: command, arguments: [path], environment: environment).run()
    guard status == 0 else {
      let outcome = status.map { "ended with status \($0)" } ?? "did not start"
      throw .editor("the editor `\(command)` \(outcome)", help: "the text is in \(path)")
    }
    var result = try read(path)
    remove(folder)
    if !isClosed, result.hasSuffix("\n") { result.removeLast() }
    return result
  }

  private func makeFolder() throws(Diagnostics) -> String {
    let place = environment.nonEmpty("TMPDIR") ?? "/tmp"
    var template = Array("\(place)/maysend-XXXXXX".utf8CString)
    // Only the owner may look into it.
    guard let made = mkdtemp(&template) else {
      throw .editor("no file can be made in \(place): \(Self.reason)", help: "set TMPDIR")
    }
    return String(cString: made)
  }

  private func write(_ text: String, to path: String) throws(Diagnostics) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .editor("\(path) can't be written: \(Self.reason)") }
    let isWritten = descriptor.writeAll(Array(text.utf8))
    guard close(descriptor) == 0, isWritten else {
      throw .editor("\(path) can't be written: \(Self.reason)")
    }
  }

  private func read(_ path: String) throws(Diagnostics) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .editor("\(path) can't be read: \(Self.reason)") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .editor("\(path) can't be read: \(Self.reason)") }
      if count == 0 { break }
      bytes += buffer[..<count]
      guard bytes.count <= Self.largestText else {
        throw .editor("the text is longer than 4 MiB", help: "it is in \(path)")
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .editor("the text is not valid UTF-8", help: "it is in \(path)")
    }
    return text
  }

  /// Removes the folder with whatever else the editor left there.
  private func remove(_ folder: String) {
    if let stream = opendir(folder) {
      while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
        }
        unlink("\(folder)/\(name)")
      }
      closedir(stream)
    }
    rmdir(folder)
  }

  private static var reason: String { String(cString: strerror(errno)) }
}

extension Diagnostics {
  fileprivate static func editor(_ message: String, help: String? = nil) -> Diagnostics {
    Diagnostics(Diagnostic(id: "editor", message, at: nil, help: help))
  }
}
