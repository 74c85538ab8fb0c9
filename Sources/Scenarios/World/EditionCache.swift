// The editions of a policy, each compiled when it is first asked for. Between two days on which
// something changes, every moment has the same edition.

import CEL
import PolicyEngine
import Synchronization

/// Compiled editions by moment.
///
/// It is a class because all users share what has been compiled.
final class EditionCache: Sendable {
  private let policy: Policy
  /// The moments at which something changes, ascending; the first is the first of all.
  private let starts: [Timestamp]
  private let editions: Mutex<[Edition?]>

  init(_ policy: Policy) {
    self.policy = policy
    starts = policy.dates
    editions = Mutex(Array(repeating: nil, count: starts.count))
  }

  /// The moments after one and before another at which something changes.
  func starts(after first: Timestamp, before last: Timestamp) -> [Timestamp] {
    starts.filter { $0 > first && $0 < last }
  }

  /// The edition in force at a moment; its date is the day from which it has been in force.
  func edition(at moment: Timestamp) -> Edition {
    var lower = 0
    var upper = starts.count
    while upper - lower > 1 {
      let middle = (lower + upper) / 2
      if starts[middle] <= moment { lower = middle } else { upper = middle }
    }
    let period = lower
    return editions.withLock { editions in
      if let edition = editions[period] { return edition }
      let edition = Edition(policy, on: starts[period])
      editions[period] = edition
      return edition
    }
  }
}
