// The lines by which mail programs say that older mail follows, in the languages of the stores:
// "On … wrote:", a line of hyphens with words, Outlook's block of header lines.

extension QuotedText {
  /// The end of the announcement that begins at a line; `nil` when the line announces nothing.
  ///
  /// - Parameters:
  ///   - first: The first character of the line that is no space.
  ///   - end: The end of the line.
  func announcementEnd(_ first: Int, _ end: Int) -> Int? {
    guard first < end else { return nil }
    switch bytes[first] {
    case UInt8(ascii: "-"), UInt8(ascii: "_"):
      let line = first..<Swift.min(end, first + Self.longestAnnouncement)
      return Self.dividers.contains { contains($0, in: line) } ? end : nil
    default:
      return attributionEnd(first, end) ?? (beginsHeader(first, end) ? end : nil)
    }
  }

  private static let longestAnnouncement = 300

  private static let dividers: [StaticString] = [
    "Original Message", "Original message", "Forwarded message", "Forwarded Message",
    "Ursprüngliche Nachricht", "Weitergeleitete Nachricht", "Message d'origine",
    "Message original", "Message transféré", "Mensaje original", "Mensaje reenviado",
    "Messaggio originale", "Messaggio inoltrato", "Oorspronkelijk bericht",
    "Doorgestuurd bericht", "Mensagem original", "Mensagem encaminhada", "Oryginalna wiadomość",
    "Wiadomość oryginalna", "Ursprungligt meddelande", "Vidarebefordrat meddelande",
    "Orijinal Mesaj", "Özgün İleti", "元のメッセージ", "転送メッセージ",
  ]

  // MARK: "On … wrote:"

  /// How a line begins and which word it holds; it ends with a colon.
  private static let attributions: [(start: StaticString, verb: StaticString)] = [
    ("On ", " wrote"), ("Am ", " schrieb"), ("Le ", " a écrit"), ("El ", " escribió"),
    ("Il ", " ha scritto"), ("Op ", " schreef"), ("Em ", " escreveu"), ("W dniu ", " napisał"),
    ("W dniu ", " pisze"), ("Dnia ", " napisał"), ("Den ", " skrev"),
  ]

  /// The end of such an announcement, which programs wrap over up to three lines.
  private func attributionEnd(_ first: Int, _ end: Int) -> Int? {
    let known = Self.attributions.filter { matches(first, $0.start) }
    let isTurkishOrJapanese = bytes[first] &- 0x30 < 10
    guard !known.isEmpty || isTurkishOrJapanese else { return nil }
    var end = end
    for _ in 0..<3 {
      var last = end
      while last > first, bytes[last - 1] <= 0x20 { last -= 1 }
      guard last - first < Self.longestAnnouncement else { return nil }
      let text = first..<last
      if endsWithColon(text) {
        let isMeant =
          isTurkishOrJapanese
          ? contains(" yazdı", in: text) && contains(" tarihinde", in: text)
            || contains("年", in: text) && bytes[text].contains(UInt8(ascii: "@"))
          : known.contains { contains($0.verb, in: text) } && namesMoment(text)
        return isMeant ? end : nil
      }
      guard end < bytes.count, end + 1 < bytes.count, bytes[end + 1] > 0x20 else { return nil }
      end = lineEnd(from: end + 1)
    }
    return nil
  }

  private func endsWithColon(_ text: Range<Int>) -> Bool {
    guard let last = text.last else { return false }
    return bytes[last] == UInt8(ascii: ":") || matches(last - 2, "：")
  }

  /// Whether an announcement holds a date; other languages than English also name a time or an
  /// address, since people begin sentences like that.
  private func namesMoment(_ text: Range<Int>) -> Bool {
    guard bytes[text].contains(where: { $0 &- 0x30 < 10 }) else { return false }
    if matches(text.lowerBound, "On "), matches(text.upperBound - 6, "wrote:") { return true }
    return text.dropFirst().contains { place in
      bytes[place] == UInt8(ascii: "@")
        || bytes[place] == UInt8(ascii: ":") && bytes[place - 1] &- 0x30 < 10
    }
  }

  // MARK: Header lines

  private static let senderFields: [StaticString] = [
    "From", "Von", "De", "Da", "Van", "Od", "Från", "Kimden", "Gönderen", "差出人",
  ]

  private static let laterFields: [StaticString] = [
    "Sent", "Date", "To", "Subject", "Gesendet", "Datum", "An", "Betreff", "Envoyé", "À", "Objet",
    "Enviado", "Enviada", "Fecha", "Para", "Asunto", "Assunto", "Inviato", "Data", "A", "Oggetto",
    "Verzonden", "Aan", "Onderwerp", "Wysłano", "Do", "Temat", "Skickat", "Till", "Ämne",
    "Gönderildi", "Tarih", "Kime", "Konu", "送信日時", "日時", "宛先", "件名",
  ]

  /// Whether a line names a sender, and the next one another field of a mail's header.
  private func beginsHeader(_ first: Int, _ end: Int) -> Bool {
    guard names(first, Self.senderFields) else { return false }
    return names(nextLine(after: end), Self.laterFields)
  }

  /// Whether a field's name with a colon stands at a place, maybe in the stars of bold letters.
  private func names(_ place: Int, _ fields: [StaticString]) -> Bool {
    let start = place < bytes.count && bytes[place] == UInt8(ascii: "*") ? place + 1 : place
    return fields.contains { field in
      guard matches(start, field) else { return false }
      var colon = start + field.utf8CodeUnitCount
      while matches(colon, " ") || matches(colon, "\u{A0}") {
        colon += bytes[colon] == 0x20 ? 1 : 2
      }
      return matches(colon, ":") || matches(colon, "：")
    }
  }
}
