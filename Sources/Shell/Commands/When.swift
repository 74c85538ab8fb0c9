// `when`: from when until when a message may be sent.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let when = Command(
    "when", group: .ask, usage: "when [MESSAGE] [from TIME] [for LENGTH | until TIME]",
    summary: "Says from when until when a message may be sent.",
    about: [
      "All facts stay as they are; only the clock moves. Each end is exact, and names the rule and "
        + "the comparison that moves it. New editions of the policy, and what was sent and received "
        + "on the way, count.",
      "It looks from the first date on the order to a year from now, or from the order's last date. `when X for 3 years`, "
        + "`when X until 2022-06-30` and `when X from 2020-01-01` look elsewhere.",
    ],
    examples: ["when first-ask", "when can I send first-ask for 60 days?"],
    arguments: [.message, .words(["from", "for", "until"]), .moment]
  ) { session, arguments throws(Diagnostics) in
    var words = arguments.words
    let fillers: Set<String> = ["can", "may", "i", "we", "send"]
    while let first = words.first, fillers.contains(first.lowered) { words.removeFirst() }
    var message: Word?
    if let first = words.first, !TimeSpan.keys.contains(first.lowered) {
      let name = first.withoutQuestionMark
      if !["it", "this"].contains(name.lowered) { message = name }
      words.removeFirst()
    }
    while let first = words.first, ["be", "sent"].contains(first.lowered) { words.removeFirst() }
    let id = try session.message(message, arguments)
    let question = try session.world.question(about: id)
    let span = try TimeSpan(words, for: question, arguments)
    session.situation.topic = id.content
    let report = WindowReport(try question.windows(from: span.from, until: span.until))
    return Reply(report.blocks, json: report.json)
  }
}

/// The time that `when` looks at.
struct TimeSpan {
  var from: Timestamp
  var until: Timestamp

  static let keys: Set<String> = ["from", "for", "until"]
  /// The longest time looked at, in years.
  private static let mostYears = 20

  init(
    _ words: ArraySlice<Word>, for question: Question, _ arguments: Arguments
  ) throws(Diagnostics) {
    let world = question.world
    from = Self.firstDate(of: question)
    let latest = max(world.clock, Self.dates(of: question).max() ?? .first)
    until = Self.later(latest, years: 1, in: world.store.zone) ?? .last
    var rest = words
    while let key = rest.popFirst() {
      guard Self.keys.contains(key.lowered) else {
        throw arguments.usage("`\(key.text)` says no time to look at", at: key)
      }
      var value = rest.prefix { !Self.keys.contains($0.lowered) }
      rest = rest.dropFirst(value.count)
      if let last = value.last { value[value.endIndex - 1] = last.withoutQuestionMark }
      guard let first = value.first else {
        throw arguments.usage("`\(key.text)` needs a time", at: key)
      }
      switch key.lowered {
      case "from": from = try Moments(world: world).moment(value)
      case "until": until = try Moments(world: world).moment(value)
      default:
        let start = max(from, world.clock)
        if let years = Self.years(value) {
          until = Self.later(start, years: years, in: world.store.zone) ?? .last
        } else if let length = Duration(written: value.text.utf8),
          let end = start.adding(length)
        {
          until = end
        } else {
          throw Diagnostics(
            Diagnostic(
              id: "no-duration", "`\(value.text)` is no length of time", at: first.span,
              help: "write `60d`, `8 weeks` or `1y`"))
        }
      }
    }
    guard from < until else {
      throw arguments.usage("the time to look at would be empty", at: words.first)
    }
    guard let last = Self.later(from, years: Self.mostYears, in: world.store.zone), until <= last
    else {
      throw arguments.usage("at most \(Self.mostYears) years are looked at", at: words.first)
    }
  }

  /// The first date on the order, if it is before the clock and not long ago.
  private static func firstDate(of question: Question) -> Timestamp {
    let clock = question.world.clock
    let oldest = later(clock, years: -5, in: question.world.store.zone) ?? .first
    return dates(of: question).filter { $0 >= oldest }.min().map { min($0, clock) } ?? clock
  }

  private static func dates(of question: Question) -> [Timestamp] {
    (question.order?.facts.entries ?? []).compactMap { entry in
      if case .value(.timestamp(let date)) = entry.state { date } else { nil }
    }
  }

  private static func years(_ words: ArraySlice<Word>) -> Int? {
    let text = words.map(\.lowered).joined()
    for unit in ["years", "year", "y"] where text.hasSuffix(unit) {
      return Int(text.dropLast(unit.count))
    }
    return nil
  }

  private static func later(_ moment: Timestamp, years: Int, in zone: TimeZone) -> Timestamp? {
    var local = zone.local(moment)
    local.year += years
    return zone.instant(of: local, nanoseconds: moment.nanoseconds)
  }
}
