// A scenario: a world, and a script of what happens in it and what is expected.

public import CEL
public import PolicyEngine

/// A scenario as a file tells it.
public struct Scenario: Sendable {
  /// What it shows, in a few words.
  public var title: String
  /// What there is to learn from it.
  public var about: String
  /// The world before the first step.
  public var world: World
  /// What happens and what is expected.
  public var script: [Step]

  /// Creates a scenario.
  public init(title: String, about: String = "", world: World, script: [Step] = []) {
    self.title = title
    self.about = about
    self.world = world
    self.script = script
  }
}

/// One step of a script.
public struct Step: Sendable {
  /// What a step does.
  public enum Action: Equatable, Sendable {
    /// Nothing but moving the clock or saying something.
    case pause
    /// Asks whether a message may be sent, and compares the answer.
    case can(Written<String>, [Expectation])
    /// Sends a message.
    case send(Written<String>)
    /// The buyer writes.
    case receive(Receipt)
    /// States facts.
    case set([Assignment])
    /// Takes back what was stated.
    case unset([Assignment])
    /// Lets so many seconds pass.
    case wait(seconds: Int64)
    /// Answers by an edition from now on; `nil` is the one in force at each moment.
    case edition(World.EditionChoice?)
  }

  /// What the buyer writes.
  public enum Receipt: Equatable, Sendable {
    /// A message of the world, by its name.
    case named(Written<String>)
    /// A new message.
    case written(World.Message)
  }

  /// A fact and what is stated of it.
  public struct Assignment: Hashable, Sendable {
    /// The fact's slot.
    public let slot: Int
    /// What is stated; of no meaning when it is taken back.
    public let state: FactState
    /// Of what it is stated.
    public let target: World.Target

    /// Creates an assignment.
    public init(slot: Int, state: FactState, target: World.Target) {
      self.slot = slot
      self.state = state
      self.target = target
    }
  }

  /// What it does.
  public var action: Action
  /// The clock from this step on; `nil` leaves it.
  public var moment: Timestamp?
  /// What it shows.
  public var note: String?
  /// Where it stands; `nil` when it was made at a prompt.
  public var span: SourceSpan?

  /// Creates a step.
  public init(
    _ action: Action, at moment: Timestamp? = nil, note: String? = nil, span: SourceSpan? = nil
  ) {
    self.action = action
    self.moment = moment
    self.note = note
    self.span = span
  }
}

/// Something that an answer is expected to be or to hold.
public struct Expectation: Sendable {
  /// What is expected.
  public enum Kind: Hashable, Sendable {
    /// The verdict on one of the policy's questions, by its position.
    case verdict(question: Int, Verdict)
    /// Rules among those that decide, or with `only` exactly those.
    case because([String], only: Bool)
    /// Facts on which the answer to any of the questions depends, in CEL spelling.
    case missing([String])
    /// Rules that give a hint.
    case advises([String])
    /// Rules that name a duty.
    case duties([String])
  }

  /// What is expected.
  public let kind: Kind
  /// Where it stands.
  public let span: SourceSpan?

  /// Creates an expectation.
  public init(_ kind: Kind, at span: SourceSpan? = nil) {
    self.kind = kind
    self.span = span
  }
}

extension Expectation: Hashable {
  /// Whether both expect the same, wherever it stands.
  public static func == (left: Expectation, right: Expectation) -> Bool { left.kind == right.kind }
  /// Feeds what is expected.
  public func hash(into hasher: inout Hasher) { hasher.combine(kind) }
}

extension Step: Equatable {
  /// Whether both do the same, wherever they stand.
  public static func == (left: Step, right: Step) -> Bool {
    left.action == right.action && left.moment == right.moment && left.note == right.note
  }
}

extension World {
  /// Does what a step says, apart from asking.
  ///
  /// - Throws: why it can't be done; the world is then unchanged.
  public mutating func perform(_ step: Step) throws(Diagnostics) {
    var next = self
    try next.performOrBreak(step)
    self = next
  }

  /// Does what a step says, apart from asking; after an error, a part of it may be done.
  mutating func performOrBreak(_ step: Step) throws(Diagnostics) {
    if let moment = step.moment { clock = moment }
    switch step.action {
    case .pause: break
    case .can(let id, _): try checkAskable(id)
    case .send(let id): try send(id)
    case .receive(.named(let id)): receive(try message(id))
    case .receive(.written(let message)): receive(message)
    case .set(let assignments):
      for one in assignments {
        try set(one.slot, to: one.state, of: one.target, at: step.span)
      }
    case .unset(let assignments):
      for one in assignments { try unset(one.slot, of: one.target, at: step.span) }
    case .wait(let seconds): try wait(seconds: seconds, at: step.span)
    case .edition(let choice): edition = choice
    }
  }
}
