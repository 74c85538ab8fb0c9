// What is analysed: the author's text as it stands, byte for byte. Places are UTF-8 offsets in
// one part of it, so that a mark stands under what the author wrote.

/// A message as its author wrote it.
public struct Message: Hashable, Sendable {
  /// The subject line; empty when there is none.
  public var subject: String
  /// The body, plain or in HTML.
  public var body: String
  /// How the body is written; `nil` when nobody said: then tags that look like HTML decide.
  public var bodyKind: BodyKind?
  /// Further texts of a mail, such as the same words as HTML; each is judged like the body.
  public var alternatives: [BodyPart]
  /// The files that come with it.
  public var attachments: [Attachment]
  /// Passages, as they are written, that somebody takes to say nothing: what is found in them does
  /// not count.
  public var disregarded: [String]

  /// Creates a message.
  public init(
    subject: String = "", body: String = "", bodyKind: BodyKind? = nil,
    alternatives: [BodyPart] = [], attachments: [Attachment] = [], disregarded: [String] = []
  ) {
    self.subject = subject
    self.body = body
    self.bodyKind = bodyKind
    self.alternatives = alternatives
    self.attachments = attachments
    self.disregarded = disregarded
  }

  /// The text of one part: for an attachment, its name; empty for a part that is not there.
  public subscript(part: MessagePart) -> String {
    switch part {
    case .subject: subject
    case .body: body
    case .alternative(let index):
      alternatives.indices.contains(index) ? alternatives[index].text : ""
    case .attachment(let index):
      attachments.indices.contains(index) ? attachments[index].name : ""
    }
  }
}

/// How a body is written.
public enum BodyKind: String, CaseIterable, Sendable {
  /// As readers see it.
  case plain
  /// With the tags of HTML.
  case html
}

/// One of several texts of a mail.
public struct BodyPart: Hashable, Sendable {
  /// The text as it was written.
  public var text: String
  /// How it was written.
  public var kind: BodyKind

  /// Creates a text.
  public init(text: String, kind: BodyKind) {
    self.text = text
    self.kind = kind
  }
}

/// A file that comes with a message. Its contents are not looked at.
public struct Attachment: Hashable, Sendable {
  /// The file name with its suffix.
  public var name: String
  /// The media type, such as `application/pdf`; `nil` when only the name is known.
  public var mediaType: String?
  /// The size in bytes.
  public var byteCount: Int
  /// The id by which the HTML of a mail can show it, without the angle brackets.
  public var contentID: String?
  /// Whether the HTML of a mail shows it, so that nobody sees it as a file.
  public var isInline: Bool

  /// Creates an attachment.
  public init(
    name: String, mediaType: String? = nil, byteCount: Int = 0, contentID: String? = nil,
    isInline: Bool = false
  ) {
    self.name = name
    self.mediaType = mediaType
    self.byteCount = byteCount
    self.contentID = contentID
    self.isInline = isInline
  }
}

/// Where in a message something stands. Parts sort as people read: subject, body, further
/// texts, attachments.
public enum MessagePart: Hashable, Comparable, Sendable {
  /// The subject line.
  case subject
  /// The body.
  case body
  /// A further text by its index in ``Message/alternatives``.
  case alternative(Int)
  /// An attachment by its index; places lie in its name.
  case attachment(Int)
}
