// How a person can change a fact, if at all: what repairs are made of. It is data of the policy, for
// the engine can't know that a text can be edited and a birthday can't.

public import CEL

/// How a fact can be changed.
public struct Alteration: Sendable {
  /// By which means.
  public enum Means: String, Hashable, Sendable, CaseIterable {
    /// By editing the text in which it is found.
    case edit
    /// By waiting: it is the clock.
    case wait
    /// By choosing something else.
    case choose
    /// By doing something first.
    case act = "do"
    /// By saying it, where it is not known; known, it can't be changed.
    case state
    /// Not at all, and nobody can say it either.
    case never

    /// What a change costs when the policy does not say, in whole points; waiting costs a little
    /// more with each day.
    public var usualCost: Int {
      switch self {
      case .state: 1
      case .edit: 2
      case .choose: 3
      case .wait: 4
      case .act: 6
      case .never: 0
      }
    }
  }

  /// By which means.
  public var means: Means
  /// What it costs, in whole points.
  public var cost: Int
  /// The only values it can get; `nil` is all of its type.
  public var targets: [Value]?
  /// What is to be done, as an order without a full stop: `adjust the full amount`. `{value}` stands
  /// for what the fact becomes.
  public var says: String?
  /// For an edit that adds something: the line that is added.
  public var addition: String?
  /// How much an edit takes out of a text.
  public enum Cut: String, Hashable, Sendable, CaseIterable {
    /// The sentence around the mark.
    case sentence
    /// The mark alone.
    case mark
    /// Nothing: something has to be written.
    case nothing
  }

  /// How much an edit takes out.
  public var cut: Cut = .sentence
  /// Whether it only ever comes nearer to what holds when nothing is said: what was found is taken
  /// out, and nothing is written that was not there.
  public var takesOutOnly = false
  /// Whether nothing else is looked for where this change helps.
  public var isOnlyWay = false
  /// The values with which the text falls away, and everything that was found in it.
  public var valuesWithoutText: [Value] = []
  /// The values with which the files fall away.
  public var valuesWithoutFiles: [Value] = []
  /// What is to be done where the text falls away, as ``says``.
  public var saysWithoutText: String?
  /// The messages, by their purposes, that consist in it: taken out, nothing of them is left.
  public var carriedPurposes: [String] = []

  /// Creates an alteration.
  public init(
    _ means: Means, cost: Int? = nil, targets: [Value]? = nil, says: String? = nil,
    addition: String? = nil
  ) {
    self.means = means
    self.cost = cost ?? means.usualCost
    self.targets = targets
    self.says = says
    self.addition = addition
  }
}
