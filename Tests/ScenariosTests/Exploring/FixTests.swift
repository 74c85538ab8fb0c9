// Ways out of a no: each one holds when it is done, for every message of the shipped scenarios.

import CEL
import Foundation
import PolicyEngine
import Scenarios
import Testing

@testable import Scenarios

@Suite struct FixTests {
  @Test(arguments: ShippedScenarios.files) func whatIsAppliedIsPermitted(_ file: URL) throws {
    let world = try ShippedScenarios.world(of: file)
    for message in world.messages.entries where !message.isFromBuyer {
      let question = try world.question(about: Written(message.id))
      let fixes = question.fixes()
      #expect(fixes.decision.answer == question.decide().answer)
      if fixes.decision.verdict == .yes { #expect(fixes.all.isEmpty) }
      for fix in fixes.all {
        #expect(fix.decision.verdict == .yes && !fix.steps.isEmpty)
        #expect(fix.trial.decide().verdict == .yes)
        let needsAuthor = fix.steps.contains { if case .rewrite = $0 { true } else { false } }
        if needsAuthor { continue }
        let applied = question.applying(fix, as: "\(message.id)-fixed")
        #expect(applied.decide().verdict == .yes, "\(message.id)")
        if !fix.asksForMore {
          var other = world
          other.put(applied.message)
          let own = try other.question(
            about: Written(applied.message.id), at: fix.wait ?? world.clock)
          #expect(own.decide().verdict == .yes, "\(message.id)")
        }
      }
    }
  }

  @Test(arguments: [
    ("One. Use code X. Two.", "code", "One. Two."),
    ("One.\nUse code X.\nTwo.\n", "code", "One.\nTwo.\n"),
    ("One. Use code X", "code", "One."),
    ("Use code v1.2 now! Two.", "code", "Two."),
    ("Only code", "code", ""),
    ("One? Use code X.\n", "code X.", "One?\n"),
  ]) func aSentenceGoesAsAWhole(_ text: String, _ mark: String, _ rest: String) throws {
    var passages = Passages(text, isHTML: false)
    let range = try #require(text.range(of: mark))
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    passages.take(start..<start + mark.utf8.count, withSentence: true)
    #expect(passages.remainder == rest)
  }

  @Test func noTagIsCut() {
    let text = "<p>One. Use <b>code</b> X.</p>"
    var passages = Passages(text, isHTML: true)
    passages.take(15..<19, withSentence: true)
    #expect(passages.isWhole && passages.remainder == "<p>One. Use <b></b> X.</p>")
    passages.take(12..<20, withSentence: true)
    #expect(!passages.isWhole)
  }
}
