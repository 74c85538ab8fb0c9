// The environment variables of this process, read once where they are needed and handed on
// as a value, so that decisions that follow from them can be tested.

// The C library declares `environ` as a plain variable; it is only read, at the start.
@preconcurrency import Glibc

enum ProcessEnvironment {
  /// The variables by name; of one set twice, the first.
  static var current: [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let pair = String(cString: text)
      if let sign = pair.firstIndex(of: "=") {
        let name = String(pair[..<sign])
        if variables[name] == nil { variables[name] = String(pair[pair.index(after: sign)...]) }
      }
      entry += 1
    }
    return variables
  }
}

extension [String: String] {
  /// A variable's value, nil when it is unset or empty.
  func nonEmpty(_ name: String) -> String? {
    guard let value = self[name], !value.isEmpty else { return nil }
    return value
  }
}
