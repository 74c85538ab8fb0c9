// CEL's equality and order: numbers by their mathematical value whatever their type, text by code
// points, lists and maps by content; values of different types are unequal.

extension Value {
  /// Whether CEL's `==` holds; NaN differs from itself.
  public func isEqual(to other: Value) -> Bool {
    var steps = Int.max
    return isEqual(to: other, steps: &steps)
  }

  /// The same with bounded work; `false` when the steps are used up, which the caller looks at.
  func isEqual(to other: Value, steps: inout Int) -> Bool {
    switch (self, other) {
    case (.int(let left), .int(let right)): return left == right
    case (.uint(let left), .uint(let right)): return left == right
    case (.double(let left), .double(let right)): return left == right
    case (.int, .uint), (.int, .double), (.uint, .int), (.uint, .double), (.double, .int),
      (.double, .uint):
      return Ordering(self, other) == .same
    case (.string(let left), .string(let right)):
      steps -= left.utf8.count / 16
      return left.isIdenticalText(to: right)
    case (.bytes(let left), .bytes(let right)):
      steps -= left.count / 16
      return left == right
    case (.list(let left), .list(let right)):
      guard left.count == right.count else { return false }
      for (left, right) in zip(left, right) {
        steps -= 1
        guard steps >= 0, left.isEqual(to: right, steps: &steps) else { return false }
      }
      return true
    case (.map(let left), .map(let right)):
      guard left.count == right.count else { return false }
      for (key, value) in left.entries {
        steps -= 2
        guard steps >= 0, let found = right[key], value.isEqual(to: found, steps: &steps) else {
          return false
        }
      }
      return true
    case (.optional(let left?), .optional(let right?)):
      steps -= 1
      return steps >= 0 && left.isEqual(to: right, steps: &steps)
    default: return self == other
    }
  }
}

/// How two values stand to each other.
enum Ordering {
  case less, same, greater
  /// One of them is NaN.
  case none

  init<T: Comparable>(_ left: T, _ right: T) {
    self = left < right ? .less : left == right ? .same : left > right ? .greater : .none
  }

  /// Compares values that have an order; `nil` for others.
  init?(_ left: Value, _ right: Value) {
    switch (left, right) {
    case (.int(let left), .int(let right)): self.init(left, right)
    case (.uint(let left), .uint(let right)): self.init(left, right)
    case (.double(let left), .double(let right)): self.init(left, right)
    case (.int(let left), .uint(let right)):
      self = left < 0 ? .less : Ordering(UInt64(left), right)
    case (.uint(let left), .int(let right)):
      self = right < 0 ? .greater : Ordering(left, UInt64(right))
    case (.int(let left), .double(let right)): self.init(exactly: left, right)
    case (.double(let left), .int(let right)): self = Ordering(exactly: right, left).reversed
    case (.uint(let left), .double(let right)): self.init(exactly: left, right)
    case (.double(let left), .uint(let right)): self = Ordering(exactly: right, left).reversed
    case (.string(let left), .string(let right)):
      self =
        left.isIdenticalText(to: right) ? .same : left.isOrderedBefore(right) ? .less : .greater
    case (.bytes(let left), .bytes(let right)):
      self = left == right ? .same : left.lexicographicallyPrecedes(right) ? .less : .greater
    case (.timestamp(let left), .timestamp(let right)): self.init(left, right)
    case (.duration(let left), .duration(let right)): self.init(left, right)
    case (.bool(let left), .bool(let right)): self.init(left ? 1 : 0, right ? 1 : 0)
    default: return nil
    }
  }

  /// Compares without rounding the integer.
  private init<Integer: FixedWidthInteger>(exactly left: Integer, _ right: Double) {
    if right.isNaN {
      self = .none
    } else if let whole = Integer(exactly: right.rounded(.down)) {
      self =
        left > whole
        ? .greater : left < whole ? .less : right > right.rounded(.down) ? .less : .same
    } else {
      self = right > 0 ? .less : .greater
    }
  }

  private var reversed: Ordering {
    switch self {
    case .less: .greater
    case .greater: .less
    default: self
    }
  }
}
