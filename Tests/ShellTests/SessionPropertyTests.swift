// What holds for every conversation: undoing everything leads back to the start, and a saved
// session gives the same answers again.

import Foundation
import PolicyEngine
import Scenarios
import Testing

@testable import CEL
@testable import Shell

/// A small generator, so that a failure can be repeated by its seed.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func pick(_ texts: [String]) -> String { texts[Int(next() % UInt64(texts.count))] }

  /// A statement that may well be refused.
  mutating func statement() -> String {
    let message = pick(["first-ask", "second-ask", "coupon-thanks", "received-1", "note", "nobody"])
    let kinds = [
      "wait \(pick(["1h", "3d", "2 weeks"]))",
      "at \(pick(["2021-03-14 01:30", "tomorrow", "18:30"]))",
      "send \(message)", "can \(message)", "can \(message) in 3 days",
      "set order.delivered \(pick(["2021-03-18", "none", "unknown", "2021-02-01"]))",
      "set buyer.opted-out \(pick(["yes", "no", "unknown"]))",
      "set message.purpose \(pick(["thanks", "invoice", "review-request"])) for \(message)",
      "set reading.window-start \(pick(["order", "delivery", "unknown"]))",
      "unset order.delivered", "receive \"When?\" to \(message)", "receive \(message)",
      "draft \(pick(["note", "other"])) purpose \(pick(["thanks", "reply"])) body \"Thanks: 10% off.\"",
      "edit \(message) body \"\(pick(["Hello.", "Please leave a review.", "http://kites.test"]))\"",
      "edition \(pick(["old", "new", "auto", "2019-01-01"]))", "reset", "undo", "redo",
      "order 112-0000000-0000009 placed 2021-03-01", "read Scenarios/commands.txt",
    ]
    return pick(kinds)
  }
}

@Suite struct SessionPropertyTests {
  @Test(arguments: 0..<60) func undoingAllLeadsToTheStart(_ seed: Int) throws {
    var dice = Dice(state: UInt64(seed))
    var session = try Workshop.session()
    let start = session.world
    var worlds: [World] = []
    for _ in 0..<20 {
      _ = try? session.perform(dice.statement())
      worlds.append(session.world)
    }
    let end = session.world
    while (try? session.perform("undo")) != nil {}
    #expect(session.world == start)
    while (try? session.perform("redo")) != nil {}
    // What was undone on the way may be redone further than where it stood.
    if session.past.count == worlds.count { #expect(session.world == end) }
  }

  @Test(arguments: 0..<60) func aSavedSessionAnswersAlike(_ seed: Int) throws {
    var dice = Dice(state: UInt64(seed) &+ 1_000)
    var session = try Workshop.session()
    for _ in 0..<15 { _ = try? session.perform(dice.statement()) }
    let path = "saved-\(seed).yaml"
    try session.perform("save \(path)")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let scenario = try Scenario(
      SourceText(name: path, text: text), in: try Workshop.domain.get())
    let checks = try scenario.run()
    for check in checks { #expect(check.isAsExpected, "\(check.differences)\n\(text)") }
    let asked = session.situation.journal.count { step in
      if case .can(_, let expected) = step.action { !expected.isEmpty } else { false }
    }
    #expect(checks.count == asked)
    // The world at its end answers as the session does.
    var again = try Workshop.session(nil)
    try again.perform("load \(path)")
    #expect(again.world.clock == session.world.clock)
    for message in session.world.messages.entries where !message.isFromBuyer {
      let first = try session.world.question(about: Written(message.id)).decide()
      let second = try again.world.question(about: Written(message.id)).decide()
      #expect(first.answers == second.answers, "\(message.id)\n\(text)")
    }
  }

  @Test(arguments: 0..<40) func anyBytesAreAnsweredOrRefused(_ seed: Int) throws {
    var dice = Dice(state: UInt64(seed) &+ 9_000)
    var session = try Workshop.session()
    let pieces = [
      "can ", "set ", "\"", "'", ";", "\n", "\\", "\u{1B}[31m", "\0", "日本", "e\u{301}", "🪁", ".",
      "second-ask ", "99999999999999999999", "2021-13-45", "-1d", "?", "eval ", "((((", "#", "\t",
      "draft x\n", ".\n", "why ", "undo ", "for ", "  ", "\u{202E}",
    ]
    for _ in 0..<10 {
      let text = (0..<12).map { _ in dice.pick(pieces) }.joined()
      let layout = Layout(width: 40 + Int(dice.next() % 160), isPlain: seed.isMultiple(of: 2))
      let shown = session.transcript(text, layout)
      let hostile = shown.unicodeScalars.first {
        $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value) || $0 == "\u{202E}"
      }
      #expect(hostile == nil)
      _ = session.offers(in: text, at: text.utf8.count)
      _ = session.suggestion(for: text)
      _ = ScriptReader.isComplete(text)
      session.cancelComposition()
    }
  }
}
