// The demo program on a pseudo-terminal of its own: the test types, the screen shows. Every
// wait has an end, and the program ends with the test.

package import Glibc

/// A wait that found no end; the message holds the screen.
package struct Impatience: Error, CustomStringConvertible {
  package var description: String
}

package final class PseudoTerminal {
  package private(set) var screen: Screen
  /// Everything the program wrote.
  package private(set) var output: [UInt8] = []
  private let primary: Int32
  private let process: pid_t
  private var status: Int32?
  private var isStarted = false
  package let folder: TemporaryFolder

  /// Generous, since other tests and builds may want the machine.
  private static let patience = Duration.seconds(40)

  /// Starts the demo, or another program, in a new session on a new terminal.
  package init(
    _ arguments: [String] = [], program: String? = nil, columns: Int = 60,
    folder: TemporaryFolder? = nil, environment: [String: String] = [:]
  ) throws {
    screen = Screen(columns: columns)
    let folder = try folder ?? TemporaryFolder()
    self.folder = folder
    primary = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var lock: Int32 = 0
    var number: UInt32 = 0
    guard primary >= 0, ioctl(primary, UInt(Self.setLock), &lock) == 0,
      ioctl(primary, UInt(Self.getNumber), &number) == 0
    else { throw Impatience(description: "no pseudo-terminal: errno \(errno)") }
    _ = fcntl(primary, F_SETFL, O_NONBLOCK)
    var size = winsize()
    size.ws_col = UInt16(columns)
    size.ws_row = UInt16(screen.height)
    _ = ioctl(primary, UInt(TIOCSWINSZ), &size)
    var variables = [
      "TERM": "xterm", "HOME": folder.path, "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin",
      "SWIFT_BACKTRACE": "enable=no",
    ]
    variables.merge(environment) { $1 }
    if let libraries = getenv("LD_LIBRARY_PATH") {
      variables["LD_LIBRARY_PATH"] = String(cString: libraries)
    }
    process = try Self.spawn(
      [program ?? Self.built("line-editor-demo")] + arguments, on: "/dev/pts/\(number)", variables)
  }

  deinit {
    if status == nil {
      kill(-process, SIGKILL)
      kill(process, SIGKILL)
      var ignored: Int32 = 0
      waitpid(process, &ignored, 0)
    }
    close(primary)
  }

  // TIOCGPTN and TIOCSPTLCK: macros that Swift cannot read.
  private static let getNumber: UInt32 = 0x8004_5430
  private static let setLock: UInt32 = 0x4004_5431
  // Not in the C library's Swift module.
  private static let newSession: Int16 = 0x80

  /// A program of this package; all stand beside the test program.
  package static func built(_ name: String) -> String {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) } ?? 0
    }
    let path = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    return "/\(folder)/\(name)"
  }

  package static func spawn(
    _ words: [String], on terminal: String, _ variables: [String: String]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The leader of a new session takes the first terminal that it opens.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, newSession | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    var arguments = words.map { strdup($0) } + [nil]
    var environment =
      variables.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var process: pid_t = 0
    let result = posix_spawn(&process, words[0], &actions, &attributes, &arguments, &environment)
    guard result == 0 else {
      throw Impatience(description: "\(words[0]) does not start: errno \(result)")
    }
    return process
  }

  // MARK: Doing

  /// Sends keys; waits as long as the terminal takes none.
  package func type(_ text: String) async throws { try await type(Array(text.utf8)) }

  package func type(_ bytes: [UInt8]) async throws {
    if !isStarted {
      try await waits(for: "the program to read keys") { $0.localFlags & tcflag_t(ICANON) == 0 }
      isStarted = true
    }
    var rest = bytes[...]
    let end = ContinuousClock.now + Self.patience
    while !rest.isEmpty {
      let count = rest.prefix(512).withUnsafeBytes { write(primary, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) }
      try await look(until: end, for: "the terminal to take keys")
    }
  }

  /// Pastes as a terminal does for a program that wants to know.
  package func paste(_ text: String) async throws {
    try await type("\u{1B}[200~\(text)\u{1B}[201~")
  }

  package func resize(columns: Int) {
    drain()
    screen.resize(columns: columns)
    var size = winsize()
    size.ws_col = UInt16(columns)
    size.ws_row = UInt16(screen.height)
    _ = ioctl(primary, UInt(TIOCSWINSZ), &size)
  }

  package func send(signal: Int32) { kill(process, signal) }

  // MARK: Seeing

  /// Waits until the screen shows exactly these rows.
  package func shows(_ lines: [String]) async throws {
    try await waits(for: "rows \(lines)") { $0.screen.lines == lines }
  }

  /// Waits until the last row is this one.
  package func showsLast(_ line: String) async throws {
    try await waits(for: "last row \(line)") { $0.screen.lines.last == line }
  }

  /// Waits until a condition holds.
  package func waits(for what: String, _ isTrue: (PseudoTerminal) -> Bool) async throws {
    let end = ContinuousClock.now + Self.patience
    while !isTrue(self) { try await look(until: end, for: what) }
  }

  /// Waits until the program ends; the signal that ended it, or its exit status.
  package func ends() async throws -> (signal: Int32, code: Int32) {
    let end = ContinuousClock.now + Self.patience
    while true {
      var value: Int32 = 0
      if waitpid(process, &value, WNOHANG) == process {
        status = value
        while drain() {}
        return (value & 0x7F, (value >> 8) & 0xFF)
      }
      try await look(until: end, for: "the program to end")
    }
  }

  /// Whether the terminal reads whole lines and echoes them, as a shell expects it.
  package var isInNormalState: Bool {
    var attributes = termios()
    guard tcgetattr(primary, &attributes) == 0 else { return false }
    let flags = tcflag_t(ICANON | ECHO | ISIG)
    return attributes.c_lflag & flags == flags && attributes.c_iflag & tcflag_t(ICRNL) != 0
  }

  private var localFlags: tcflag_t {
    var attributes = termios()
    return tcgetattr(primary, &attributes) == 0 ? attributes.c_lflag : tcflag_t(ICANON)
  }

  /// Whether the last mark that switches paste marks switched them off.
  package var endsWithPasteMarksOff: Bool {
    String(decoding: output, as: UTF8.self).components(after: "\u{1B}[?2004").last == "l"
  }

  private func look(until end: ContinuousClock.Instant, for what: String) async throws {
    if drain() { return }
    guard ContinuousClock.now < end else {
      throw Impatience(
        description: "waited for \(what); the screen is\n" + screen.lines.joined(separator: "\n"))
    }
    try await Task.sleep(for: .milliseconds(3))
  }

  @discardableResult private func drain() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(primary, &buffer, buffer.count)
    guard count > 0 else { return false }
    output += buffer[..<count]
    screen.receive(Array(buffer[..<count]))
    return true
  }
}

extension String {
  /// The character after each place where a text occurs.
  fileprivate func components(after mark: String) -> [Character] {
    let characters = Array(self)
    let wanted = Array(mark)
    return characters.indices.dropLast(wanted.count).filter {
      characters[$0..<($0 + wanted.count)].elementsEqual(wanted)
    }.map { characters[$0 + wanted.count] }
  }
}
