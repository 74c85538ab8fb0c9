// The program: its commands, a file each; without a command's name it opens the shell. A command
// line that can't be understood ends with 2, as every other input that can't be used.

import ArgumentParser
import Glibc

@main
struct Maysend: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "May this message be sent to an Amazon buyer now, and why?",
    usage: """
      maysend [SCENARIO …] [-c COMMANDS | -f FILE]
      maysend COMMAND …
      """,
    discussion: """
      Without a command's name, opens a shell on scenario files; `help` in it lists what it \
      understands. With -c, -f or piped input it runs the statements given and leaves: status 0 \
      when the last answer was yes or as `expect` says, 1 when it was no, 3 when it depends, 2 \
      after an error. \
      `maysend help open` lists the options.
      """,
    version: "maysend 0.1.0",
    subcommands: [
      OpenCommand.self, RunCommand.self, CheckCommand.self, EvalCommand.self, PolicyCommand.self,
      SchemaCommand.self,
    ],
    defaultSubcommand: OpenCommand.self)

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
