// `maysend policy lexicons`: checks the phrases of the languages by their examples, and by messages of
// which somebody has said what they say.

import ArgumentParser
import CEL
import MessageAnalysis
import Scenarios

/// Checks lexicons.
struct LexiconCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lexicons",
    abstract: "Check the phrase lists: patterns, examples, labelled messages.",
    discussion: """
      Without a folder, the lexicons that are built in. Labelled messages are YAML files; for each \
      the share of findings that are right (precision) and of labels that are found (recall) is \
      shown, and every message that comes out otherwise.
      """)

  @Argument(help: "A folder with facts.yaml, hosts.yaml and a folder for each language.")
  var folder: String?

  @Option(help: "A language whose examples are checked; without it, all.")
  var language: [String] = []

  @Option(
    help: ArgumentHelp("A file of labelled messages to compare with.", valueName: "file"))
  var messages: [String] = []

  @Flag(help: "No source lines and carets.")
  var plain = false

  func run() throws {
    var problems: [Diagnostic] = []
    do throws(Diagnostics) {
      var files = LexiconFiles.builtIn()
      if let folder { files = LexiconFiles(try PolicySources.folder(folder).texts) }
      let analyzer = try files.analyzer(checksLanguages: true)
      problems = try files.wrongExamples(
        analyzer, languages: language.isEmpty ? nil : Set(language))
      for file in messages {
        let labelled = try LabelledMessages(try FileSystem.readText(file))
        let report = LabelReport(labelled, analyzer)
        problems += report.problems
        StandardStreams.output("\(labelled.name): \(labelled.messages.count) messages\n")
        StandardStreams.output(report.table + "\n")
      }
    } catch {
      StandardStreams.problem(error.rendered(plain: plain))
      throw ExitCode(2)
    }
    for problem in problems { StandardStreams.problem(problem.rendered(plain: plain)) }
    StandardStreams.output("not as written: \(problems.count)\n")
    if !problems.isEmpty { throw ExitCode(1) }
  }
}
