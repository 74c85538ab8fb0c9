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
    var bytes = text.utf8.filter { $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }[...]
    bytes = bytes.drop { $0 <= 0x20 }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    let small = String(decoding: bytes, as: UTF8.self).lowercased()
    var address: Substring
    if small.hasPrefix("//") {
      scheme = .https
      address = small.dropFirst(2)
    } else if let colon = small.utf8.firstIndex(of: UInt8(ascii: ":")) {
      address = small[small.utf8.index(after: colon)...]
      switch small[..<colon] {
      case "http": scheme = .http
      case "https": scheme = .https
      case "mailto": scheme = .mail
      case "tel", "sms", "callto", "whatsapp": scheme = .phone
      default: scheme = .other
      }
      if scheme == .http || scheme == .https {
        address = address.drop { $0 == "/" || $0 == "\\" }
      }
    } else {
      return nil
    }
    guard scheme == .http || scheme == .https else {
      host = ""
      path = String(address)
      return
    }
    let end = address.firstIndex { "/\\?#".contains($0) } ?? address.endIndex
    var authority = address[..<end]
    if let at = authority.lastIndex(of: "@") {
      authority = authority[authority.index(after: at)...]
    }
    if let port = authority.firstIndex(of: ":") { authority = authority[..<port] }
    host = String(authority)
    path = String(address[end...])
  }

  /// Whether it is fetched over the web.
  var isWeb: Bool { scheme == .http || scheme == .https }

  /// Whether the host is a name or stands under it.
  func isHost(under name: String) -> Bool { host == name || host.hasSuffix("." + name) }
}
