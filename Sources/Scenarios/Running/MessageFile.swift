// A message from a file: a mail, HTML, or text with an optional first line `Subject: …` and an empty
// line after it.

public import CEL
public import MessageAnalysis

/// A message read from a file.
public struct MessageFile: Sendable {
  /// The path; for a mail of a mailbox with its number: `box.mbox#3`.
  public let name: String
  /// The message.
  public let message: Message
  /// Where subject and body begin in the file, as UTF-8 offsets; `nil` for a mail, whose texts are
  /// encoded in its file.
  private let beginnings: (source: SourceText, subject: Int, body: Int)?

  /// The longest text or HTML, in bytes.
  public static let longest = 1 << 20

  /// Takes a mail.
  public init(_ mail: Mail, name: String) {
    self.name = name
    message = mail.message
    beginnings = nil
  }

  /// Reads the text of a file.
  ///
  /// - Parameter isHTML: whether all of it is the body, written in HTML.
  /// - Throws: that it is too long.
  public init(_ source: SourceText, isHTML: Bool = false) throws(Diagnostics) {
    guard source.text.utf8.count <= Self.longest else {
      throw Diagnostics(
        Diagnostic(
          id: "message-too-long", "a message of more than \(Self.longest >> 20) MiB is not read",
          at: SourceSpan(source, 0..<0)))
    }
    name = source.name
    let bytes = Array(source.text.utf8)
    let header = Array("subject:".utf8)
    let hasSubject =
      !isHTML && bytes.count >= header.count
      && zip(bytes, header).allSatisfy { $0 | 0x20 == $1 }
    guard hasSubject else {
      beginnings = (source, 0, 0)
      message = Message(body: source.text, bodyKind: isHTML ? .html : nil)
      return
    }
    var start = header.count
    while start < bytes.count, bytes[start] == UInt8(ascii: " ") { start += 1 }
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    var body = min(end + 1, bytes.count)
    if body < bytes.count, bytes[body] == UInt8(ascii: "\r") { body += 1 }
    if body < bytes.count, bytes[body] == UInt8(ascii: "\n") { body += 1 }
    let subjectEnd = end > start && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
    beginnings = (source, start, body)
    message = Message(
      subject: String(decoding: bytes[start..<subjectEnd], as: UTF8.self),
      body: String(decoding: bytes[body...], as: UTF8.self))
  }

  /// The place in the file of a place in a part of the message; `nil` for a mail.
  func span(_ part: String, _ range: Range<Int>) -> SourceSpan? {
    guard let (source, subject, body) = beginnings else { return nil }
    let start = part == "subject" ? subject : body
    return SourceSpan(source, range.lowerBound + start..<range.upperBound + start)
  }
}
