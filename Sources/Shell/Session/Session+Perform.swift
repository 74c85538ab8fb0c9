// One statement at a time: on a copy, which becomes the session when nothing went wrong.

public import CEL
import PolicyEngine
import Scenarios

extension Session {
  /// Performs a statement, or takes a row of the message that is being written.
  ///
  /// - Throws: what is wrong; the session is then as it was.
  public mutating func perform(_ span: SourceSpan) throws(Diagnostics) -> Reply {
    var next = self
    let reply: Reply
    if next.isComposing {
      reply = try next.compose(row: String(span.text))
    } else {
      let statement = try Statement(span)
      guard !statement.words.isEmpty else { return .silent }
      reply = try next.perform(statement)
    }
    if next.hasOutput, hasOutput, reply.request == nil {
      try next.write(reply)
      self = next
      return Reply([], json: .null, verdict: reply.verdict)
    }
    self = next
    return reply
  }

  private mutating func perform(_ statement: Statement) throws(Diagnostics) -> Reply {
    let (command, arguments) = try Command.find(statement)
    let before = situation
    let reply = try command.run(&self, arguments)
    let text = String(statement.span.text)
    if command.effect == .changes, !isComposing, reply.request == nil { remember(before, text) }
    if statements.last != text { statements.append(text) }
    return reply
  }

  /// Keeps a state to go back to; what was undone can then no longer be redone.
  mutating func remember(_ before: Situation, _ statement: String) {
    past.append(Snapshot(statement: statement, situation: before))
    if past.count > Self.mostSnapshots { past.removeFirst(past.count - Self.mostSnapshots) }
    future = []
  }

  /// Throws when the user wants the command to stop.
  func checkInterruption() throws(Diagnostics) {
    guard surroundings.isInterrupted() else { return }
    throw Diagnostics(Diagnostic(id: "interrupted", "stopped; nothing was changed", at: nil))
  }
}
