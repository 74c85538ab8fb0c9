// The address of a link or an image, taken apart as far as rules ask: scheme, host, path.

/// Where an address leads.
struct LinkTarget {
  enum Scheme { case http, https, mail, phone, other }

  let scheme: Scheme
  /// In small letters; empty when there is none.
  let host: String
  /// Path, query and fragment in small letters.
  let path: String

  /// Reads an address; `nil` for one inside of the message.
  init?(_ text: String) {
    // Browsers leave out line ends and tabs, and spaces around an address.
    var bytes = text.lowercased().utf8.filter { $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }[...]
    bytes = bytes.drop { $0 <= 0x20 }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    var address: ArraySlice<UInt8>
    if bytes.starts(with: "//".utf8) {
      scheme = .https
      address = bytes.dropFirst(2)
    } else if let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
      address = bytes[(colon + 1)...]
      switch String(decoding: bytes[..<colon], as: UTF8.self) {
      case "http": scheme = .http
      case "https": scheme = .https
      case "mailto": scheme = .mail
      case "tel", "sms", "callto", "whatsapp": scheme = .phone
      default: scheme = .other
      }
      if scheme == .http || scheme == .https {
        address = address.drop { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
      }
    } else {
      return nil
    }
    guard scheme == .http || scheme == .https else {
      host = ""
      path = String(decoding: address, as: UTF8.self)
      return
    }
    let end = address.firstIndex(where: Self.endsAuthority) ?? address.endIndex
    var authority = address[..<end]
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
    if let port = authority.firstIndex(of: UInt8(ascii: ":")) { authority = authority[..<port] }
    host = String(decoding: authority, as: UTF8.self)
    path = String(decoding: address[end...], as: UTF8.self)
  }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "?")
      || byte == UInt8(ascii: "#")
  }

  /// Whether it is fetched over the web.
  var isWeb: Bool { scheme == .http || scheme == .https }

  /// Whether the host is a name or stands under it.
  func isHost(under name: String) -> Bool { host == name || host.hasSuffix("." + name) }
}
