// The fewest facts that have to be asked for so that an open answer is settled, whatever they turn out
// to be: sets of one fact, then of two, and so on, each tried in all its cases. The first that settles
// the answer in every case is a smallest one.

import CEL

extension Decision {
  /// The most facts of a set that is tried.
  private static let mostFacts = 4
  /// The most decisions that a search may cost.
  private static let mostCases = 20_000

  /// The fewest unknown facts that settle the answer to a question whatever they are, the one that
  /// settles most on its own first; all unknown facts that matter when no small set does.
  public func questionsToAsk(for question: Int = 0) -> [OpenFact] {
    guard answers[question].verdict == .depends else { return [] }
    let open = openFacts(for: question)
    let slots = support(of: question).filter { slot in facts[slot] == .unknown }
    var budget = Self.mostCases
    for size in 1...max(1, min(Self.mostFacts, slots.count)) where size <= slots.count {
      let sets = slots.choosing(size).filter { settles($0[...], question, &budget) }
      guard !sets.isEmpty else { continue }
      let ranked = sets.map { set in
        set.map { openFact($0, question) }.sorted {
          $0.share(of: question) > $1.share(of: question)
        }
      }
      return ranked.max { left, right in
        left.reduce(0) { $0 + $1.share(of: question) }
          < right.reduce(0) { $0 + $1.share(of: question) }
      } ?? []
    }
    return open
  }

  /// Whether the answer is settled in every case of some facts.
  private func settles(_ slots: ArraySlice<Int>, _ question: Int, _ budget: inout Int) -> Bool {
    if answers[question].verdict != .depends { return true }
    guard let slot = slots.first, budget > 0 else { return false }
    for (_, decision) in openFact(slot, question).cases {
      budget -= 1
      if !decision.settles(slots.dropFirst(), question, &budget) { return false }
    }
    return true
  }
}

extension OpenFact {
  /// Which share of its cases settles the answer at once.
  fileprivate func share(of question: Int) -> Double {
    let settled = cases.count { $0.decision.answers[question].verdict != .depends }
    return Double(settled) / Double(max(1, cases.count))
  }
}

extension [Int] {
  /// All ways to choose so many elements, in their order.
  func choosing(_ size: Int) -> [[Int]] {
    if size == 0 { return [[]] }
    return indices.flatMap { index in
      Array(self[(index + 1)...]).choosing(size - 1).map { [self[index]] + $0 }
    }
  }
}
