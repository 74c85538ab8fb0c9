// The answers to one question while time passes: stretches of time with one answer each, whose ends
// are exact to the grain of instants.

public import CEL

/// A time during which nothing about an answer changes.
public struct Stretch: Sendable {
  /// The first instant of it.
  public let from: Timestamp
  /// The first instant behind it.
  public let until: Timestamp
  /// The decision at its first instant; the answer is the same at every other one.
  public let decision: Decision
}

/// The stretches of a time.
public struct Stretches: Sendable {
  /// The stretches in order, each beginning where the one before ends.
  public let all: [Stretch]
  /// Whether each end was solved. Otherwise a condition reads the clock in a way that can't be
  /// solved, and changes that last less than an hour may be missing.
  public let isExact: Bool
}

extension Edition {
  /// The answers of this edition to one question over a time.
  ///
  /// - Parameters:
  ///   - facts: The facts, which hold all the time except for the clock.
  ///   - slot: The fact that is the clock, an instant.
  ///   - from: The first instant.
  ///   - until: The first instant that is no longer looked at; later than `from`.
  ///   - question: The position of the question.
  public func stretches(
    of facts: FactTable, along slot: Int, from: Timestamp, until: Timestamp, question: Int = 0
  ) -> Stretches {
    let truths = plans.filter { Int($0.question) == question && $0.effect.answers }.map(\.applies)
    var start = facts
    start.set(slot, to: from)
    var analysis = ClockAnalysis(
      self, start, along: slot, from: from.tick, until: until.tick, for: truths)
    var result: [Stretch] = []
    for tick in [from.tick] + analysis.turns(of: truths) {
      let decision = decideAllCases(
        of: decide(analysis.facts(at: tick), by: analysis.evaluation(at: tick)))
      guard let instant = Timestamp(tick: tick) else { continue }
      if let last = result.last {
        let isSame = last.decision.answers[question] == decision.answers[question]
        result[result.count - 1] = Stretch(
          from: last.from, until: isSame ? until : instant, decision: last.decision)
        if isSame { continue }
      }
      result.append(Stretch(from: instant, until: until, decision: decision))
    }
    return Stretches(all: result, isExact: analysis.isExact)
  }
}

extension Effect {
  /// Whether rules of this effect change answers.
  var answers: Bool {
    switch self {
    case .permit, .forbid, .require: true
    case .advise, .duty: false
    }
  }
}
