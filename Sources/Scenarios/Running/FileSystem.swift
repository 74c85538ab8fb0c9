// Files and folders: read whole, listed in one order everywhere, written so that a crash leaves
// either the old or the new text. The only place of this module that calls the system.

public import CEL
import Glibc

/// Reading, listing and writing files, with problems told as diagnostics.
public enum FileSystem {
  /// The largest file that is read, in bytes; larger ones are an error, not a hang.
  public static let largestFile = 16 << 20
  /// The deepest nesting of folders that is searched; deeper ones are an error, so that a loop of
  /// links ends.
  public static let deepestFolder = 32

  /// A file's text.
  ///
  /// - Throws: a diagnostic when it can't be read, is too large or is not UTF-8.
  public static func readText(_ path: String) throws(Diagnostics) -> SourceText {
    try SourceText(name: path, bytes: readBytes(path))
  }

  /// A file's bytes.
  ///
  /// - Throws: a diagnostic when it can't be read or is too large.
  public static func readBytes(
    _ path: String, atMost largest: Int = largestFile
  ) throws(Diagnostics) -> [UInt8] {
    let bytes = try readStart(path, count: largest + 1)
    guard bytes.count <= largest else { throw tooLarge(path, largest) }
    return bytes
  }

  /// The problem of a file that is larger than so many bytes.
  static func tooLarge(_ path: String, _ largest: Int) -> Diagnostics {
    Diagnostics(
      Diagnostic(
        id: "file-too-large", "`\(path)` is larger than \(largest >> 20) MiB", at: nil))
  }

  /// A file's first bytes, as many as there are of this number.
  ///
  /// - Throws: a diagnostic when it can't be read.
  static func readStart(_ path: String, count: Int) throws(Diagnostics) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw problem("read", path, errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw problem("read", path, errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw problem("read", path, EISDIR) }
    var bytes: [UInt8] = []
    var capacity = max(Int(status.st_size) + 1, 4096)
    while bytes.count < count {
      capacity = min(capacity, count - bytes.count)
      var outcome = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        outcome = read(file, buffer.baseAddress, buffer.count)
        count = max(0, outcome)
      }
      if outcome < 0 {
        if errno == EINTR { continue }
        throw problem("read", path, errno)
      }
      if outcome == 0 { return bytes }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      capacity = 4096
    }
    return bytes
  }

  /// The YAML files that the paths name, a folder standing for all below it, sorted within each
  /// path; names that start with a dot are left out.
  ///
  /// - Throws: all paths that can't be read.
  public static func scenarioFiles(_ paths: [String]) throws(Diagnostics) -> [String] {
    try files(paths) { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
  }

  /// The files that the paths name, and those below folders that are wanted, in the same order.
  static func files(
    _ paths: [String], where isWanted: (String) -> Bool
  ) throws(Diagnostics) -> [String] {
    var files: [String] = []
    var problems: [Diagnostic] = []
    for path in paths { list(path, nil, isWanted, into: &files, &problems) }
    if !problems.isEmpty { throw Diagnostics(problems) }
    return files
  }

  /// The names in a folder with whether each is a folder, sorted; empty when it can't be read.
  public static func entries(of path: String) -> [(name: String, isFolder: Bool)] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while names.count < mostNames, let entry = readdir(folder) { names.append(name(of: entry)) }
    names.removeAll { $0 == "." || $0 == ".." }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { name in
      var status = stat()
      let isKnown = stat(path + "/" + name, &status) == 0
      return (name, isKnown && status.st_mode & S_IFMT == S_IFDIR)
    }
  }

  /// The most names of one folder that are listed.
  static let mostNames = 10_000

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    withUnsafeBytes(of: entry.pointee.d_name) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  /// Replaces or creates a file that only its owner can read: a temporary file beside it is
  /// written, flushed to the disk and renamed.
  ///
  /// - Throws: a diagnostic when any step fails; the old file is then untouched. Folders, devices
  ///   and pipes are never replaced.
  public static func writeAtomically(_ text: String, to path: String) throws(Diagnostics) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      guard status.st_mode & S_IFMT != S_IFDIR else { throw problem("write", path, EISDIR) }
      throw problem("write", path, reason: "it is a device or a pipe, not an ordinary file")
    }
    let folder = folder(of: path)
    var template = Array("\(folder)/.maysend-XXXXXX".utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { throw problem("write", path, errno) }
    var failure = fchmod(file, 0o600) == 0 ? nil : errno
    if failure == nil { failure = write(Array(text.utf8), to: file) }
    if failure == nil, fsync(file) != 0 { failure = errno }
    if close(file) != 0, failure == nil { failure = errno }
    if failure == nil, rename(template, path) != 0 { failure = errno }
    if let failure {
      unlink(template)
      throw problem("write", path, failure)
    }
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  private static func write(_ bytes: [UInt8], to file: Int32) -> Int32? {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      done += count
    }
    return nil
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Lists a path; one that somebody named has no parents, and is taken whatever it is called.
  private static func list(
    _ path: String, _ parents: Int?, _ isWanted: (String) -> Bool,
    into files: inout [String], _ problems: inout [Diagnostic]
  ) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      problems += problem("read", path, errno).all
      return
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      let isRegular = status.st_mode & S_IFMT == S_IFREG
      if parents == nil || isRegular && isWanted(path) { files.append(path) }
      return
    }
    let depth = parents ?? 0
    guard depth < deepestFolder, let folder = opendir(path) else {
      problems +=
        (depth < deepestFolder
        ? problem("read", path, errno)
        : problem("read", path, reason: "its folders are nested too deeply")).all
      return
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = name(of: entry)
      if !name.hasPrefix(".") { names.append(name) }
    }
    names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let prefix = path.hasSuffix("/") ? path : path + "/"
    for name in names {
      list(prefix + name, depth + 1, isWanted, into: &files, &problems)
    }
  }

  private static func problem(_ verb: String, _ path: String, _ number: Int32) -> Diagnostics {
    let reason =
      switch number {
      case ENOENT: "there is no such file or folder"
      case EACCES, EPERM: "permission is denied"
      case EISDIR: "it is a folder"
      case ENOTDIR: "a part of the path is not a folder"
      case ELOOP: "its links lead in a circle"
      case ENOSPC, EDQUOT: "the disk is full"
      case EROFS: "the disk can't be written"
      case ENAMETOOLONG: "its name is too long"
      default: "the system says: \(String(cString: strerror(number)))"
      }
    return problem(verb, path, reason: reason)
  }

  private static func problem(_ verb: String, _ path: String, reason: String) -> Diagnostics {
    Diagnostics(
      Diagnostic(id: "can-not-\(verb)", "can't \(verb) `\(path)`: \(reason)", at: nil))
  }
}
