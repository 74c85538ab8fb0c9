// Text to standard output and standard error, complete or not at all noticed: a reader that went
// away ends the program quietly, as other filters do.

import Glibc

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
}
