// Text to standard output and standard error, complete or not at all noticed: a reader that went
// away ends the program quietly, as other filters do.

import CEL
import Glibc
import Scenarios

/// The streams that every command writes to.
enum StandardStreams {
  /// Writes results.
  static func output(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Writes what is wrong, with a line break after it.
  static func problem(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  private static func write(_ text: String, to stream: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(stream, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if count >= 0 {
          done += count
        } else if errno != EINTR {
          exit(errno == EPIPE ? 0 : 2)
        }
      }
    }
  }

  /// The longest input that is read whole, in bytes.
  static let largestInput = 16 << 20

  /// All of standard input.
  ///
  /// - Throws: that it is too long or not UTF-8.
  static func input() throws(Diagnostics) -> SourceText {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      bytes += buffer[..<count]
      guard bytes.count <= largestInput else {
        throw Diagnostics(
          Diagnostic(
            id: "input-too-long", "standard input is longer than \(largestInput >> 20) MiB",
            at: nil))
      }
    }
    return try SourceText(name: "standard input", bytes: bytes)
  }
}
