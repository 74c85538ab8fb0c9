// A message in a plain text file: an optional first line `Subject: …` with an empty line after it,
// then the body.

public import CEL
public import MessageAnalysis

/// A message read from a text file.
public struct MessageFile: Sendable {
  /// The file.
  public let source: SourceText
  /// The message.
  public let message: Message
  /// Where subject and body begin in the file, as UTF-8 offsets.
  let subjectStart: Int
  let bodyStart: Int

  /// The longest message, in bytes.
  public static let longest = 1 << 20

  /// Reads the text of a file.
  ///
  /// - Throws: that it is too long.
  public init(_ source: SourceText) throws(Diagnostics) {
    guard source.text.utf8.count <= Self.longest else {
      throw Diagnostics(
        Diagnostic(
          id: "message-too-long", "a message of more than \(Self.longest >> 20) MiB is not read",
          at: SourceSpan(source, 0..<0)))
    }
    self.source = source
    let bytes = Array(source.text.utf8)
    let header = Array("subject:".utf8)
    let hasSubject =
      bytes.count >= header.count && zip(bytes, header).allSatisfy { $0 | 0x20 == $1 }
    guard hasSubject else {
      (subjectStart, bodyStart) = (0, 0)
      message = Message(body: source.text)
      return
    }
    var start = header.count
    while start < bytes.count, bytes[start] == UInt8(ascii: " ") { start += 1 }
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    var body = min(end + 1, bytes.count)
    if body < bytes.count, bytes[body] == UInt8(ascii: "\r") { body += 1 }
    if body < bytes.count, bytes[body] == UInt8(ascii: "\n") { body += 1 }
    let subjectEnd = end > start && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
    (subjectStart, bodyStart) = (start, body)
    message = Message(
      subject: String(decoding: bytes[start..<subjectEnd], as: UTF8.self),
      body: String(decoding: bytes[body...], as: UTF8.self))
  }

  /// The place in the file of a place in a part of the message.
  func span(_ part: String, _ range: Range<Int>) -> SourceSpan {
    let start = part == "subject" ? subjectStart : bodyStart
    return SourceSpan(source, range.lowerBound + start..<range.upperBound + start)
  }
}
