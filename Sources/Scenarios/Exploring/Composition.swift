// Messages of a given length, and with given files: what a text says by being there, whatever it says.

import CEL
import MessageAnalysis
import PolicyEngine

/// What is made of nothing but letters or files.
enum Composition: String {
  case characters = "message.characters"
  case words = "message.words"
  case attachments = "message.attachments"
  case attachmentBytes = "message.attachment_bytes"
  case attachmentKinds = "message.attachment_kinds"

  /// A message in which the fact has another state; `nil` when there is none.
  func content(_ content: MessageAnalysis.Message, to state: FactState) -> MessageAnalysis.Message?
  {
    var content = content
    switch (self, state) {
    case (.characters, .value(.int(let count))) where (0...Self.longest).contains(count):
      let scalars = Array(content.body.unicodeScalars)
      content.body = ""
      content.body.unicodeScalars.append(contentsOf: scalars.prefix(Int(count)))
      let filling = Array(Self.sentence.unicodeScalars)
      for position in 0..<max(0, Int(count) - scalars.count) {
        content.body.unicodeScalars.append(filling[position % filling.count])
      }
    case (.words, .value(.int(let count))) where (0...Self.longest / 8).contains(count):
      let words = Self.sentence.split(separator: " ")
      content.body = (0..<Int(count)).map { String(words[$0 % words.count]) }
        .joined(separator: " ")
    case (.attachments, .value(.int(let count))) where (0...Self.mostFiles).contains(count):
      let kind = content.attachments.last?.name.split(separator: ".").last ?? "pdf"
      content.attachments = Array(content.attachments.prefix(Int(count)))
      while content.attachments.count < count {
        content.attachments.append(Self.file(content.attachments.count + 1, String(kind)))
      }
    case (.attachmentBytes, .value(.int(let count))) where (0...Int64(Int32.max)).contains(count):
      if content.attachments.isEmpty { content.attachments = [Self.file(1, "pdf")] }
      for position in content.attachments.indices {
        content.attachments[position].byteCount = position == 0 ? Int(count) : 0
      }
    case (.attachmentKinds, .value(.list(let kinds))):
      let count = max(content.attachments.count, kinds.count)
      let bytes = content.attachments.map(\.byteCount)
      content.attachments = (0..<(kinds.isEmpty ? 0 : count)).compactMap { position in
        guard case .string(let kind) = kinds[position % kinds.count] else { return nil }
        var file = Self.file(position + 1, kind)
        if bytes.indices.contains(position) { file.byteCount = bytes[position] }
        return file
      }
    default: return nil
    }
    return content
  }

  private static let longest: Int64 = 20_000
  private static let mostFiles: Int64 = 50
  private static let sentence = "The lamp stands on the table. "

  private static func file(_ number: Int, _ kind: String) -> Attachment {
    Attachment(name: "file-\(number).\(kind == "other" ? "bin" : kind)")
  }
}
