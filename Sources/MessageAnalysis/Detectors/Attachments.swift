// Attachments: their kinds by suffix or media type. No byte of the text calls this scanner; the
// analyzer lists the files itself.

extension Scanner {
  static let attachments = Scanner(
    id: "attachments",
    summary: "Attached files, their kinds and their size.",
    facts: [.attachments, .attachmentBytes, .attachmentKinds],
    example: Message(attachments: [Attachment(name: "invoice.pdf", byteCount: 1_000)]),
    triggers: [],
    scan: { _, _ in nil })
}

extension Attachment {
  private static let suffixes: [String: String] = [
    "pdf": "pdf", "jpg": "jpg", "jpeg": "jpg", "png": "png", "gif": "gif", "doc": "doc",
    "docx": "doc", "rtf": "doc", "odt": "doc", "txt": "txt", "zip": "zip", "rar": "zip",
    "7z": "zip", "gz": "zip", "xls": "xls", "xlsx": "xls", "csv": "xls", "ods": "xls",
  ]
  private static let mediaTypes: [String: String] = [
    "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif",
    "application/msword": "doc", "text/plain": "txt", "application/zip": "zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "doc",
    "application/vnd.ms-excel": "xls", "text/csv": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xls",
  ]

  /// pdf, jpg, png, gif, doc, txt, zip, xls or other: by the suffix, else by the media type.
  var kind: String {
    if let dot = name.lastIndex(of: "."),
      let kind = Self.suffixes[name[name.index(after: dot)...].lowercased()]
    {
      return kind
    }
    return mediaType.flatMap { Self.mediaTypes[$0.lowercased()] } ?? "other"
  }
}
