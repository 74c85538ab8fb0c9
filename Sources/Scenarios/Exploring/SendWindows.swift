// When a message may be sent: the stretches of the policy's answer in one world, over the changes of
// the policy itself and over what was sent and received meanwhile.

public import CEL
public import PolicyEngine

/// The answers to one question over a time.
public struct SendWindows: Sendable {
  /// A time with one verdict.
  public struct Window: Sendable {
    /// The verdict.
    public let verdict: Verdict
    /// Its first instant.
    public let from: Timestamp
    /// The first instant behind it.
    public let until: Timestamp
    /// The decisions in it, in order: more than one where the reasons change and the verdict stays.
    public let decisions: [Decision]
    /// What begins it; empty for the first window.
    public let causes: [Cause]
  }

  /// What makes a verdict turn.
  public enum Cause: Sendable {
    /// A comparison on the clock; the decision is the one behind it.
    case comparison(Turn, Decision)
    /// Rules or parameters that come or go. The edition is the one that begins then, if it has a
    /// name; the rules are those behind the verdict that is not yes.
    case edition(EditionDocument?, rules: [String])
    /// Something that was sent or received then, with the rules behind the new verdict.
    case event(World.Event, rules: [String])
  }

  /// The question that was asked, at the first instant.
  public let question: Question
  /// The first instant looked at.
  public let from: Timestamp
  /// The first instant no longer looked at.
  public let until: Timestamp
  /// The windows in order, without a gap; neighbours have different verdicts.
  public let windows: [Window]
  /// Whether each end was solved; otherwise changes that last less than an hour may be missing.
  public let isExact: Bool

  /// The window that holds an instant, if it was looked at.
  public func window(at moment: Timestamp) -> Window? {
    windows.last { $0.from <= moment && moment < $0.until }
  }
}

extension Question {
  /// When the message may be sent, all else staying as it is.
  ///
  /// - Parameters:
  ///   - from: The first instant to look at.
  ///   - until: The first instant not to look at; later than `from`.
  /// - Throws: that the policy knows no clock.
  public func windows(
    from: Timestamp, until: Timestamp
  ) throws(Diagnostics) -> SendWindows {
    guard let slot = world.domain.layout.clock else {
      throw Diagnostics(
        Diagnostic(
          id: "no-clock", "the policy has no fact `\(Layout.clockName)`, so nothing turns", at: nil)
      )
    }
    var parts: [(question: Question, stretch: Stretch)] = []
    var isExact = true
    let borders = borders(after: from, before: until)
    for (start, end) in zip([from] + borders, borders + [until]) {
      let question = Question(world, message, at: start)
      let found = question.edition.stretches(
        of: question.facts(withEvidence: false), along: slot, from: start, until: end)
      parts += found.all.map { (question, $0) }
      isExact = isExact && found.isExact
    }
    return SendWindows(
      question: Question(world, message, at: from), from: from, until: until,
      windows: joined(parts), isExact: isExact)
  }

  /// The instants at which more than the clock changes.
  private func borders(after first: Timestamp, before last: Timestamp) -> [Timestamp] {
    let events = world.events.map(\.moment).filter { $0 > first && $0 < last }
    let editions =
      world.edition == nil ? world.domain.editionStarts(after: first, before: last) : []
    return Set(events + editions).sorted()
  }

  private func joined(_ parts: [(question: Question, stretch: Stretch)]) -> [SendWindows.Window] {
    var windows: [SendWindows.Window] = []
    var before: (question: Question, stretch: Stretch)?
    for part in parts {
      let verdict = part.stretch.decision.verdict
      if let last = windows.last, last.verdict == verdict {
        windows[windows.count - 1] = SendWindows.Window(
          verdict: verdict, from: last.from, until: part.stretch.until,
          decisions: last.decisions + [part.stretch.decision], causes: last.causes)
      } else {
        windows.append(
          SendWindows.Window(
            verdict: verdict, from: part.stretch.from, until: part.stretch.until,
            decisions: [part.stretch.decision],
            causes: before.map { causes(from: $0, to: part) } ?? []))
      }
      before = part
    }
    return windows
  }

  private func causes(
    from before: (question: Question, stretch: Stretch),
    to after: (question: Question, stretch: Stretch)
  ) -> [SendWindows.Cause] {
    let decision = after.stretch.decision
    let moment = after.stretch.from
    if before.question.moment == after.question.moment {
      // In a stretch other comparisons may turn without a say; what counts is the last moment of it.
      var facts = before.stretch.decision.facts
      if let slot = world.domain.layout.clock,
        let last = moment.subtracting(Duration(totalNanoseconds: 1))
      {
        facts.set(slot, to: last)
      }
      return before.question.edition.decide(facts).turns(to: decision)
        .map { .comparison($0, decision) }
    }
    let events = world.events.filter { $0.moment == moment }
    if before.question.edition === after.question.edition, !events.isEmpty {
      let rules = before.stretch.decision.turns(to: decision).map {
        decision.edition.rules[$0.rule].id
      }
      return events.map { .event($0, rules: rules) }
    }
    let document = decision.edition.document
    let deciding = decision.verdict == .yes ? before.stretch.decision : decision
    return [
      .edition(document.flatMap { $0.from == moment ? $0 : nil }, rules: deciding.reasons)
    ]
  }
}

extension Decision {
  /// The ids of the rules behind the main verdict.
  fileprivate var reasons: [String] {
    (verdict == .depends ? answer.undecided : answer.deciding).map { edition.rules[$0].id }
  }
}
