// Writes a Swift file that holds the bytes of other files as string literals.
//
// usage: EmbedFiles OUTPUT ROOT FILE...   (each FILE is named by its path below ROOT)

import Glibc

@main
struct EmbedFiles {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else { fail("usage: EmbedFiles OUTPUT ROOT FILE...") }
    let root = arguments[2] + "/"
    var source = """
      /// A file that was compiled into the program.
      struct EmbeddedFile: Sendable {
        /// The path below the target's folder, such as `Policies/amazon/reviews.yaml`.
        let path: StaticString
        /// The bytes, which live as long as the program.
        let contents: StaticString
      }

      /// Every embedded file, sorted by path.
      let embeddedFiles: [EmbeddedFile] = [

      """
    for path in arguments.dropFirst(3) {
      guard path.hasPrefix(root) else { fail("\(path) is not below \(root)") }
      source += "  EmbeddedFile(path: \(literal(Array(path.utf8.dropFirst(root.utf8.count)))),\n"
      source += "    contents: \(literal(read(path)))),\n"
    }
    source += "]\n"
    write(source, to: arguments[1])
  }

  /// The bytes as one Swift string literal; the files must be UTF-8.
  static func literal(_ bytes: [UInt8]) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { fail("a file is not UTF-8") }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0xFEFF:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { fail("cannot read \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }

  static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else { fail("cannot write \(path)") }
    let written = fputs(text, file)
    guard fclose(file) == 0, written >= 0 else { fail("cannot write \(path)") }
  }

  static func fail(_ reason: String) -> Never {
    print("error: \(reason)")
    exit(1)
  }
}
