// `maysend policy show|rules|compare|lint|lexicons`: the policy without a scenario.

import ArgumentParser
import CEL
import PolicyEngine
import Scenarios
import Shell

/// Shows a policy or checks it.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "Show the policy, list its rules, or check it.",
    subcommands: [
      Show.self, Rules.self, Compare.self, LintCommand.self, LexiconCheck.self,
    ])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show the policy, or one rule of it.")

    @Argument(help: "The id of a rule.")
    var rule: String?

    @Flag(help: "Answer with one JSON object.")
    var json = false

    @OptionGroup var appearance: AppearanceOptions
    @OptionGroup var choice: PolicyOptions

    func run() throws {
      try choice.say(rule.map { "rule \($0)" } ?? "policy", appearance, json: json)
    }
  }

  struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the rules, or those that speak of all the words.")

    @Argument(help: "Words to look for.")
    var words: [String] = []

    @Flag(help: "Answer with one JSON object.")
    var json = false

    @OptionGroup var appearance: AppearanceOptions
    @OptionGroup var choice: PolicyOptions

    func run() throws {
      try choice.say((["rules"] + words).joined(separator: " "), appearance, json: json)
    }
  }

  struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell what changed between two editions, and what it means for answers.",
      discussion: """
        With files and folders each question of the scenarios is answered by both editions; the exit \
        status is then 1 when a scenario expects what holds in the first and not in the second.
        """)

    @Argument(help: "The first edition: its name or a date.")
    var from: String

    @Argument(help: "The second edition.")
    var to: String

    @Argument(help: "Scenario files, messages, and folders of them.")
    var paths: [String] = []

    @Flag(help: "Answer with one JSON object.")
    var json = false

    @OptionGroup var appearance: AppearanceOptions
    @OptionGroup var choice: PolicyOptions

    func run() throws {
      let words = [from, to] + paths
      try choice.say(
        "compare " + words.map { $0.quotedWord }.joined(separator: " "), appearance, json: json)
    }
  }
}

extension PolicyOptions {
  /// Performs one statement in an empty world.
  fileprivate func say(
    _ statement: String, _ appearance: AppearanceOptions, json: Bool
  ) throws {
    var session: Session
    do throws(Diagnostics) {
      session = try self.session()
      session.settings.isPlain = appearance.plain
      session.settings.mode = json ? .json : .text
      if let edition { try session.choose(edition: edition) }
    } catch {
      StandardStreams.problem(error.rendered(plain: appearance.plain))
      throw ExitCode(2)
    }
    var run = ScriptRun(session, appearance, keepsGoing: false)
    run.run(SourceText(name: "arguments", text: statement))
    throw ExitCode(run.exitStatus)
  }
}

extension String {
  /// The text as one word of a statement.
  fileprivate var quotedWord: String {
    let escaped = map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    return "\"\(escaped)\""
  }
}
