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

extension Analyzer {
  /// Adds what the attached files say; pictures that the HTML of a mail shows are none.
  func addAttachments(_ message: Message, _ analysis: inout Analysis) {
    guard message.attachments.contains(where: { !$0.isInline }),
      let detector = Scanner.all.firstIndex(where: { $0.id == Scanner.attachments.id })
    else { return }
    var kinds: [String] = []
    var bytes = 0
    var findings = analysis.findings
    for (number, attachment) in message.attachments.enumerated() where !attachment.isInline {
      if !kinds.contains(attachment.kind) { kinds.append(attachment.kind) }
      bytes = bytes.addingReportingOverflow(max(0, attachment.byteCount)).partialValue
      findings.append(
        Finding(
          fact: StructuralFact.attachments.rawValue, part: .attachment(number),
          range: 0..<attachment.name.utf8.count, detector: detector))
    }
    var values = analysis.values
    values[StructuralFact.attachments.rawValue] = .int(
      message.attachments.count { !$0.isInline })
    values[StructuralFact.attachmentBytes.rawValue] = .int(bytes)
    values[StructuralFact.attachmentKinds.rawValue] = .strings(kinds)
    analysis = Analysis(findings: findings.sorted(by: Finding.precedes), values: values)
  }
}
