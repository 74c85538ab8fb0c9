// Ways out of a no: each one holds when it is done, for every message of the shipped scenarios.

import CEL
import Foundation
import MessageAnalysis
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
        if fix.needsAuthor { continue }
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

  /// What no way may do: ask for a review to get something else through, write in what nobody asked
  /// for, put another tag in the place of a misused one, answer where nobody wrote, change what the
  /// message is for, send an empty letter, or edit a text that falls away.
  @Test(arguments: ShippedScenarios.files) func noWayIsATrick(_ file: URL) throws {
    let world = try ShippedScenarios.world(of: file)
    let facts = world.domain.vocabulary.facts
    func slot(_ name: String) throws -> Int { try #require(world.domain.vocabulary.slot(of: name)) }
    let (purpose, channel) = (try slot("message.purpose"), try slot("message.channel"))
    let (buyer, asks) = (try slot("history.buyer_messages"), try slot("message.asks_for_review"))
    let (template, thread) = (
      try slot("message.uses_template"), try slot("thread.buyer_messages")
    )
    for message in world.messages.entries where !message.isFromBuyer {
      let question = try world.question(about: Written(message.id))
      let fixes = question.fixes()
      let before = question.facts()
      if fixes.all.isEmpty, fixes.decision.verdict != .yes {
        #expect(!fixes.deadEnds.isEmpty || !fixes.failed.isEmpty, "\(message.id): no reason")
      }
      for fix in fixes.all {
        let changes = fix.repair.changes
        let drops = changes.filter(question.dropsText)
        for change in changes where facts[change.slot].alteration.takesOutOnly {
          if before[change.slot] == .unknown { continue }
          if case .int = facts[change.slot].type { continue }
          if case .double = facts[change.slot].type { continue }
          if case .string = facts[change.slot].type { continue }
          #expect(change.state == facts[change.slot].standard, "\(message.id)")
        }
        #expect(before[purpose] == .unknown || !changes.contains { $0.slot == purpose })
        let own =
          drops.isEmpty ? [] : changes.filter { $0.means == .edit && !question.dropsText($0) }
        #expect(own.allSatisfy { facts[$0.slot].isOfFiles }, "\(message.id)")
        let after = fix.trial.facts()
        if changes.contains(where: { $0.slot == channel }),
          after[channel] == .value(.string("reply"))
        {
          #expect(
            after[buyer] != .value(.int(0)) || after[thread] != .value(.int(0)), "\(message.id)")
        }
        if changes.contains(where: { $0.slot == template }) {
          #expect(after[channel] == .value(.string("contact-buyer")), "\(message.id)")
        }
        let content = question.applying(fix, as: "fixed").message.content
        if drops.isEmpty, !question.message.content.body.isEmpty {
          let hasWords = content.body.contains { $0.isLetter }
          #expect(hasWords, "\(message.id) is emptied")
          if before[purpose] == .value(.string("review-request")),
            before[asks] == .value(.bool(true))
          {
            #expect(question.applying(fix, as: "fixed").facts()[asks] == before[asks])
          }
        }
      }
    }
  }

  private func fixes(_ message: String, in name: String) throws -> Fixes {
    let file = try #require(
      ShippedScenarios.files.first { $0.path.hasSuffix("Scenarios/\(name).yaml") })
    return try ShippedScenarios.world(of: file).question(about: Written(message)).fixes()
  }

  @Test(arguments: [
    ("love-or-contact", "reviews/love-it-or-contact-us"),
    ("only-if-happy", "reviews/love-it-or-contact-us"),
  ]) func theSentenceThatAsksIsRewrittenAndNotTakenOut(_ message: String, _ name: String) throws {
    let all = try fixes(message, in: name).all
    #expect(all.count == 2)
    let written = all.filter(\.needsAuthor)
    #expect(written.count == 1)
    for step in try #require(written.first).steps {
      if case .rewrite(let passages, let changes) = step {
        #expect(passages.count == 1 && !changes.isEmpty)
      }
    }
    // The other way is Amazon's own request, in one step.
    #expect(all.first { !$0.needsAuthor }?.steps.count == 1)
  }

  @Test(arguments: [
    ("apology", "order-problems/cancelled-by-mistake"), ("proof", "content/engraving-proof"),
    ("code-alone", "reviews/honest-review-for-a-code"),
  ]) func whatNothingPermitsHasNoWay(_ message: String, _ name: String) throws {
    let fixes = try fixes(message, in: name)
    #expect(fixes.all.isEmpty && fixes.failed.isEmpty && fixes.isComplete)
    #expect(fixes.deadEnds.contains { $0.changes.isEmpty } || !fixes.deadEnds.isEmpty)
  }

  @Test(arguments: [
    ("One. Use code X. Two.", "code", "One. Two."),
    ("One.\nUse code X.\nTwo.\n", "code", "One.\nTwo.\n"),
    ("One. Use code X", "code", "One."),
    ("Use code v1.2 now! Two.", "code", "Two."),
    ("Only code", "code", ""),
    ("One? Use code X.\n", "code X.", "One?\n"),
    ("一つ。コードです！二つ。", "コード", "一つ。二つ。"),
    (
      "This row is long enough to be wrapped, and use\ncode X now. Two.\n", "code",
      "Two.\n"
    ),
  ]) func aSentenceGoesAsAWhole(_ text: String, _ mark: String, _ rest: String) throws {
    var passages = Passages(text, isHTML: false)
    let range = try #require(text.range(of: mark))
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    passages.take(start..<start + mark.utf8.count, withSentence: true)
    #expect(passages.remainder == rest)
  }

  @Test(arguments: [
    ("[Important] Your invoice", "[Important]", "Your invoice"),
    ("Your invoice [Important]", "[Important]", "Your invoice"),
    ("Thanks! 😀 Bye.", "😀", "Thanks! Bye."), ("Thanks! 😀\nBye.", "😀", "Thanks!\nBye."),
  ]) func aMarkGoesWithItsBlank(_ text: String, _ mark: String, _ rest: String) throws {
    var passages = Passages(text, isHTML: false)
    let range = try #require(text.range(of: mark))
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    passages.take(start..<start + mark.utf8.count, withSentence: false)
    #expect(passages.remainder == rest)
  }

  @Test(arguments: [
    ("Hi Tomoko,\n\nFern & Fable\n", false), ("Hello!\nKind regards\n", false),
    ("Hi,\nhere is your invoice.\n", true), ("Bitte sagen Sie uns die Hausnummer dazu\n", true),
    ("住所を教えてください。", true), ("<p>Hello</p><p>Kind regards</p>", false),
  ]) func aGreetingAloneTellsNothing(_ text: String, _ tells: Bool) {
    #expect(Passages(text).tellsSomething == tells)
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
