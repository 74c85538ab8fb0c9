// The facts that somebody stated about one thing: few among many possible ones, so a short sorted
// list by slot instead of a dictionary of names.

public import CEL
public import PolicyEngine

/// Stated facts by slot.
public struct FactSheet: Sendable {
  /// One stated fact.
  public struct Entry: Sendable {
    /// The fact's slot in the vocabulary.
    public let slot: Int
    /// What was stated.
    public let state: FactState
    /// Where it was stated; `nil` when it was said at a prompt.
    public let span: SourceSpan?
  }

  /// The facts, sorted by slot; each slot at most once.
  public private(set) var entries: [Entry] = []

  /// Creates a sheet on which nothing is stated.
  public init() {}

  /// Whether nothing is stated.
  public var isEmpty: Bool { entries.isEmpty }

  /// What was stated of a fact, or `nil`.
  public subscript(slot: Int) -> FactState? {
    let position = position(of: slot)
    return position < entries.count && entries[position].slot == slot
      ? entries[position].state : nil
  }

  /// States a fact, in place of what was stated before.
  public mutating func set(_ slot: Int, to state: FactState, at span: SourceSpan?) {
    let entry = Entry(slot: slot, state: state, span: span)
    guard let last = entries.last, last.slot >= slot else { return entries.append(entry) }
    let position = position(of: slot)
    if entries[position].slot == slot {
      entries[position] = entry
    } else {
      entries.insert(entry, at: position)
    }
  }

  /// Takes back what was stated; the vocabulary's default holds again.
  ///
  /// - Returns: whether anything had been stated.
  @discardableResult
  public mutating func unset(_ slot: Int) -> Bool {
    let position = position(of: slot)
    guard position < entries.count, entries[position].slot == slot else { return false }
    entries.remove(at: position)
    return true
  }

  /// States everything that another sheet states.
  mutating func override(with other: FactSheet) {
    if entries.isEmpty {
      entries = other.entries
    } else {
      for entry in other.entries { set(entry.slot, to: entry.state, at: entry.span) }
    }
  }

  private func position(of slot: Int) -> Int {
    var lower = 0
    var upper = entries.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if entries[middle].slot < slot { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}

extension FactSheet: Equatable {
  /// Whether both state the same, wherever it was written.
  public static func == (left: FactSheet, right: FactSheet) -> Bool {
    left.entries.count == right.entries.count
      && zip(left.entries, right.entries).allSatisfy { $0.slot == $1.slot && $0.state == $1.state }
  }
}
