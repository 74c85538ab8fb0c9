// `maysend schema`: what editors need to complete and check files.

import ArgumentParser
import CEL
import Scenarios

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of a kind of file, for editors.")

  /// The kinds of files.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case scenario
  }

  @Argument(help: "The kind of file: scenario.")
  var kind: Kind

  @Option(help: "A folder with another policy than the one that comes with the program.")
  var policy: String?

  func run() throws {
    do throws(Diagnostics) {
      let domain = try Domain.load(policy: policy)
      switch kind {
      case .scenario: StandardStreams.output(domain.scenarioSchema)
      }
    } catch {
      StandardStreams.problem(error.rendered())
      throw ExitCode(2)
    }
  }
}
