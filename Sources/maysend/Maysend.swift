// The program: its commands, a file each.

import ArgumentParser

@main
struct Maysend: ParsableCommand {
  static let configuration = CommandConfiguration(subcommands: [EvalCommand.self])
}
