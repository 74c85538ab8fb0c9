// A program that the user chose (a pager, an editor), run by the shell on this terminal
// until it ends. Ctrl-C is the program's while it runs.

import Glibc

struct ShellCommand {
  /// As the user writes it, with its own arguments.
  var command: String
  /// Further arguments, passed on as they are.
  var arguments: [String] = []
  var environment: [String: String]

  /// What the shell answers when there is no such program, or when it may not be run.
  static let notFound: ClosedRange<Int32> = 126...127

  /// Runs it, with some bytes as its standard input or with the terminal's; its exit status,
  /// 128 and more for a signal, or nil when nothing could be started.
  func run(input: [UInt8]? = nil) -> Int32? {
    var ends: [Int32] = [-1, -1]
    if input != nil {
      // Sockets, unlike pipes, are made unheritable at once and don't signal a reader's end.
      let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
      guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
    }
    let ignored = IgnoredSignals([SIGINT, SIGQUIT])
    defer { ignored.restore() }
    let process = spawn(standardInput: input == nil ? nil : ends[0])
    if let input {
      close(ends[0])
      if process != nil { Self.send(input, to: ends[1]) }
      close(ends[1])
    }
    guard let process else { return nil }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { guard errno == EINTR else { return nil } }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// Sends bytes until the reader leaves: then the rest is not wanted.
  private static func send(_ bytes: [UInt8], to socket: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  private func spawn(standardInput: Int32?) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let standardInput { posix_spawn_file_actions_adddup2(&actions, standardInput, STDIN_FILENO) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What this process ignores meanwhile must reach the program.
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGQUIT] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let words = ["sh", "-c", arguments.isEmpty ? command : command + " \"$@\"", "sh"] + arguments
    var argumentList = words.map { strdup($0) } + [nil]
    var variables =
      environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argumentList + variables { free(text) } }
    var process: pid_t = 0
    guard posix_spawn(&process, "/bin/sh", &actions, &attributes, &argumentList, &variables) == 0
    else { return nil }
    return process
  }
}

/// Signals that are ignored for a while.
private struct IgnoredSignals {
  private var previous: [(signal: Int32, action: sigaction)] = []

  init(_ signals: [Int32]) {
    for signal in signals {
      var ignore = sigaction()
      ignore.__sigaction_handler.sa_handler = SIG_IGN
      var old = sigaction()
      if sigaction(signal, &ignore, &old) == 0 { previous.append((signal, old)) }
    }
  }

  func restore() {
    for (signal, action) in previous {
      var action = action
      sigaction(signal, &action, nil)
    }
  }
}

extension Int32 {
  /// Writes all the bytes to this file descriptor; false when it does not take them.
  func writeAll(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(self, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
