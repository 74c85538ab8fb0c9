// What would have to change for an answer to be yes.

public import CEL

/// One fact changed.
public struct Change: Hashable, Sendable {
  /// The fact's slot.
  public let slot: Int
  /// What it would be.
  public let state: FactState
  /// For an ordered fact that is not known: the values that would do as well.
  public let range: Case?
  /// By which means.
  public let means: Alteration.Means
  /// What it costs, in thousandths of a point.
  public let cost: Int
}

/// A set of changes with which the answer is yes, and without any one of which it is not.
public struct Repair: Sendable {
  /// The changes, cheapest first.
  public let changes: [Change]
  /// The decision with all of them made.
  public let decision: Decision

  /// What they cost together, in thousandths of a point.
  public var cost: Int { changes.reduce(0) { $0 + $1.cost } }
}

/// The repairs of an answer.
public struct Repairs: Sendable {
  /// The repairs, cheapest first.
  public let all: [Repair]
  /// Whether these are all there are. Otherwise the search was ended, and dearer ones may be missing.
  public let isComplete: Bool
  /// Where nothing but waiting was left, cheapest first: some of them.
  public let deadEnds: [DeadEnd]
}

/// A set of changes with which the answer is not yes, and which leaves nothing else to change but the
/// time. Where there is no repair, it is why.
public struct DeadEnd: Sendable {
  /// The changes.
  public let changes: [Change]
  /// The decision with all of them made.
  public let decision: Decision
  /// The rules that decide against it and of which nothing but the time can be changed; empty when
  /// no rule permits it, or when it is not known which ones do.
  public let rules: [Int]
}

/// Time as a means of repair: how long one may wait, and which edition answers when.
public struct Patience: Sendable {
  /// The slot of the clock.
  public let slot: Int
  /// The first instant that is too late.
  public let until: Timestamp
  /// The instants before it at which another edition begins to answer.
  public let borders: [Timestamp]
  /// The edition that answers at an instant.
  public let edition: @Sendable (Timestamp) -> Edition

  /// Creates a patience.
  public init(
    slot: Int, until: Timestamp, borders: [Timestamp] = [],
    edition: @escaping @Sendable (Timestamp) -> Edition
  ) {
    self.slot = slot
    self.until = until
    self.borders = borders
    self.edition = edition
  }
}
