// The program: its commands, a file each. A command line that can't be understood ends with 2, as
// every other input that can't be used.

import ArgumentParser
import Glibc

@main
struct Maysend: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "May this message be sent to an Amazon buyer now, and why?",
    subcommands: [
      RunCommand.self, CheckCommand.self, EvalCommand.self, SchemaCommand.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      StandardStreams.problem(fullMessage(for: error))
      Glibc.exit(2)
    }
  }
}
