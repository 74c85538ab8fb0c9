// Windows in words: first one sentence with all of them, then each end with the rule and the
// comparison that moves it, then the same as a bar.

import CEL
import PolicyEngine
import Scenarios

extension WindowReport {
  var blocks: [Block] {
    var blocks: [Block] = [.text(headline)]
    if let now { blocks.append(.text(Phrase(now), indent: 2, hanging: 2)) }
    let edges = windows.compactMap(\.start)
    for edge in edges {
      blocks.append(.blank)
      let lead = edge.isAfter ? "after " : "from "
      blocks.append(
        .text(
          .name(lead + time(edge.moment)) + Phrase(": ") + edge.before.phrase + " turns into "
            + edge.after.phrase, indent: 2, hanging: 2))
      for cause in edge.causes {
        let rules = cause.rules.prefix(3).joined(separator: ", ")
        let more = cause.rules.count > 3 ? " and \(cause.rules.count - 3) more" : ""
        let subject = cause.rules.isEmpty ? "" : rules + more + " "
        blocks.append(
          .text(
            cause.bound == cause.sentence || cause.rules.count != 1
              ? Phrase(cause.sentence + (rules.isEmpty ? "" : ": \(rules)\(more)"))
              : .name(subject) + Phrase(cause.sentence), indent: 4, hanging: 2))
      }
    }
    if edges.isEmpty { blocks += [.blank] + standingReasons }
    if let timeline { blocks.append(.timeline(timeline, indent: 2)) }
    blocks.append(.blank)
    if !found.isExact {
      blocks.append(
        .text(
          "A condition reads the clock in a way that can't be solved: it was looked at hour by hour.",
          indent: 2))
    }
    blocks.append(
      .text(
        .faint(
          "Looked at from \(time(found.from)) until \(time(found.until)); facts as they are known now."
        ), indent: 2, hanging: 2))
    return blocks
  }

  // MARK: One sentence

  private var headline: Phrase {
    let open = windows.filter { $0.verdict != .no }
    guard !open.isEmpty else {
      return Phrase("NEVER.", .bad) + Phrase(" \(message) may not be sent at any time looked at.")
    }
    if windows.count == 1, windows[0].verdict == .yes {
      return Phrase("ALWAYS.", .good) + Phrase(" \(message) may be sent at any time looked at.")
    }
    var sentence = Phrase("\(message) ")
    for (index, window) in open.enumerated() {
      if index > 0 { sentence = sentence + "; " }
      sentence =
        sentence
        + (window.verdict == .yes
          ? Phrase("may be sent", .good) + Phrase(span(window))
          : Phrase("depends", .open)
            + Phrase(
              "\(span(window)) on \(words.list(window.reasons.isEmpty ? ["what is not known"] : window.reasons))"
            ))
    }
    let tail = open.last?.end == nil ? "" : "; then never"
    return sentence + Phrase(tail + ".")
  }

  /// ` from 2021-03-10 00:00 PST (5 days after the delivery date) until …`
  private func span(_ window: Window) -> String {
    var text = ""
    if let start = window.start {
      text += (start.isAfter ? " after " : " from ") + time(start.moment) + reason(start)
    }
    if let end = window.end {
      text += " until \(time(end.moment))" + (end.isAfter ? ", that moment included" : "")
      text += reason(end)
    } else if window.start != nil {
      text += " on"
    }
    return text.isEmpty ? " all the time" : text
  }

  private func reason(_ edge: Edge) -> String {
    let bounds = edge.causes.compactMap(\.bound)
    return bounds.isEmpty ? "" : " (\(words.list(bounds)))"
  }

  /// The verdict at the world's clock.
  private var now: String? {
    let clock = found.question.world.clock
    guard let window = found.window(at: clock) else { return nil }
    return "now, \(time(clock)): \(window.verdict.rawValue)"
  }

  /// Why it is the same all the time.
  private var standingReasons: [Block] {
    guard windows[0].verdict == .no else { return [] }
    let rules = windows[0].reasons
    if rules.isEmpty {
      let isForbidden = found.windows[0].decisions.contains { !$0.answer.deciding.isEmpty }
      return [
        .text(
          isForbidden ? "Now one rule forbids it, now another." : "No rule permits it.", indent: 2)
      ]
    }
    return rules.map {
      .text(Sign.no.phrase + " " + .name($0) + " applies all the time.", indent: 2, hanging: 2)
    }
  }

  // MARK: The bar

  /// The bar from the first to the last thing worth a mark; `nil` when nothing turns.
  private var timeline: Timeline? {
    let edges = windows.compactMap(\.start)
    guard !edges.isEmpty else { return nil }
    var marks = events
    marks += edges.map { edge in
      Timeline.Mark(
        moment: edge.moment.seconds,
        label: .faint(time(edge.moment) + " ") + edge.before.phrase + " → " + edge.after.phrase)
    }
    let clock = found.question.world.clock
    if found.from <= clock, clock < found.until {
      marks.append(
        Timeline.Mark(moment: clock.seconds, label: .faint(time(clock) + " ") + .name("now")))
    }
    marks.sort { $0.moment < $1.moment }
    guard let first = marks.first?.moment, let last = marks.last?.moment else { return nil }
    let margin = max(86_400, (last - first) / 12)
    let (start, end) = (
      max(found.from.seconds, first - margin), min(found.until.seconds, last + margin)
    )
    let parts = found.windows.filter { $0.until.seconds > start && $0.from.seconds < end }.map {
      Timeline.Part(verdict: $0.verdict, until: min(end, $0.until.seconds))
    }
    return Timeline(from: start, parts: parts, marks: marks)
  }

  /// What is dated of the order, and what was sent and received on it.
  private var events: [Timeline.Mark] {
    let question = found.question
    let facts = question.facts(withEvidence: false)
    var marks: [Timeline.Mark] = []
    for entry in question.order?.facts.entries ?? [] {
      guard case .value(.timestamp(let moment)) = facts[entry.slot], moment >= found.from,
        moment < found.until
      else { continue }
      marks.append(
        Timeline.Mark(
          moment: moment.seconds,
          label: .faint(time(moment) + " ")
            + Phrase(question.world.domain.vocabulary.facts[entry.slot].label)))
    }
    for event in question.world.events
    where event.order == question.order?.id && event.moment >= found.from
      && event.moment < found.until
    {
      marks.append(
        Timeline.Mark(
          moment: event.moment.seconds,
          label: .faint(time(event.moment) + " ")
            + Phrase("\(event.message.id) \(event.direction.rawValue)")))
    }
    return marks
  }
}
