// Signals become bytes in a pipe, so that the reader of keys sees them in its own loop and
// nothing but two atomic stores and a write ever happens inside a handler.

import Glibc
import Synchronization

/// Whether Ctrl-C was pressed while a command ran. Any thread may look.
public struct Interruption: Sendable {
  /// True from the key press until `clear()`; `readLine` clears it when it begins.
  public var isRequested: Bool { SignalPipe.isInterrupted.load(ordering: .acquiring) }

  /// Forgets the key press.
  public func clear() { SignalPipe.isInterrupted.store(false, ordering: .releasing) }
}

/// The pipe between the handlers and the reader.
///
/// Signal dispositions belong to the process, so this state does too; it is the only one.
enum SignalPipe {
  fileprivate static let isInterrupted = Atomic<Bool>(false)
  private static let writeEnd = Atomic<Int32>(-1)
  private static let readEnd = Atomic<Int32>(-1)

  /// The end to poll and to drain, or nil when the system has no descriptors left.
  static func open() -> Int32? {
    let existing = readEnd.load(ordering: .acquiring)
    if existing >= 0 { return existing }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    writeEnd.store(ends[1], ordering: .releasing)
    readEnd.store(ends[0], ordering: .releasing)
    isInterrupted.store(false, ordering: .releasing)
    return ends[0]
  }

  /// The signals that came since the last call, in order.
  static func drain() -> [Int32] {
    var signals: [Int32] = []
    var buffer = [UInt8](repeating: 0, count: 64)
    while true {
      let count = read(readEnd.load(ordering: .acquiring), &buffer, buffer.count)
      guard count > 0 else { return signals }
      signals += buffer[..<count].map(Int32.init)
    }
  }

  // INVARIANT: runs inside a signal handler; only async-signal-safe calls.
  fileprivate static func note(_ signal: Int32) {
    let saved = errno
    if signal == SIGINT { isInterrupted.store(true, ordering: .releasing) }
    var byte = UInt8(truncatingIfNeeded: signal)
    _ = write(writeEnd.load(ordering: .relaxed), &byte, 1)
    errno = saved
  }
}

/// Signals routed into the pipe, with what they did before.
struct SignalRouting {
  private var previous: [(signal: Int32, action: sigaction)] = []

  /// Routes signals into the pipe; those that the process ignores stay ignored, but for
  /// Ctrl-C, which belongs to whoever edits a line.
  mutating func begin(_ signals: [Int32]) {
    for signal in signals {
      var old = sigaction()
      var new = sigaction()
      new.__sigaction_handler.sa_handler = { SignalPipe.note($0) }
      // Without SA_RESTART a waiting read returns at once.
      new.sa_flags = 0
      guard sigaction(signal, nil, &old) == 0 else { continue }
      if signal != SIGINT,
        unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self)
          == unsafeBitCast(SIG_IGN, to: Int.self)
      {
        continue
      }
      if sigaction(signal, &new, nil) == 0 { previous.append((signal, old)) }
    }
  }

  /// Gives the signals back.
  mutating func end() {
    for (signal, action) in previous.reversed() {
      var action = action
      sigaction(signal, &action, nil)
    }
    previous = []
  }

  /// Lets a signal do what it does by default, once; returns when the process carries on.
  static func deliverByDefault(_ signal: Int32) {
    var old = sigaction()
    var byDefault = sigaction()
    byDefault.__sigaction_handler.sa_handler = SIG_DFL
    guard sigaction(signal, &byDefault, &old) == 0 else { return }
    raise(signal)
    sigaction(signal, &old, nil)
  }
}
