// How much of a mail is read. Each limit is checked before the work that it bounds, and exceeding
// it is an error, never a long wait.

import CEL

/// The most that is read of one mail.
public enum MailLimits {
  /// The size of a mail with everything in it, in bytes.
  public static let longestMail = 16 << 20
  /// The size of the header, in bytes.
  public static let longestHeader = 256 << 10
  /// The texts of a mail together, in bytes of UTF-8.
  public static let longestText = 1 << 20
  /// How many parts may stand inside each other.
  public static let deepestNesting = 32
  /// How many parts there may be.
  public static let mostParts = 1_000
  /// How many lines may begin with two hyphens, as those between parts do.
  public static let mostBoundaryLines = 65_536
  /// How many comparisons of a line with a boundary a parser may have to make: each line that
  /// begins like one may be compared with every boundary that the mail declares.
  public static let mostComparisons = 1 << 24
  /// How many colons a header field with addresses may have; each may open a group inside of
  /// another one.
  public static let mostGroups = 250

  /// Refuses a mail that would take long to read, by one look at its bytes.
  ///
  /// - Throws: which limit it exceeds.
  static func check(_ bytes: [UInt8], _ source: SourceText) throws(Diagnostics) {
    guard bytes.count <= longestMail else {
      throw refusal(
        "mail-too-long", "a mail of more than \(longestMail >> 20) MiB is not read", source)
    }
    let look = bytes.withUnsafeBufferPointer(Look.init)
    guard look.header <= longestHeader else {
      throw refusal(
        "mail-header-too-long",
        "a mail with a header of more than \(longestHeader >> 10) KiB is not read", source)
    }
    guard look.groups <= mostGroups else {
      throw refusal(
        "mail-too-many-groups", "the mail has too many groups of addresses in a header field",
        source)
    }
    let (comparisons, overflow) = look.lines.multipliedReportingOverflow(by: look.boundaries)
    guard !overflow, comparisons <= mostComparisons, look.lines <= mostBoundaryLines else {
      throw refusal(
        "mail-too-many-boundaries", "the mail has too many boundaries between its parts", source)
    }
  }

  /// A problem of a whole mail.
  static func refusal(
    _ id: String, _ message: String, _ source: SourceText, help: String? = nil
  ) -> Diagnostics {
    Diagnostics(Diagnostic(id: id, message, at: SourceSpan(source, 0..<0), help: help))
  }

  /// What one look at the bytes of a mail tells.
  private struct Look {
    /// The length of the header.
    var header: Int
    /// How many lines begin with two hyphens.
    var lines = 0
    /// How often `boundary` stands in it, in capital or small letters.
    var boundaries = 0

    /// The most colons in a field with addresses.
    var groups = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
      header = bytes.count
      var lineStart = 0
      var isAddresses = false
      var colons = 0
      for place in 0..<bytes.count {
        let byte = bytes[place]
        if place == lineStart, byte != 0x20, byte != 0x09 {
          isAddresses = Self.isAddresses(bytes, place)
          colons = 0
        }
        if byte == 0x0A {
          let isEmpty = place == lineStart || place == lineStart + 1 && bytes[lineStart] == 0x0D
          if isEmpty, header == bytes.count { header = lineStart }
          lineStart = place + 1
        } else if byte == 0x2D {
          if place == lineStart + 1, bytes[lineStart] == 0x2D { lines += 1 }
        } else if byte == 0x3A {
          colons += 1
          if isAddresses, colons > groups { groups = colons }
        } else if byte | 0x20 == 0x62, Self.holds("boundary", bytes, place) {
          boundaries += 1
        }
      }
    }

    /// Whether a field with addresses begins at a place.
    private static func isAddresses(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
      let fields: [StaticString] = ["from", "sender", "reply-to", "to", "cc", "bcc"]
      return fields.contains { field in
        let end = place + field.utf8CodeUnitCount
        return holds(field, bytes, place) && end < bytes.count
          && (bytes[end] <= 0x20 || bytes[end] == 0x3A)
      }
    }

    /// Whether a word in small letters stands at a place, in whatever letters.
    private static func holds(
      _ word: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int
    ) -> Bool {
      word.withUTF8Buffer { letters in
        guard place + letters.count <= bytes.count else { return false }
        for number in 0..<letters.count where bytes[place + number] | 0x20 != letters[number] {
          return false
        }
        return true
      }
    }
  }
}
