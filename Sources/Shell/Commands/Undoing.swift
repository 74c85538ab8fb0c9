// `undo` and `redo`: situations are values, so going back is taking the old one.

import CEL
import Scenarios

extension Command {
  static let undo = Command(
    "undo", group: .world, usage: "undo [COUNT]",
    summary: "Takes back the last change of the world, or several.",
    about: ["Questions and listings change nothing and are passed over."],
    examples: ["wait 3d", "undo"]
  ) { session, arguments throws(Diagnostics) in
    let steps = try session.steps(arguments)
    var undone: [String] = []
    for _ in 0..<steps {
      guard let last = session.past.popLast() else { break }
      session.future.append(.init(statement: last.statement, situation: session.situation))
      session.situation = last.situation
      undone.append(last.statement)
    }
    guard !undone.isEmpty else {
      throw Diagnostics(
        Diagnostic(
          id: "nothing-to-undo", "there is nothing to undo", at: arguments.statement.span))
    }
    return session.report("Undone", undone)
  }

  static let redo = Command(
    "redo", group: .world, usage: "redo [COUNT]", summary: "Does again what was undone.",
    examples: ["wait 3d", "undo", "redo"]
  ) { session, arguments throws(Diagnostics) in
    let steps = try session.steps(arguments)
    var redone: [String] = []
    for _ in 0..<steps {
      guard let next = session.future.popLast() else { break }
      session.past.append(.init(statement: next.statement, situation: session.situation))
      session.situation = next.situation
      redone.append(next.statement)
    }
    guard !redone.isEmpty else {
      throw Diagnostics(
        Diagnostic(
          id: "nothing-to-redo", "there is nothing to redo", at: arguments.statement.span))
    }
    return session.report("Done again", redone)
  }
}

extension Session {
  fileprivate func steps(_ arguments: Arguments) throws(Diagnostics) -> Int {
    guard let word = try arguments.atMost(1).first else { return 1 }
    if word.lowered == "all" { return Self.mostSnapshots }
    guard let count = Int(word.text), (1...Self.mostSnapshots).contains(count) else {
      throw arguments.usage("`\(word.text)` is no number of steps", at: word)
    }
    return count
  }

  fileprivate func report(_ lead: String, _ statements: [String]) -> Reply {
    let list = statements.map { "`\($0)`" }.joined(separator: ", ")
    return Reply(
      "\(lead): \(list). It is \(world.notation.words(for: world.clock)).",
      json: ["statements": .texts(statements), "clock": .text(world.clock.description)])
  }
}
