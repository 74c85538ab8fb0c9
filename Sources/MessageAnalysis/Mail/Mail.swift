// A mail file: what its author wrote, in each form in which it is there, and what comes with it.
// Places lie in the decoded texts, not in the file.

public import CEL

/// A mail, read from the bytes of an `.eml` file or of one message of a mailbox.
public struct Mail: Hashable, Sendable {
  /// The subject, decoded; empty when there is none.
  public let subject: String
  /// Who wrote it, as in the header, names decoded: `Ann Lee <ann@shop.example>`.
  public let from: String
  /// To whom it goes, in the same form, with commas.
  public let to: String
  /// When it was written; `nil` when the header does not say so, or not in a readable form.
  public let date: Timestamp?
  /// Its id, without the angle brackets; empty when it has none.
  public let messageID: String
  /// The id of the mail that it answers, without the angle brackets; empty when it answers none.
  public let inReplyTo: String
  /// The texts that are shown, in their order: mostly one plain, one as HTML.
  public let texts: [BodyPart]
  /// Everything else: attached files, pictures in the text, mails inside of it.
  public let attachments: [Attachment]

  /// Reads a mail.
  ///
  /// - Parameters:
  ///   - bytes: The mail as it was sent.
  ///   - name: What problems are called by, such as the path.
  /// - Throws: that it has no header, or exceeds one of ``MailLimits``, or that the library that
  ///   reads mails is not installed. Whatever else is broken is read as far as it goes.
  public init(_ bytes: [UInt8], name: String) throws(Diagnostics) {
    let source = SourceText(name: name, text: "")
    try MailLimits.check(bytes, source)
    guard let library = GMime.library else {
      throw MailLimits.refusal(
        "no-mail-library", "mails can't be read: `\(GMime.file)` is not installed", source,
        help: "install the Debian package libgmime-3.0-0")
    }
    let taken: GMime.Taken
    do throws(GMime.Refusal) { taken = try library.take(bytes) } catch {
      switch error {
      case .noHeader:
        throw MailLimits.refusal(
          "no-mail-header", "this is not a mail: it has no header", source,
          help: "a mail begins with lines such as `Subject: Your order`, then an empty line")
      case .tooDeep:
        throw MailLimits.refusal(
          "mail-too-deep",
          "the parts of the mail are nested more than \(MailLimits.deepestNesting) deep", source)
      case .tooManyParts:
        throw MailLimits.refusal(
          "mail-too-many-parts", "the mail has more than \(MailLimits.mostParts) parts", source)
      }
    }
    let texts = taken.leaves.compactMap(\.shownText)
    guard texts.reduce(0, { $0 + $1.text.utf8.count }) <= MailLimits.longestText else {
      throw MailLimits.refusal(
        "mail-text-too-long",
        "a mail with more than \(MailLimits.longestText >> 20) MiB of text is not read", source)
    }
    let pages = texts.filter { $0.kind == .html }.map(\.text)
    subject = taken.subject
    from = taken.from
    to = taken.to
    date = taken.secondsSince1970.flatMap { Timestamp(seconds: $0) }
    messageID = Self.bare(taken.messageID)
    inReplyTo = Self.bare(taken.inReplyTo)
    self.texts = texts
    attachments = taken.leaves.filter { $0.shownText == nil }.enumerated().map { number, leaf in
      Attachment(leaf, number: number + 1, pages: pages)
    }
  }

  /// The mail as a message to judge.
  public var message: Message {
    Message(
      subject: subject, body: texts.first?.text ?? "", bodyKind: texts.first?.kind,
      alternatives: Array(texts.dropFirst()), attachments: attachments)
  }

  /// The first id of a header field, without its brackets.
  private static func bare(_ field: String) -> String {
    guard let open = field.firstIndex(of: "<") else {
      return field.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
    }
    return String(field[field.index(after: open)...].prefix { $0 != ">" })
  }
}

extension GMime.Leaf {
  /// The text that the reader of the mail sees; `nil` for a file.
  fileprivate var shownText: BodyPart? {
    guard innerSubject == nil, disposition != "attachment",
      fileName == nil || disposition == "inline"
    else { return nil }
    switch mediaType {
    case "text/plain", "text/enriched": return BodyPart(text: text.withLineFeeds, kind: .plain)
    case "text/html", "text/xhtml": return BodyPart(text: text.withLineFeeds, kind: .html)
    default: return nil
    }
  }
}

extension Attachment {
  /// A part of a mail that is not its text.
  ///
  /// - Parameter pages: the HTML texts of the mail, which may show it by its content id.
  fileprivate init(_ leaf: GMime.Leaf, number: Int, pages: [String]) {
    var name = leaf.fileName ?? ""
    if name.isEmpty, let subject = leaf.innerSubject {
      name = "\(subject.isEmpty ? "mail" : subject).eml"
    }
    if name.isEmpty { name = "part-\(number)" }
    let isShown = leaf.contentID.map { identifier in
      !identifier.isEmpty && leaf.disposition != "attachment"
        && pages.contains { $0.contains("cid:\(identifier)") }
    }
    self.init(
      name: name, mediaType: leaf.mediaType, byteCount: leaf.byteCount,
      contentID: leaf.contentID, isInline: isShown ?? false)
  }
}

extension String {
  /// The text with line feeds for the line ends of mail.
  fileprivate var withLineFeeds: String {
    var bytes = Array(utf8)
    guard bytes.contains(0x0D) else { return self }
    var kept = 0
    for (place, byte) in bytes.enumerated() {
      let endsLine = place + 1 < bytes.count && bytes[place + 1] == 0x0A
      if byte == 0x0D, endsLine { continue }
      bytes[kept] = byte
      kept += 1
    }
    bytes.removeLast(bytes.count - kept)
    return String(decoding: bytes, as: UTF8.self)
  }
}
