// Statements without a person: replies on standard output, problems on standard error, an exit
// status for whoever called.

import CEL
import Glibc
import PolicyEngine
import Shell

struct ScriptRun {
  private var session: Session
  private let appearance: AppearanceOptions
  private let keepsGoing: Bool
  private let environment = ProcessEnvironment.current
  private var hasWritten = false
  private var wasLong = false
  private var failure: Int32?
  private var verdict: Verdict?
  /// Whether a statement has come.
  private(set) var hasBegun = false
  /// Whether there is something left to do.
  private(set) var isRunning = true

  init(_ session: Session, _ appearance: AppearanceOptions, keepsGoing: Bool) {
    self.session = session
    self.appearance = appearance
    self.keepsGoing = keepsGoing
  }

  /// 2 after an error; else 1 when something differed; else by the last answer, unless it was
  /// found to be as expected.
  var exitStatus: Int32 {
    if let failure { return failure }
    if session.hasDifference { return 1 }
    switch verdict {
    case nil, .yes: return 0
    case .no: return 1
    case .depends: return 3
    }
  }

  /// Runs the statements of a text.
  mutating func run(_ source: SourceText) {
    var reader = ScriptReader(source)
    while isRunning, let span = reader.next(for: session) {
      hasBegun = true
      do throws(Diagnostics) {
        let reply = try session.perform(span)
        if let answer = reply.verdict { verdict = answer }
        if reply.confirmsAnswer { verdict = nil }
        write(reply)
        switch reply.request {
        case .quit: isRunning = false
        case .edit(let message, _):
          throw Diagnostics(
            Diagnostic(
              id: "no-terminal", "an editor needs a terminal", at: span,
              help: "write `edit \(message) body \"…\"`"))
        case nil: break
        }
      } catch {
        fail(error)
      }
    }
    do throws(Diagnostics) {
      if isRunning { try session.checkEnd() }
    } catch {
      fail(error)
    }
  }

  private mutating func write(_ reply: Reply) {
    guard reply.request == nil else { return }
    let layout = appearance.layout(session.settings, environment: environment)
    let text = reply.text(layout, mode: session.settings.mode)
    guard !text.isEmpty else { return }
    // Replies of several rows stand apart.
    let isLong = text.contains("\n")
    let gap = hasWritten && (isLong || wasLong) && session.settings.mode == .text ? "\n" : ""
    StandardStreams.output(gap + text + "\n")
    hasWritten = true
    wasLong = isLong
  }

  private mutating func fail(_ problems: Diagnostics) {
    StandardStreams.problem(problems.rendered(plain: session.settings.isPlain))
    let status: Int32 = problems.all.allSatisfy { $0.id == "differs" } ? 1 : 2
    failure = max(failure ?? 0, status)
    session.cancelComposition()
    if !keepsGoing { isRunning = false }
  }
}
