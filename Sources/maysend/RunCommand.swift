// `maysend run`: scenario files, compared with what they expect.

public import ArgumentParser
import CEL
import Glibc
import PolicyEngine
public import Scenarios

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run scenario files and compare each answer with what is expected.",
    discussion: """
      Folders stand for all YAML files below them. The exit status is 0 when all is as expected, \
      1 when something differs, 2 when a file can't be used or nothing was checked.
      """)

  @Argument(help: "Scenario files and folders.")
  var paths: [String]

  @Option(help: "The form of the report: text, json, junit, tap or sarif.")
  var format = ReportFormat.text

  @Option(help: "How many files are worked on at the same time; one for each core by default.")
  var jobs: Int?

  @Option(help: "Run only scenarios whose path or title holds this word.")
  var filter = ""

  @Flag(help: "Tell how often each rule decided, was met, or failed by one condition.")
  var coverage = false

  @Flag(help: "Check the spelling of the messages with the dictionaries that are installed.")
  var spelling = false

  @Option(help: "An order report, or orders as JSON, whose orders every scenario has too.")
  var orders: [String] = []

  @Option(help: "A folder with another policy than the one that comes with the program.")
  var policy: String?

  @Option(help: "Answer by the edition of this date or name.")
  var edition: String?

  func validate() throws {
    if let jobs, !(1...Self.mostJobs).contains(jobs) {
      throw ValidationError("--jobs is a number from 1 to \(Self.mostJobs)")
    }
  }

  func run() throws {
    let summary: RunSummary
    do throws(Diagnostics) {
      let domain = try Domain.load(policy: policy)
      var runner = Runner(
        domain, format: format, jobs: jobs ?? Self.cores, filter: filter, countsCoverage: coverage)
      runner.checksSpelling = spelling
      runner.orders = try OrderOptions.files(
        orders, in: domain, store: domain.stores.standard)
      if let edition {
        runner.edition = try domain.edition(
          named: Written(edition), in: domain.stores.standard.zone)
      }
      let files = try FileSystem.scenarioFiles(paths)
      let output = Runner.Output(
        report: StandardStreams.output,
        problems: { StandardStreams.problem($0.rendered()) })
      summary = runner.run(files, to: output)
      for language in summary.unchecked {
        StandardStreams.problem(
          "note: spelling was not checked\(language.reason(domain.vocabulary))")
      }
    } catch {
      StandardStreams.problem(error.rendered())
      throw ExitCode(2)
    }
    if summary.scenarios == 0 {
      StandardStreams.problem(
        filter.isEmpty
          ? "error: there are no scenario files" : "error: no scenario holds `\(filter)`")
    }
    if summary.exitStatus != 0 { throw ExitCode(summary.exitStatus) }
  }

  private static let mostJobs = 256
  private static var cores: Int { min(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), mostJobs) }
}

extension ReportFormat: ExpressibleByArgument {}
