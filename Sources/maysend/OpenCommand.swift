// `maysend [SCENARIO…]`: the shell, for a person on a terminal or for a script.

import ArgumentParser
import CEL
import Glibc
import PolicyEngine
import Scenarios
import Shell

struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open the shell on scenario files (the usual command).")

  @Argument(help: "Scenario files to open as one world.", completion: .file(extensions: ["yaml"]))
  var scenarios: [String] = []

  @Option(
    help: ArgumentHelp(
      "An order report, or orders as JSON, whose orders are in the world too.", valueName: "file"),
    completion: .file())
  var orders: [String] = []

  @Option(
    name: .customShort("c"),
    help: ArgumentHelp(
      "Run these statements, separated by ; or line breaks.", valueName: "commands"))
  var commands: [String] = []

  @Option(
    name: .customShort("f"), help: ArgumentHelp("Run the statements of a file.", valueName: "file"),
    completion: .file())
  var files: [String] = []

  @Flag(help: "In a script, go on after an error.")
  var keepGoing = false

  @Flag(help: "Answer with one JSON object a line.")
  var json = false

  @OptionGroup var appearance: AppearanceOptions
  @OptionGroup var choice: PolicyOptions

  @Option(
    help: ArgumentHelp(
      "The clock of an empty world; `now` is the machine's.", valueName: "time"))
  var at: String?

  func run() throws {
    var session: Session
    do throws(Diagnostics) {
      session = try choice.session(at: at)
      session.settings.isPlain = appearance.plain
      session.settings.mode = json ? .json : .text
      if !scenarios.isEmpty {
        // Before the shell begins there is nothing to undo.
        _ = try session.load(scenarios.map { Written($0) })
      }
      if !orders.isEmpty {
        let problems = try session.begin(withOrders: orders.map { Written($0) })
        if !problems.isEmpty {
          StandardStreams.problem(Diagnostics(problems).rendered(plain: appearance.plain))
        }
      }
      if let edition = choice.edition { try session.choose(edition: edition) }
    } catch {
      StandardStreams.problem(error.rendered(plain: appearance.plain))
      throw ExitCode(2)
    }
    var sources = commands.map { SourceText(name: "-c", text: $0) }
    do throws(Diagnostics) {
      for file in files { sources.append(try FileSystem.readText(file)) }
      if sources.isEmpty {
        if let loop = InteractiveLoop(session, appearance) {
          loop.run()
          return
        }
        sources.append(try StandardStreams.input())
      }
    } catch {
      StandardStreams.problem(error.rendered(plain: appearance.plain))
      throw ExitCode(2)
    }
    var script = ScriptRun(session, appearance, keepsGoing: keepGoing)
    for source in sources where script.isRunning { script.run(source) }
    if !script.hasBegun {
      StandardStreams.problem(
        Diagnostic(
          id: "no-statement", "there is no statement to run", at: nil,
          help: "write some after -c, in a file after -f, or into standard input"
        ).rendered(plain: appearance.plain))
      Glibc.exit(2)
    }
    // Leaving at once saves the time to take the policy apart.
    Glibc.exit(script.exitStatus)
  }
}

/// How replies look.
struct AppearanceOptions: ParsableArguments {
  @Flag(help: "No lines, carets and signs: reads well aloud.")
  var plain = false

  @Option(help: "Whether to use colour: auto, always or never.")
  var color = ColourChoice.auto

  /// The layout for standard output, as it is now.
  func layout(_ settings: Settings, environment: [String: String]) -> Layout {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let columns =
      isTerminal || environment["COLUMNS"] != nil
      ? TerminalSize.current(environment: environment).columns : 80
    return Layout(
      width: settings.width ?? columns, isPlain: settings.isPlain,
      usesColour: color.usesColour(isTerminal: isTerminal, environment: environment))
  }
}

extension ColourChoice: ExpressibleByArgument {}

/// Which policy answers.
struct PolicyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A folder with a policy, instead of the one built in.", valueName: "dir"),
    completion: .directory)
  var policy: String?

  @Option(
    help: ArgumentHelp("Answer by the edition of this day, or of this name.", valueName: "date"))
  var edition: String?

  /// The clock of an empty world: fixed, so that the same input gives the same output.
  static let usualClock = "2021-01-01 09:00"

  /// A session in an empty world.
  ///
  /// - Throws: every problem of the policy, or with the time.
  func session(at time: String? = nil) throws(Diagnostics) -> Session {
    let domain = try Domain.load(policy: policy)
    let zone = domain.stores.standard.zone
    return Session(domain, clock: try Moment(time ?? Self.usualClock).instant(in: zone))
  }
}
