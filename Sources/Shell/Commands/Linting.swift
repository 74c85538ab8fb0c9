// `lint`: what is wrong with the policy, and what its examples and some scenarios leave open; facts
// that show it are kept as cases.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let lint = Command(
    "lint", group: .policy, usage: "lint [--all] [PATH…]",
    summary: "Finds rules that never decide, and changes that no example or scenario would notice.",
    about: [
      "Each condition of the policy is changed in small ways; a change that no example of a rule and "
        + "no scenario of the named files notices is told with a case on which it shows. `show CASE` "
        + "shows the facts, `load CASE` opens them. With `--all` none is left out."
    ],
    examples: ["lint", "lint Scenarios/reviews"], arguments: [.file]
  ) { session, arguments throws(Diagnostics) in
    let paths = arguments.words.map(\.text).filter { $0 != "--all" }
    let files = try FileSystem.scenarioFiles(paths)
    let report = LintReport(
      session.domain, scenarioTests: try session.domain.scenarioTests(files),
      isStopped: session.surroundings.isInterrupted)
    try session.checkInterruption()
    return session.tell(report, isComplete: paths.count < arguments.words.count)
  }
}

extension Session {
  /// The most findings that are told at once.
  private static let mostFindings = 10

  fileprivate mutating func tell(_ report: LintReport, isComplete: Bool) -> Reply {
    var blocks: [Block] = []
    var json: [JSON] = []
    let warnings = report.warnings
    let shown = isComplete ? warnings.count : min(warnings.count, Self.mostFindings)
    for warning in warnings.prefix(shown) {
      var known: KnownCase?
      if let witness = warning.witness {
        let edition = World.EditionChoice(
          name: words.day(witness.edition), moment: witness.edition)
        let decision = domain.edition(at: witness.edition).decide(witness.facts)
        known = keep(
          witness.facts, title: warning.diagnostic.message, about: warning.subject,
          expecting: [(edition, [Expectation(.verdict(question: 0, decision.verdict))])])
      }
      let place =
        warning.diagnostic.span.map {
          "\($0.source.name.split(separator: "/").last ?? ""):\($0.start.line): "
        } ?? ""
      blocks.append(.text(.faint(place) + Phrase(warning.diagnostic.message), hanging: 2))
      if let help = warning.diagnostic.help { blocks.append(.text(Phrase(help), indent: 2)) }
      if let known { blocks.append(.text(Phrase("shown in ") + .name(known.id), indent: 2)) }
      json.append([
        "id": .text(warning.diagnostic.id), "subject": .text(warning.subject),
        "message": .text(warning.diagnostic.message), "help": .optional(warning.diagnostic.help),
        "place": .text(place), "case": .optional(known?.id),
      ])
    }
    if shown < warnings.count {
      blocks.append(.text(.faint("and \(warnings.count - shown) more: `lint --all`")))
    }
    if !blocks.isEmpty { blocks.append(.blank) }
    blocks += report.sentence.split(separator: "\n").map { .text(Phrase(String($0))) }
    return Reply(
      blocks,
      json: [
        "findings": .list(json), "mutants": .number(report.score.total),
        "noticed": .number(report.score.killed), "equivalent": .number(report.score.equivalent),
      ])
  }
}
