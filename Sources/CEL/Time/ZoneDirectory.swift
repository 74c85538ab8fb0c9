// Where the system keeps its zone files, and how they are read: by checked names only, with the
// C library and no Foundation.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Synchronization

/// The system's zone files.
enum ZoneDirectory {
  private static let directories = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo"]

  /// The content of a zone's file; `nil` if there is none, it is too big, or the name could lead
  /// out of the directory.
  static func file(named identifier: String) -> [UInt8]? {
    guard isSafe(identifier) else { return nil }
    for directory in directories {
      if let bytes = read("\(directory)/\(identifier)") { return bytes }
    }
    return nil
  }

  /// Letters, digits, `_ + -` in parts joined by `/`, none of which begins with a sign.
  static func isSafe(_ identifier: String) -> Bool {
    guard identifier.utf8.count <= 100 else { return false }
    return identifier.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .allSatisfy { part in
        (part.first?.isIdentifierStart ?? false)
          && part.allSatisfy {
            $0.isIdentifierPart || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
          }
      }
  }

  private static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0,
      status.st_size <= Limits.zoneFileBytes
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var count = 0
    while count < bytes.count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        #if canImport(Glibc)
          Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
        #elseif canImport(Musl)
          Musl.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
        #elseif canImport(Darwin)
          Darwin.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
        #endif
      }
      guard got > 0 else { return nil }
      count += got
    }
    return bytes
  }
}

/// Zones that were looked up before; an environment owns one, so that nothing global changes.
public final class TimeZoneCache: Sendable {
  private let zones = Mutex<[String: TimeZone?]>([:])

  /// Creates an empty cache.
  public init() {}

  /// The zone of this name, as ``TimeZone/init(identifier:)`` finds it.
  public func zone(_ identifier: String) -> TimeZone? {
    if let known = zones.withLock({ $0[identifier] }) { return known }
    let found = TimeZone(identifier: identifier)
    zones.withLock { zones in
      // Bounded: an expression may ask for any text.
      if zones.count >= 1_000 { zones.removeAll() }
      zones[identifier] = .some(found)
    }
    return found
  }
}
