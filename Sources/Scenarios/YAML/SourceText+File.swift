// Reads a file as text, with an error for everything that isn't one: absent, a folder, too large,
// not UTF-8.

public import CEL
import Glibc

extension SourceText {
  /// Reads a file of at most `limit` bytes; the text is named `name`, or else by its path.
  ///
  /// - Throws: why the file can't be read, or the place of its first byte that isn't UTF-8.
  public static func file(
    at path: String, name: String? = nil, limit: Int = YAMLLimits.fileBytes
  ) throws(Diagnostics) -> SourceText {
    let name = name ?? path
    func unreadable(_ reason: String) -> Diagnostics {
      Diagnostics(Diagnostic(id: "file-unreadable", "can't read `\(name)`: \(reason)", at: nil))
    }
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw unreadable(reasonOfLastError()) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw unreadable(reasonOfLastError()) }
    switch status.st_mode & S_IFMT {
    case S_IFREG, S_IFIFO: break
    case S_IFDIR: throw unreadable("it is a folder")
    default: throw unreadable("it is not a file")
    }
    // A named pipe (`<(command)`) blocks until its writer is ready.
    if status.st_mode & S_IFMT == S_IFIFO { _ = fcntl(file, F_SETFL, 0) }
    guard Int(status.st_size) <= limit else {
      throw Diagnostics(.fileTooLarge(at: SourceSpan(SourceText(name: name, text: ""), 0..<0)))
    }
    var failure: Int32 = 0
    var bytes = [UInt8]()
    var capacity = max(Int(status.st_size) + 1, 4096)
    while true {
      let part = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        let result = read(file, buffer.baseAddress, capacity)
        failure = result < 0 ? errno : 0
        count = max(0, result)
      }
      if failure == EINTR { continue }
      if failure != 0 { throw unreadable(String(cString: strerror(failure))) }
      if part.isEmpty { break }
      if bytes.isEmpty { bytes = part } else { bytes += part }
      guard bytes.count <= limit else {
        throw Diagnostics(.fileTooLarge(at: SourceSpan(SourceText(name: name, text: ""), 0..<0)))
      }
      capacity = max(bytes.capacity - bytes.count, 4096)
    }
    return try SourceText(name: name, bytes: bytes)
  }

  /// Takes bytes as text.
  ///
  /// - Throws: the place of the first byte that isn't UTF-8.
  public convenience init(name: String, bytes: [UInt8]) throws(Diagnostics) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      // The repaired text equals the bytes up to the first fault.
      let repaired = SourceText(name: name, text: String(decoding: bytes, as: UTF8.self))
      var offset = 0
      var iterator = bytes.makeIterator()
      var decoder = UTF8()
      while case .scalarValue(let scalar) = decoder.decode(&iterator) {
        offset += UTF8.width(scalar)
      }
      throw Diagnostics(
        Diagnostic(
          id: "file-not-utf8", "the file is not UTF-8 from here on",
          at: SourceSpan(repaired, offset..<offset + 3),
          help: "save it as UTF-8; it may be in Windows-1252 or UTF-16"))
    }
    self.init(name: name, text: text)
  }

  private static func reasonOfLastError() -> String {
    String(cString: strerror(errno)).lowercased()
  }
}
