// Everything that `undo` takes back: the world, what was asked in it, and what a saved scenario
// would tell.

import CEL
public import PolicyEngine
public import Scenarios

/// A question with its answer.
public struct Asked: Sendable {
  /// The question.
  public let question: Question
  /// The answer.
  public let decision: Decision

  init(_ question: Question) {
    self.question = question
    decision = question.decide()
  }

  /// The message that it is about.
  public var message: String { question.message.id }
}

/// A world with the story that led to it.
public struct Situation: Sendable {
  /// The world now.
  public internal(set) var world: World
  /// The world in which the story begins.
  var origin: World
  /// What happened since, as the script of a scenario.
  var journal: [Step] = []
  /// The clock at the end of the journal when it is replayed.
  var journalClock: Timestamp
  /// Earlier wordings of messages that were edited after they were asked about or sent.
  var replaced: [(position: Int, message: World.Message)] = []
  /// The title of the loaded scenario.
  var title = ""
  /// What there is to learn from it.
  var about = ""
  /// The files that were loaded.
  var files: [String] = []
  /// The message that is meant when none is named.
  var topic: String?
  /// The last question and its answer.
  public internal(set) var lastAnswer: Asked?

  init(_ world: World) {
    self.world = world
    origin = world
    journalClock = world.clock
  }

  /// Performs a step and writes it into the journal.
  mutating func perform(
    _ action: Step.Action, at moment: Timestamp? = nil, span: SourceSpan? = nil
  ) throws(Diagnostics) {
    try world.perform(Step(action, span: span))
    record(action, at: moment ?? world.clock)
  }

  /// Writes a step into the journal; the clock is told only when it differs from where the journal
  /// stands.
  mutating func record(_ action: Step.Action, at moment: Timestamp) {
    if action == .pause, moment == journalClock { return }
    journal.append(Step(action, at: moment == journalClock ? nil : moment))
    journalClock = moment
  }
}

extension Situation: Equatable {
  /// Whether world and story are the same.
  public static func == (left: Situation, right: Situation) -> Bool {
    left.world == right.world && left.origin == right.origin && left.journal == right.journal
      && left.journalClock == right.journalClock && left.title == right.title
      && left.about == right.about && left.files == right.files && left.topic == right.topic
      && left.lastAnswer?.message == right.lastAnswer?.message
      && left.lastAnswer?.decision.answers == right.lastAnswer?.decision.answers
      && left.replaced.map(\.position) == right.replaced.map(\.position)
      && left.replaced.map(\.message) == right.replaced.map(\.message)
  }
}
