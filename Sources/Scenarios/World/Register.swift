// Things with an id, in the order in which they came: walked in that order, found by id.

/// Entries by id, in order.
public struct Register<Entry: Identifiable & Sendable>: Sendable where Entry.ID == String {
  /// The entries in the order in which they came.
  public private(set) var entries: [Entry] = []
  private var positions: [String: Int] = [:]

  /// Creates an empty register.
  public init() {}

  /// The entry with this id.
  public subscript(id: String) -> Entry? { positions[id].map { entries[$0] } }

  /// Puts an entry in the place of the one with its id, or at the end.
  public mutating func put(_ entry: Entry) {
    if let position = positions[entry.id] {
      entries[position] = entry
    } else {
      positions[entry.id] = entries.count
      entries.append(entry)
    }
  }

  /// Changes an entry in its place, its id left as it is.
  ///
  /// - Returns: whether there is such an entry.
  mutating func change(_ id: String, _ body: (inout Entry) -> Void) -> Bool {
    guard let position = positions[id] else { return false }
    body(&entries[position])
    return true
  }

  /// The ids, in order.
  public var ids: [String] { entries.map(\.id) }
  /// Whether there is no entry.
  public var isEmpty: Bool { entries.isEmpty }
  /// How many entries there are.
  public var count: Int { entries.count }
}
