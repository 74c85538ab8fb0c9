// A history file: one statement a line, changed only by putting a whole new file in its
// place, under a lock on its folder, so that neither a crash nor another session loses lines.

import Glibc

struct HistoryFile: Sendable {
  let path: String

  /// The first line of every file; another one means that the file is not ours.
  static let header = "# statements, one a line; \\n is a new row, \\\\ a backslash"
  /// Larger files are taken for something else.
  static let largestFile = 64 << 20
  /// How often and how long, in microseconds, to wait for another session's lock.
  private static let lockAttempts = 100
  private static let lockPause: UInt32 = 10_000

  /// The statements in the file, oldest first; none when it does not exist.
  func read() throws(HistoryProblem) -> [String] {
    guard let text = try contents() else { return [] }
    return try Self.statements(in: text)
  }

  /// Adds a statement behind what the file holds now. A file that cannot be understood is
  /// kept under another name.
  func add(_ statement: String, limit: Int) throws(HistoryProblem) {
    let path = resolvedPath
    let folder = String(path.parentFolder)
    makeFolder(folder)
    let lock = lockFolder(folder)
    defer { if lock >= 0 { close(lock) } }
    var statements: [String] = []
    if let text = try contents() {
      do throws(HistoryProblem) {
        statements = try Self.statements(in: text)
      } catch {
        try keepAside(path)
      }
    }
    if statements.last != statement { statements.append(statement) }
    let text = Self.text(of: statements.suffix(limit))
    try replace(path, with: text, in: folder)
  }

  // MARK: Format

  static func text(of statements: some Sequence<String>) -> String {
    var result = header + "\n"
    for statement in statements {
      for scalar in statement.unicodeScalars {
        switch scalar {
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        default: result.unicodeScalars.append(scalar)
        }
      }
      result += "\n"
    }
    return result
  }

  static func statements(in text: [UInt8]) throws(HistoryProblem) -> [String] {
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
    guard let first = lines.first else {
      throw HistoryProblem(description: "it is empty")
    }
    guard first.elementsEqual(header.utf8) else {
      throw HistoryProblem(description: "it does not begin like a history file")
    }
    var statements: [String] = []
    for line in lines.dropFirst() {
      guard let text = String(validating: line, as: UTF8.self) else {
        throw HistoryProblem(description: "it is not valid UTF-8")
      }
      statements.append(unescaped(text))
    }
    return statements
  }

  private static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        result.append(scalar == "n" ? "\n" : scalar == "r" ? "\r" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  // MARK: Files

  /// The file behind a symbolic link, so that the link stays one.
  private var resolvedPath: String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The bytes of the file, nil when there is none.
  private func contents() throws(HistoryProblem) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw problem("cannot be read")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw HistoryProblem(description: "\(path) is not a regular file")
    }
    guard status.st_size <= Self.largestFile else {
      throw HistoryProblem(description: "\(path) is too large for a history")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0, bytes.count + count <= Self.largestFile else {
        throw problem("cannot be read")
      }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  private func makeFolder(_ folder: String) {
    guard access(folder, F_OK) != 0, folder != folder.parentFolder else { return }
    makeFolder(String(folder.parentFolder))
    mkdir(folder, 0o700)
  }

  /// A descriptor that holds the lock, or -1: a file system without locks is no reason to
  /// lose the history.
  private func lockFolder(_ folder: String) -> Int32 {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return -1 }
    for _ in 0..<Self.lockAttempts {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { break }
      guard errno == EWOULDBLOCK || errno == EINTR else { break }
      usleep(Self.lockPause)
    }
    return descriptor
  }

  /// Gives a file that is not understood a second name, never one that is taken; the first
  /// name then gets the new file.
  private func keepAside(_ path: String) throws(HistoryProblem) {
    for number in 1...99 {
      if link(path, number == 1 ? "\(path).damaged" : "\(path).damaged-\(number)") == 0 { return }
      guard errno == EEXIST else { break }
    }
    throw problem("is damaged and could not be kept under another name")
  }

  private func replace(_ path: String, with text: String, in folder: String) throws(HistoryProblem)
  {
    let temporary = "\(path).\(getpid())"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw problem("cannot be written") }
    let isWritten = descriptor.writeAll(Array(text.utf8)) && fsync(descriptor) == 0
    guard close(descriptor) == 0, isWritten, rename(temporary, path) == 0 else {
      let reason = problem("cannot be written")
      unlink(temporary)
      throw reason
    }
    // The new name reaches the disk with its folder.
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  private func problem(_ what: String) -> HistoryProblem {
    HistoryProblem(description: "\(path) \(what): \(String(cString: strerror(errno)))")
  }
}

extension Int32 {
  /// Writes all the bytes to this descriptor.
  fileprivate func writeAll(_ bytes: [UInt8]) -> Bool {
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

extension String {
  /// The path of the folder that holds the file at this path.
  fileprivate var parentFolder: Substring {
    guard let slash = lastIndex(of: "/") else { return "." }
    return slash == startIndex ? "/" : self[..<slash]
  }
}
