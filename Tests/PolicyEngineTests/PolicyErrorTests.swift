// What is wrong with a policy is said all at once, each with its place and a way out.

import CEL
import PolicyEngine
import Testing

@Suite struct PolicyErrorTests {
  private func problems(_ change: (inout SmallPolicy) -> Void) -> [Diagnostic] {
    var policy = SmallPolicy()
    policy.fact("message.kind", .choice(["question", "advert"]))
    policy.fact("message.late", .bool)
    change(&policy)
    do throws(Diagnostics) {
      _ = try Policy(policy.document)
      return []
    } catch {
      return error.all
    }
  }

  @Test func aMisspeltWordOfAChoiceIsFound() throws {
    let found = problems { $0.rule("a", .permit, when: "message.kind == 'advrt'") }
    #expect(found.map(\.id) == ["unknown-word"])
    let problem = try #require(found.first)
    #expect(problem.help == "did you mean `advert`?")
    #expect(problem.span?.text == "'advrt'")
    let listed = problems { $0.rule("a", .permit, when: "message.kind in ['question', 'x']") }
    #expect(listed.map(\.help) == ["the words are question, advert"])
  }

  /// Those with a place in a text come first, in the order of their places.
  @Test func everyProblemIsReported() {
    let found = problems {
      $0.rule("a", .permit, when: "message.late")
      $0.rule("a", .forbid, when: "message.lat")
      $0.rule("b", .require, when: "message.late")
      $0.rule("c", .permit, when: "message.late", must: "message.late")
      $0.rule("d", .permit, when: "1 + 1", question: "alowed")
      $0.rule("e", .permit, when: "message.late", says: "It is {message.kind.")
    }
    #expect(
      found.map(\.id) == [
        "undeclared", "wrong-type", "rule-twice", "missing-must", "needless-must",
        "unknown-question", "open-hole",
      ])
  }

  @Test func aRuleIdIsTakenEvenByAFaultyRule() {
    let found = problems {
      $0.rule("a", .permit, when: "message.lat")
      $0.rule("a", .forbid, when: "message.late")
    }
    #expect(found.map(\.id) == ["undeclared", "rule-twice"])
  }

  @Test func aDefinitionMayOnlyUseEarlierOnes() {
    let found = problems {
      $0.definition("first", .bool, "second && message.late")
      $0.definition("second", .bool, "message.late")
      $0.definition("third", .bool, "third || first")
    }
    #expect(found.map(\.id) == ["used-before-defined", "used-before-defined"])
    #expect(
      found.map(\.message) == [
        "`second` is used before it is defined", "`third` is defined by itself",
      ])
  }

  @Test func namesAndCitationsMustBeKnownAndUnique() {
    let found = problems {
      $0.fact("message.late", .bool)
    }
    #expect(found.map(\.id) == ["declared-twice"])
    let cited = problems {
      $0.rule("a", .permit, when: "message.late")
      $0.rules[0].citations = [Written("T2")]
      $0.rule("b", .permit, when: "message.late")
      $0.rules[1].citations = []
    }
    #expect(cited.map(\.id) == ["unknown-citation", "uncited-rule"])
    #expect(cited.first?.help == "did you mean `T1`?")
  }
}
