// The command table: every entry is documented and its examples run; whatever goes wrong changes
// nothing.

import Foundation
import Testing

@testable import CEL
@testable import Shell

@Suite struct CommandTests {
  static let names = Command.all.map(\.name)

  @Test func namesAreUnique() {
    let names = Command.all.flatMap(\.names)
    #expect(Set(names).count == names.count)
    #expect(Set(Command.all.map(\.group)).count == Command.Group.allCases.count)
  }

  @Test(arguments: names) func isDocumented(_ name: String) throws {
    let command = try #require(Command.named(name))
    #expect(command.usage.hasPrefix(name))
    #expect(command.summary.hasSuffix("."))
    #expect(!command.examples.isEmpty)
    #expect(command.examples.contains { $0.hasPrefix(name) || command.names.contains("can") })
  }

  @Test(arguments: names) func examplesRun(_ name: String) throws {
    let command = try #require(Command.named(name))
    var session = try Workshop.session()
    for example in command.examples { try session.perform(example) }
  }

  @Test(arguments: names) func helpShowsIt(_ name: String) throws {
    var session = try Workshop.session()
    let text = session.transcript("help \(name)", Layout(width: 200))
    let command = try #require(Command.named(name))
    #expect(text.contains(command.summary))
    #expect(session.transcript("help").contains(command.usage.prefix(12)))
  }

  @Test(arguments: [
    "can nobody", "send nobody", "set order.delivered nonsense", "set nothing yes", "at never",
    "wait a while", "load Scenarios/none.yaml", "order 1 colour red", "draft first-ask",
    "edit second-ask colour red", "receive nobody", "undo", "redo", "edition ancient",
    "expect yes", "read Scenarios/none.txt", "output none/none.txt", "mode loud",
    "settings width 3", "eval 1 +", "rule never.never", "why never.never", "unset nothing",
    "hello", "can 'second", "save none/none.yaml", "run none.yaml", "help never", "terms xyzzy",
    "reset now", "quit now", "when nobody", "when first-ask for ever", "fix nobody",
    "fix first-ask apply 1", "edges nothing", "ask nobody", "answer yes", "readings nobody",
  ]) func errorsChangeNothing(_ statement: String) throws {
    var session = try Workshop.session()
    let before = session
    #expect(throws: Diagnostics.self) { try session.perform(statement) }
    #expect(session.situation == before.situation)
    #expect(session.settings == before.settings)
    #expect(session.past.count == before.past.count)
    #expect(session.statements == before.statements)
    #expect(session.output == before.output)
  }

  @Test func aFailingFileChangesNothing() throws {
    var session = try Workshop.session()
    try "wait 3d\ncan nobody\n".write(
      toFile: "failing.txt", atomically: true, encoding: .utf8)
    let before = session
    #expect(throws: Diagnostics.self) { try session.perform("read failing.txt") }
    #expect(session.situation == before.situation)
    try session.perform("read Scenarios/commands.txt; undo")
    #expect(session.world == before.world)
  }

  @Test func filesThatReadThemselvesEnd() throws {
    var session = try Workshop.session()
    try "read circle.txt\n".write(toFile: "circle.txt", atomically: true, encoding: .utf8)
    #expect(throws: Diagnostics.self) { try session.perform("read circle.txt") }
  }

  @Test func anInterruptionStopsARead() throws {
    var session = try Workshop.session()
    session.surroundings = Surroundings(isInterrupted: { true })
    #expect(throws: Diagnostics.self) { try session.perform("read Scenarios/commands.txt") }
    #expect(throws: Diagnostics.self) { try session.perform("run Scenarios") }
  }
}
