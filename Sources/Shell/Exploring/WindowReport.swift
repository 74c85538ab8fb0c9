// When a message may be sent, as plain values: windows with their ends in words, and what moves each
// end. Text, JSON and the drawn bar are views of this.

import CEL
import PolicyEngine
import Scenarios

/// The windows of one message.
struct WindowReport: Sendable {
  /// What moves an end: a rule, or something that happens.
  struct Cause: Hashable, Sendable {
    /// The rules, by id.
    let rules: [String]
    /// What happens, in a sentence.
    let sentence: String
    /// The side of a comparison that stays: `5 days after the delivery date`.
    let bound: String?
  }

  /// An end of a window.
  struct Edge: Hashable, Sendable {
    /// The moment itself; the last one before the turn where the turn is just after it.
    let moment: Timestamp
    /// Whether the turn is just after the moment, not at it.
    let isAfter: Bool
    let before: Verdict
    let after: Verdict
    let causes: [Cause]
  }

  /// A time with one verdict.
  struct Window: Hashable, Sendable {
    let verdict: Verdict
    /// `nil` where the time looked at begins or ends.
    let start: Edge?
    let end: Edge?
    /// The rules behind a no, or what it depends on.
    let reasons: [String]
  }

  let found: SendWindows
  let message: String
  let windows: [Window]
  let words: ValueWords

  init(_ found: SendWindows) {
    self.found = found
    message = found.question.message.id
    words = ValueWords(zone: found.question.world.store.zone)
    var edges: [Edge?] = [nil]
    for (before, window) in zip(found.windows, found.windows.dropFirst()) {
      edges.append(Edge(from: before.verdict, to: window))
    }
    edges.append(nil)
    windows = found.windows.enumerated().map { index, window in
      Window(
        verdict: window.verdict, start: edges[index], end: edges[index + 1],
        reasons: window.reasons)
    }
  }

  /// A moment as it is told: `2021-03-10 00:00 PST`.
  func time(_ moment: Timestamp) -> String {
    let text = Notation(zone: words.zone).words(for: moment)
    return moment.seconds % 60 == 0 ? text : words.time(moment)
  }

  var json: JSON {
    [
      "message": .text(message), "from": .text(found.from.description),
      "until": .text(found.until.description), "exact": .flag(found.isExact),
      "windows": .list(
        found.windows.enumerated().map { index, window in
          [
            "verdict": .text(window.verdict.rawValue), "from": .text(window.from.description),
            "until": .text(window.until.description), "because": .texts(windows[index].reasons),
            "causes": .list(
              (windows[index].start?.causes ?? []).map { cause in
                ["rules": .texts(cause.rules), "sentence": .text(cause.sentence)]
              }),
          ]
        }),
    ]
  }
}

extension WindowReport.Edge {
  init(from verdict: Verdict, to window: SendWindows.Window) {
    let before = window.from.subtracting(Duration(totalNanoseconds: 1))
    // A turn one grain after a whole second is a turn just after that second.
    isAfter = window.from.nanoseconds == 1
    moment = isAfter ? before ?? window.from : window.from
    self.before = verdict
    after = window.verdict
    causes = window.causes.map { WindowReport.Cause($0) }
  }
}

extension WindowReport.Cause {
  init(_ cause: SendWindows.Cause) {
    switch cause {
    case .comparison(let turn, let decision):
      let rule = decision.edition.rules[turn.rule]
      rules = [rule.id]
      let state =
        switch turn.applies {
        case .yes: "applies now"
        case .no: "no longer applies"
        default: "may apply now"
        }
      sentence = "\(state)\(turn.comparison.map { ": \($0)" } ?? "")"
      bound = turn.bound
    case .edition(let document, let ids):
      rules = ids
      sentence =
        document.map { "the edition \($0.id.content) (\($0.title)) comes into force" }
        ?? "the policy changes"
      bound = document.map { "the edition \($0.id.content)" } ?? "the policy changes"
    case .event(let event, let ids):
      rules = ids
      sentence = "\(event.message.id) is \(event.direction.rawValue)"
      bound = sentence
    }
  }
}

extension SendWindows.Window {
  /// The rules behind a no in all of it, or what it depends on.
  fileprivate var reasons: [String] {
    switch verdict {
    case .yes: return []
    case .no:
      let all = decisions.map { decision in
        decision.answer.deciding.map { decision.edition.rules[$0].id }
      }
      return all[0].filter { id in all.allSatisfy { $0.contains(id) } }
    case .depends:
      // What is open in only a part of it is open in the window too.
      return decisions.reduce(into: []) { labels, decision in
        for open in decision.openFacts() {
          let label = decision.facts.vocabulary.facts[open.slot].label
          if !labels.contains(label) { labels.append(label) }
        }
      }
    }
  }
}
