// `maysend policy lint`: what is wrong with a policy, each finding with its place and reason, and how
// well its examples and scenarios hold it fast.

import ArgumentParser
import CEL
import PolicyEngine
import Scenarios

struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Check a policy: every problem with its place.",
    discussion: """
      Rules that never decide, rules that repeat others, conditions that are always so, terms that \
      nothing reads; then the mutation score: each condition is changed in small ways, and each \
      change has to be noticed by an example of a rule or by a scenario.
      """)

  @Argument(help: "The folder of the policy; without it, the one built in.")
  var folder: String?

  @Option(help: ArgumentHelp("The same as naming the folder.", valueName: "dir"))
  var policy: String?

  @Option(
    help: ArgumentHelp("Scenario files or folders that test the policy too.", valueName: "path"))
  var scenarios: [String] = []

  @Flag(help: "End with status 1 when there is any finding.")
  var strict = false

  @Flag(help: "No source lines and carets.")
  var plain = false

  func validate() throws {
    if folder != nil, policy != nil { throw ValidationError("name one folder, not two") }
  }

  func run() throws {
    let report: LintReport
    do throws(Diagnostics) {
      let domain = try Domain.load(policy: folder ?? policy)
      if domain.readsOrderFiles { _ = try domain.orderFormats() }
      let files = scenarios.isEmpty ? [] : try FileSystem.scenarioFiles(scenarios)
      report = LintReport(domain, scenarioTests: try domain.scenarioTests(files))
    } catch {
      StandardStreams.problem(error.rendered(plain: plain))
      throw ExitCode(2)
    }
    let warnings = report.warnings
    for warning in warnings {
      StandardStreams.problem(warning.diagnostic.rendered(plain: plain))
    }
    StandardStreams.output(report.sentence + "\n")
    if strict, !warnings.isEmpty { throw ExitCode(1) }
  }
}
