// Times as people say them in a statement: `now`, `2021-04-02 09:00`, `tomorrow`, `in 3 days`.
// Days are days of the store's calendar; a date without an offset is in the store's zone.

import CEL
import Scenarios

/// Times of a world in words.
struct Moments {
  let world: World

  static let help =
    "write `now`, `2021-04-02`, `2021-04-02 09:00`, `tomorrow`, `in 3 days` or `36h`"

  /// Words that may stand before a time.
  private static let prepositions: Set<String> = ["on", "at", "from", "by"]

  /// Whether a time can begin with this word.
  static func isStart(_ word: Word) -> Bool {
    let text = word.lowered
    if prepositions.contains(text) || ["now", "today", "tomorrow", "in"].contains(text) {
      return true
    }
    return text.utf8.first.map { (0x30...0x39).contains($0) } ?? false
      && (CalendarText.looksLikeDate(text) || Duration(written: text.utf8) != nil
        || CalendarText.clock(text) != nil || Int(text) != nil)
  }

  /// The time that words say.
  ///
  /// - Throws: that they say none.
  func moment(_ words: ArraySlice<Word>) throws(Diagnostics) -> Timestamp {
    var words = words
    while let first = words.first, Self.prepositions.contains(first.lowered) { words.removeFirst() }
    guard let first = words.first, let last = words.last else {
      throw Diagnostics(Diagnostic(id: "no-time", "a time is missing", at: nil, help: Self.help))
    }
    let span = SourceSpan(
      first.span.source, first.span.range.lowerBound..<last.span.range.upperBound)
    let texts = words.map(\.lowered).filter { $0 != "at" }
    if let moment = try named(texts, at: span) { return moment }
    let text = words.map(\.text).joined(separator: " ")
    if CalendarText.looksLikeDate(text) {
      do {
        let date = try CalendarText(text.utf8)
        if let moment = date.instant(in: world.store.zone) { return moment }
      } catch {
        throw Diagnostics(
          Diagnostic(id: "no-time", "`\(text)` is no time: \(error.reason)", at: span))
      }
    }
    throw Diagnostics(
      Diagnostic(id: "no-time", "`\(text)` is no time", at: span, help: Self.help))
  }

  /// Times that count from the world's clock.
  private func named(
    _ texts: [String], at span: SourceSpan
  ) throws(Diagnostics) -> Timestamp? {
    switch texts.first {
    case "now" where texts.count == 1: return world.clock
    case "today", "tomorrow":
      let day = try later(seconds: texts[0] == "today" ? 0 : 86_400, at: span)
      if texts.count == 1 { return day }
      return texts.count == 2 ? clock(texts[1], on: day) : nil
    default:
      if texts.count == 1, let moment = clock(texts[0], on: world.clock) { return moment }
      let length = (texts.first == "in" ? Array(texts.dropFirst()) : texts).joined(separator: " ")
      return try Duration(written: length.utf8).map { duration throws(Diagnostics) in
        try later(seconds: duration.seconds, at: span)
      }
    }
  }

  private func later(seconds: Int64, at span: SourceSpan) throws(Diagnostics) -> Timestamp {
    var world = world
    try world.wait(seconds: seconds, at: span)
    return world.clock
  }

  private func clock(_ text: String, on day: Timestamp) -> Timestamp? {
    guard let (hour, minute) = CalendarText.clock(text) else { return nil }
    var local = world.store.zone.local(day)
    (local.hour, local.minute, local.second) = (hour, minute, 0)
    return world.store.zone.instant(of: local)
  }
}

extension CalendarText {
  /// Whether a text begins like a date.
  static func looksLikeDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8.prefix(5))
    return bytes.count == 5 && bytes[4] == UInt8(ascii: "-")
      && bytes.prefix(4).allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The hour and minute of `09:00`.
  static func clock(_ text: String) -> (hour: Int, minute: Int)? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 2, (1...2).contains(parts[0].utf8.count),
      let hour = Int(parts[0]), let minute = Int(parts[1]), (0...23).contains(hour),
      (0...59).contains(minute)
    else { return nil }
    return (hour, minute)
  }
}
