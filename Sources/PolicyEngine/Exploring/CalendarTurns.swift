// Where the calendar turns on a zone's clocks: midnights, full hours, changes of the clocks. Between
// two changes of a zone's offset its clocks run evenly, so each stretch is plain arithmetic.

import CEL

/// The turns of one zone's calendar.
struct CalendarTurns {
  let zone: TimeZone

  /// The most turns that are told; who counts seconds over a year asks for more.
  static let most = 20_000

  private static let second: Tick = 1_000_000_000
  /// Longer than any offset from UTC, and than the step with which a gap is looked for.
  private static let margin: Tick = 3 * 86_400 * second

  /// The stretches of a range on which the zone's offset stays, with the offset in ticks.
  private func spans(from start: Tick, until end: Tick) -> [(start: Tick, end: Tick, offset: Tick)]
  {
    var spans: [(start: Tick, end: Tick, offset: Tick)] = []
    var position = start
    while position < end, let instant = Timestamp(tick: position) {
      let next = zone.transition(after: instant)?.tick ?? end
      let offset = Tick(zone.offset(at: instant)) * Self.second
      spans.append((position, Swift.min(next, end), offset))
      position = next
    }
    return spans
  }

  /// The ticks at which the clocks are changed, or show a multiple of a unit; `nil` if there are
  /// too many. The range's start is left out.
  func multiples(of unit: Int, from start: Tick, until end: Tick) -> [Tick]? {
    let unit = Tick(unit) * Self.second
    guard (end - start) / unit <= Self.most else { return nil }
    var turns: [Tick] = []
    for span in spans(from: start, until: end) {
      if span.start > start { turns.append(span.start) }
      var turn = (span.start + span.offset + 1).ceiling(by: unit) * unit - span.offset
      while turn < span.end {
        turns.append(turn)
        turn += unit
      }
    }
    return turns
  }

  /// The ticks of a range between which "so many calendar days later" is a fixed time later: where
  /// the clocks are changed, or where the day that is reached holds such a change.
  func turnsOfLaterDay(_ days: Int64, from start: Tick, until end: Tick) -> [Tick] {
    let distance = Tick(days) * 86_400 * Self.second
    let near = spans(from: start, until: end)
    let far = spans(from: start + distance - Self.margin, until: end + distance + Self.margin)
    var turns = Set(near.dropFirst().map(\.start))
    for (before, after) in zip(far, far.dropFirst()) {
      for shown in [before.offset, after.offset] {
        for offset in Set(near.map(\.offset)) {
          turns.insert(after.start + shown - offset - distance)
        }
      }
    }
    return turns.filter { $0 > start && $0 < end }.sorted()
  }
}
