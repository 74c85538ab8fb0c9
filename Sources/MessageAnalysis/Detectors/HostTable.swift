// Host lists made ready for look-up: a host belongs to the longest listed name that it ends with.

/// Whose host a link leads to.
enum HostKind: Sendable {
  case amazon, carrier, other
}

/// Which host is whose.
struct HostTable: Sendable {
  private var kinds: [String: HostKind] = [:]
  private(set) var topLevelDomains: Set<String> = []
  private var shortHosts: Set<String> = []
  private var productPaths: [String] = []
  private var emptyLinkTexts: Set<String> = []
  private var productImages: [(host: String, path: String)] = []
  private var beaconParts: [String] = []
  /// The bytes of the longest text of a link that tells nothing.
  private(set) var longestEmptyLinkText = 0

  init(_ lists: HostLists) {
    for host in lists.amazon { kinds[host.text.lowercased()] = .amazon }
    for host in lists.carriers { kinds[host.text.lowercased()] = .carrier }
    for host in lists.amazonShort {
      kinds[host.text.lowercased()] = .amazon
      shortHosts.insert(host.text.lowercased())
    }
    topLevelDomains = Set(lists.topLevelDomains.map { $0.text.lowercased() })
    productPaths = lists.productPaths.map { $0.text.lowercased() }
    emptyLinkTexts = Set(lists.emptyLinkTexts.map { $0.text.lowercased() })
    productImages = lists.productImages.map { image in
      let host = image.text.prefix { $0 != "/" }
      return (host.lowercased(), image.text[host.endIndex...].lowercased())
    }
    beaconParts = lists.beaconParts.map { $0.text.lowercased() }
    longestEmptyLinkText = emptyLinkTexts.map(\.utf8.count).max() ?? 0
  }

  /// Whether the text of a link, in small letters, says nothing about where it leads.
  func tellsNothing(_ text: String) -> Bool { emptyLinkTexts.contains(text) }

  /// Whose host a link leads to in the end: a page of Amazon or a carrier that hands its visitors on
  /// to an address in its own path or query counts as that address.
  func kind(of host: String, path: String) -> HostKind {
    let kind = kind(of: host)
    guard kind != .other, let next = Self.nextHost(in: path) else { return kind }
    return self.kind(of: next) == .other ? .other : kind
  }

  /// The host of an address that stands, perhaps encoded, in a path in small letters.
  private static func nextHost(in path: String) -> String? {
    guard let place = path.end(ofPart: "://") ?? path.end(ofPart: "%3a%2f%2f") else {
      return nil
    }
    let rest = path[place...]
    let host = rest.prefix { !"/?#&%:".contains($0) }
    return host.contains(".") ? String(host) : nil
  }

  /// Whose host it is; `host` in small letters.
  func kind(of host: String) -> HostKind {
    var rest = Substring(host)
    while true {
      if let kind = kinds[String(rest)] { return kind }
      guard let dot = rest.firstIndex(of: ".") else { return .other }
      rest = rest[rest.index(after: dot)...]
    }
  }

  /// Whether an image shows a product.
  func isProductImage(_ target: LinkTarget) -> Bool {
    productImages.contains { target.isHost(under: $0.host) && target.path.hasPrefix($0.path) }
  }

  /// Whether an image only counts openings, by its path.
  func isBeacon(_ path: String) -> Bool { beaconParts.contains { path.containsPart($0) } }

  /// Whether a path of an Amazon host shows products or a store: an entry that ends with `*`
  /// matches as a beginning, any other as a part between slashes. Short hosts always do.
  func isProductPage(_ path: String, on host: String) -> Bool {
    if shortHosts.contains(host) { return true }
    return productPaths.contains { entry in
      if entry.hasSuffix("*") { return path.hasPrefix(entry.dropLast()) }
      return path.hasSuffix(entry) || (path + "/").containsPart(entry + "/")
        || path.containsPart(entry + "?")
    }
  }
}

extension String {
  /// Whether a text occurs in it, byte by byte; for paths, which are short.
  fileprivate func containsPart(_ part: String) -> Bool {
    let bytes = Array(utf8)
    let wanted = Array(part.utf8)
    guard wanted.count <= bytes.count else { return false }
    return (0...bytes.count - wanted.count).contains { bytes[$0...].starts(with: wanted) }
  }
}
