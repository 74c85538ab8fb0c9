// The truth of a condition: CEL's booleans together with its unknowns and errors, so that `&&` and
// `||` absorb from either side, and a fifth state for parts that were not looked at.

/// What is known of the truth of a condition.
public enum Truth: UInt8, Hashable, Sendable {
  /// It is false.
  case no
  /// It is true.
  case yes
  /// It depends on a fact that is not known.
  case unknown
  /// Computing it failed.
  case error
  /// It was not computed, since its neighbour settled the answer.
  case notNeeded

  /// CEL's `&&`: one false side is enough; otherwise unknown wins over an error.
  @inline(__always)
  static func and(_ left: Truth, _ right: Truth) -> Truth {
    if left == .no || right == .no { return .no }
    if left == .unknown || right == .unknown { return .unknown }
    if left == .error || right == .error { return .error }
    return left == .notNeeded || right == .notNeeded ? .notNeeded : .yes
  }

  /// CEL's `||`: one true side is enough; otherwise unknown wins over an error.
  @inline(__always)
  static func or(_ left: Truth, _ right: Truth) -> Truth {
    if left == .yes || right == .yes { return .yes }
    if left == .unknown || right == .unknown { return .unknown }
    if left == .error || right == .error { return .error }
    return left == .notNeeded || right == .notNeeded ? .notNeeded : .no
  }

  /// CEL's `!`.
  @inline(__always)
  static prefix func ! (truth: Truth) -> Truth {
    switch truth {
    case .no: .yes
    case .yes: .no
    default: truth
    }
  }
}
