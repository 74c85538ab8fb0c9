// The value of a fact or of a part of a condition in 16 bytes, without reference counting: the
// whole policy is decided over flat arrays of these. Texts and lists live in a side array.

import CEL

/// A small value, or the number of a large one.
struct Scalar: Hashable, Sendable {
  enum Kind: UInt8 {
    /// Known not to be.
    case absent
    /// Nothing is known.
    case unknown
    /// Computing it failed.
    case error
    case bool, int, double, timestamp
    /// In nanoseconds.
    case duration
    /// The position of a word in the fact's choice.
    case choice
    /// The position of a value in the side array.
    case object
  }

  var bits: Int64
  var nanoseconds: Int32
  var kind: Kind

  init(_ kind: Kind, _ bits: Int64 = 0, nanoseconds: Int32 = 0) {
    self.bits = bits
    self.nanoseconds = nanoseconds
    self.kind = kind
  }

  static let absent = Scalar(.absent)
  static let unknown = Scalar(.unknown)
  static let error = Scalar(.error)

  /// The value, if it needs no side array.
  init?(small value: Value) {
    switch value {
    case .bool(let value): self.init(.bool, value ? 1 : 0)
    case .int(let value): self.init(.int, value)
    case .double(let value): self.init(.double, Int64(bitPattern: value.bitPattern))
    case .timestamp(let value):
      self.init(.timestamp, value.seconds, nanoseconds: value.nanoseconds)
    case .duration(let value): self.init(.duration, value.totalNanoseconds)
    default: return nil
    }
  }

  var double: Double { Double(bitPattern: UInt64(bitPattern: bits)) }
}
