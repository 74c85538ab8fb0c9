// A crash or an exit in the middle of a line must not leave the terminal raw: while a line
// is read, the state to go back to lies where a signal handler can reach it.

import Glibc
import Synchronization

enum TerminalRestoration {
  private static let fatalSignals = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE]

  /// What the handler needs, in memory that it may touch.
  private final class State: @unchecked Sendable {
    // INVARIANT: written only while `isArmed` is false, read only while it is true.
    let attributes = UnsafeMutablePointer<termios>.allocate(capacity: 1)
    let actions = UnsafeMutablePointer<sigaction>.allocate(
      capacity: TerminalRestoration.fatalSignals.count)
    let farewell = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 16)
    let isArmed = Atomic<Bool>(false)
  }

  private static let state: State = {
    let state = State()
    // Covers `exit` called while a line is being read.
    atexit { TerminalRestoration.restore() }
    return state
  }()

  /// Remembers the terminal as it is now, and a few bytes to write when going back to it.
  static func arm(farewell: String) {
    let state = state
    guard !state.isArmed.load(ordering: .acquiring),
      tcgetattr(STDIN_FILENO, state.attributes) == 0
    else { return }
    state.farewell.update(repeating: 0x00)
    _ = state.farewell.update(fromContentsOf: farewell.utf8.prefix(state.farewell.count))
    state.isArmed.store(true, ordering: .releasing)
    for (index, signal) in fatalSignals.enumerated() {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { TerminalRestoration.restoreAndDie($0) }
      sigaction(signal, &action, state.actions + index)
    }
  }

  /// Forgets it: the terminal is back in its normal state.
  static func disarm() {
    guard state.isArmed.exchange(false, ordering: .acquiringAndReleasing) else { return }
    for (index, signal) in fatalSignals.enumerated() {
      sigaction(signal, state.actions + index, nil)
    }
  }

  // INVARIANT: may run inside a signal handler; only async-signal-safe calls.
  private static func restore() {
    guard state.isArmed.exchange(false, ordering: .acquiringAndReleasing) else { return }
    let count = state.farewell.firstIndex(of: 0) ?? state.farewell.count
    _ = write(STDOUT_FILENO, state.farewell.baseAddress, count)
    tcsetattr(STDIN_FILENO, TCSANOW, state.attributes)
  }

  private static func restoreAndDie(_ signal: Int32) {
    restore()
    for (index, fatal) in fatalSignals.enumerated() where fatal == signal {
      sigaction(signal, state.actions + index, nil)
    }
    raise(signal)
  }
}
