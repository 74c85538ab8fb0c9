// The same scenario under two editions, step by step: which answers differ, and which lessons that
// hold under the one no longer hold under the other.

public import CEL
public import PolicyEngine

/// What two editions say to one question of a scenario or about one message.
public struct EditionReplay: Sendable {
  /// The path of the file.
  public let path: String
  /// The scenario's title; empty for a message.
  public let title: String
  /// Where the step stands; `nil` for a message.
  public let span: SourceSpan?
  /// The message that it asks about.
  public let message: String
  /// The moment that it asks about.
  public let moment: Timestamp
  /// The first edition's decision.
  public let before: Decision
  /// The second edition's decision.
  public let after: Decision
  /// Whether the step expects what the first edition says, and not what the second one says.
  public let isBroken: Bool

  /// What became of the verdict on a question.
  public func change(of question: Int = 0) -> VerdictChange {
    VerdictChange(from: before.answers[question].verdict, to: after.answers[question].verdict)
  }

  /// The questions of which the verdict differs; one that is open in both editions does not.
  public var changedQuestions: [Int] {
    before.answers.indices.filter { change(of: $0) != .unchanged && change(of: $0) != .unknown }
  }
}

extension EditionReplay {
  /// Plays a scenario under two editions; those that the file chooses are passed over.
  ///
  /// - Throws: why the file can't be used.
  public static func replays(
    of path: String, _ source: SourceText, in domain: Domain, from first: World.EditionChoice,
    to second: World.EditionChoice
  ) throws(Diagnostics) -> [EditionReplay] {
    let scenario = try Scenario(source, in: domain)
    var worlds = (scenario.world, scenario.world)
    (worlds.0.edition, worlds.1.edition) = (first, second)
    var result: [EditionReplay] = []
    for step in scenario.script {
      if case .edition = step.action {
        try worlds.0.perform(Step(.pause, at: step.moment))
        try worlds.1.perform(Step(.pause, at: step.moment))
        continue
      }
      try worlds.0.perform(step)
      try worlds.1.perform(step)
      guard case .can(let id, let expectations) = step.action else { continue }
      let before = try worlds.0.question(about: id)
      let after = try worlds.1.question(about: id)
      let decisions = (before.decide(withEvidence: false), after.decide(withEvidence: false))
      func isMet(_ decision: Decision) -> Bool {
        expectations.allSatisfy { $0.difference(from: decision) == nil }
      }
      result.append(
        EditionReplay(
          path: path, title: scenario.title, span: step.span, message: id.content,
          moment: before.moment, before: decisions.0, after: decisions.1,
          isBroken: isMet(decisions.0) && !isMet(decisions.1)))
    }
    return result
  }

  /// Judges a message from a file under two editions.
  ///
  /// - Throws: why it can't be judged.
  public static func replay(
    of file: MessageFile, in world: World, from first: World.EditionChoice,
    to second: World.EditionChoice
  ) throws(Diagnostics) -> EditionReplay {
    var worlds = (world, world)
    (worlds.0.edition, worlds.1.edition) = (first, second)
    func judge(_ world: World) throws(Diagnostics) -> Decision {
      try MessageChecker(domain: world.domain, world: world).judge(file).decision
    }
    return EditionReplay(
      path: file.name, title: "", span: nil, message: file.name, moment: world.clock,
      before: try judge(worlds.0), after: try judge(worlds.1), isBroken: false)
  }
}
