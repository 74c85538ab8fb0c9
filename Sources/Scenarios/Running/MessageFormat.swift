// What a file with messages is: its beginning decides, and the suffix where the beginning says
// nothing, so that a mail saved as `letter.txt` is a mail.

import MessageAnalysis

/// The forms of files with messages.
enum MessageFormat: Hashable, Sendable {
  case text, html, mail, mailbox

  /// How much of a file is looked at, in bytes.
  static let beginning = 4_096

  /// The form of a file by its first bytes; `nil` when they could be any text.
  init?(beginning bytes: [UInt8]) {
    var lines = bytes.prefix(Self.beginning).split(
      separator: 0x0A, omittingEmptySubsequences: false
    ).map { $0.last == 0x0D ? $0.dropLast() : $0 }[...]
    // The last line may have been cut.
    if bytes.count >= Self.beginning { lines.removeLast() }
    let isMailbox = lines.first.map { Mailbox.beginsMail($0) } ?? false
    if isMailbox { lines.removeFirst() }
    if Self.isHeader(lines) {
      self = isMailbox ? .mailbox : .mail
    } else if Self.isHTML(bytes) {
      self = .html
    } else {
      return nil
    }
  }

  /// The form that a suffix promises.
  init?(suffixOf path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return nil }
    switch name[name.index(after: dot)...].lowercased() {
    case "eml": self = .mail
    case "mbox": self = .mailbox
    case "html", "htm", "xhtml": self = .html
    case "txt", "text": self = .text
    default: return nil
    }
  }

  /// Fields that only mails begin with; a subject alone is the form of our text files.
  private static let fields: Set<String> = [
    "from", "to", "date", "message-id", "received", "return-path", "mime-version", "content-type",
    "delivered-to", "reply-to", "sender", "in-reply-to", "references", "dkim-signature",
    "content-transfer-encoding", "envelope-to", "x-mailer",
  ]

  /// Whether lines are a mail's header up to the first empty one.
  private static func isHeader(_ lines: some Sequence<ArraySlice<UInt8>>) -> Bool {
    var isMail = false
    for line in lines {
      guard let first = line.first else { break }
      if first == 0x20 || first == 0x09 { continue }
      let name = line.prefix { $0 != UInt8(ascii: ":") }
      guard name.count < line.count, name.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
        return false
      }
      if fields.contains(String(decoding: name, as: UTF8.self).lowercased()) { isMail = true }
    }
    return isMail
  }

  private static func isHTML(_ bytes: [UInt8]) -> Bool {
    let start = bytes.drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }.prefix(16)
    let text = String(decoding: start, as: UTF8.self).lowercased()
    return ["<!doctype html", "<html", "<head>", "<body"].contains { text.hasPrefix($0) }
  }
}
