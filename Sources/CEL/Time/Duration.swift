// A length of time to the nanosecond, up to about 292 years either way, read and written as CEL
// does: "1h30m" is 5400s.

/// A length of time, possibly negative.
public struct Duration: Hashable, Sendable {
  /// The whole length in nanoseconds.
  public let totalNanoseconds: Int64

  /// Creates a length from nanoseconds.
  public init(totalNanoseconds: Int64) { self.totalNanoseconds = totalNanoseconds }

  /// Creates a length; `nil` outside the range.
  public init?(seconds: Int64, nanoseconds: Int32 = 0) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (total, over) = product.addingReportingOverflow(Int64(nanoseconds))
    guard !overflow, !over else { return nil }
    totalNanoseconds = total
  }

  /// The empty length.
  public static let zero = Duration(totalNanoseconds: 0)

  /// The whole seconds, rounded towards zero.
  public var seconds: Int64 { totalNanoseconds / 1_000_000_000 }
  /// The rest in nanoseconds, with the sign of the length.
  public var nanoseconds: Int32 { Int32(totalNanoseconds % 1_000_000_000) }

  /// The length with the other sign; `nil` outside the range.
  public var negated: Duration? { Duration.zero.subtracting(self) }

  /// The sum; `nil` outside the range.
  public func adding(_ other: Duration) -> Duration? {
    let (sum, overflow) = totalNanoseconds.addingReportingOverflow(other.totalNanoseconds)
    return overflow ? nil : Duration(totalNanoseconds: sum)
  }

  /// The difference; `nil` outside the range.
  public func subtracting(_ other: Duration) -> Duration? {
    let (rest, overflow) = totalNanoseconds.subtractingReportingOverflow(other.totalNanoseconds)
    return overflow ? nil : Duration(totalNanoseconds: rest)
  }
}

extension Duration: Comparable {
  /// Whether the left length is less.
  public static func < (left: Duration, right: Duration) -> Bool {
    left.totalNanoseconds < right.totalNanoseconds
  }
}

extension Duration: CustomStringConvertible {
  /// Reads numbers with units, largest first or in any order: `1h30m`, `-1.5s`, `250ms`, `0`.
  /// The units are `h m s ms us µs ns`; `nil` if the text says something else or too much.
  public init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    if rest.elementsEqual("0".utf8) {
      totalNanoseconds = 0
      return
    }
    guard !rest.isEmpty else { return nil }
    var total: UInt64 = 0
    while !rest.isEmpty {
      guard let part = Self.part(&rest) else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(part)
      guard !overflow else { return nil }
      total = sum
    }
    // The range reaches one further below zero.
    guard total <= Int64.max.magnitude + (isNegative ? 1 : 0) else { return nil }
    totalNanoseconds = Int64(bitPattern: isNegative ? 0 &- total : total)
  }

  /// The nanoseconds of one number with its unit, taken off the front.
  private static func part(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
    var whole: UInt64 = 0
    var fraction: UInt64 = 0
    var scale: UInt64 = 1
    var digits = 0
    while let digit = rest.first, digit.isDigit {
      let (product, overflow) = whole.multipliedReportingOverflow(by: 10)
      let (sum, over) = product.addingReportingOverflow(UInt64(digit - 0x30))
      guard !overflow, !over else { return nil }
      whole = sum
      digits += 1
      rest.removeFirst()
    }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      while let digit = rest.first, digit.isDigit {
        // More digits than this are less than a nanosecond of an hour.
        if scale < 1_000_000_000_000 {
          fraction = fraction * 10 + UInt64(digit - 0x30)
          scale *= 10
        }
        digits += 1
        rest.removeFirst()
      }
    }
    guard digits > 0, let unit = unit(&rest) else { return nil }
    let (product, overflow) = whole.multipliedReportingOverflow(by: unit)
    let part = fraction.multipliedFullWidth(by: unit)
    let (sum, over) = product.addingReportingOverflow(scale.dividingFullWidth(part).quotient)
    return overflow || over ? nil : sum
  }

  private static func unit(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
    let name = rest.prefix { !$0.isDigit && $0 != UInt8(ascii: ".") }
    rest.removeFirst(name.count)
    return switch String(decoding: name, as: UTF8.self) {
    case "h": 3_600_000_000_000
    case "m": 60_000_000_000
    case "s": 1_000_000_000
    case "ms": 1_000_000
    case "us", "µs", "μs": 1_000
    case "ns": 1
    default: nil
    }
  }

  /// The length in seconds, as protobuf writes it: `5400s`, `-0.5s`.
  public var description: String {
    let sign = totalNanoseconds < 0 ? "-" : ""
    return "\(sign)\(seconds.magnitude)\(nanoseconds.fraction)s"
  }
}
