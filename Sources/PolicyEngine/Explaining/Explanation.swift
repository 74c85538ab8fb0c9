// Why a rule decided as it did, as a tree of sentences. Everything in it is read from the record
// of the decision; nothing is computed again.

/// A sentence about a part of a rule, with what it rests on.
public struct Explanation: Hashable, Sendable {
  /// What a sentence speaks of.
  public enum Subject: Hashable, Sendable {
    /// A rule, by its id.
    case rule(String)
    /// The exception of a rule.
    case exception
    /// What a `require` asks for.
    case requirement
    /// Several conditions joined.
    case group
    /// A comparison or another condition.
    case condition
    /// A definition, by its name in CEL spelling.
    case definition(String)
    /// A fact, by its slot.
    case fact(Int)
  }

  /// What it speaks of.
  public let subject: Subject
  /// What is so, in one sentence without a full stop.
  public let sentence: String
  /// Whether the condition that the sentence speaks of holds.
  public let truth: Truth
  /// Marks in the message on which it rests.
  public let quotes: [Quote]
  /// What it rests on.
  public let children: [Explanation]
}

extension Explanation {
  /// All marks of the tree, in the order of their places, each once.
  public var allQuotes: [Quote] {
    var seen: Set<Quote> = []
    var result: [Quote] = []
    func collect(_ explanation: Explanation) {
      for quote in explanation.quotes where seen.insert(quote).inserted { result.append(quote) }
      explanation.children.forEach(collect)
    }
    collect(self)
    return result
  }

  /// The first condition, in reading order, that is not met; `nil` if all are.
  public var firstUnmet: Explanation? {
    if truth == .yes { return nil }
    return children.lazy.compactMap(\.firstUnmet).first ?? self
  }
}
