// A problem as people read it: `file:line:column: error: text [id]`, the line, a caret, a help
// line. Control characters from files are shown as visible symbols, never sent to a terminal.

extension Diagnostic {
  /// The problem as text without a final line break.
  ///
  /// - Parameter plain: leaves out the source line and caret, for screen readers.
  public func rendered(plain: Bool = false) -> String {
    var result = ""
    // What was typed at a prompt has no name and needs no place: it stands right above.
    if let span, !span.source.name.isEmpty {
      let start = span.start
      result += "\(span.source.name.visible):\(start.line):\(start.column): "
    }
    result += "\(severity.rawValue): \(message.visible) [\(id)]"
    if let span, !plain {
      let (line, caret) = span.lineAndCaret
      result += "\n  \(line)\n  \(caret)"
    }
    if let help { result += "\nhelp: \(help.visible)" }
    return result
  }
}

extension Diagnostics {
  /// All problems as text, one after the other.
  public func rendered(plain: Bool = false) -> String {
    all.map { $0.rendered(plain: plain) }.joined(separator: "\n")
  }
}

extension SourceSpan {
  /// The longest part of a line that is shown, in characters; the rest is cut off around the span.
  static let longestLine = 160

  /// The first line that the span touches, and a line of carets that stands below its part.
  var lineAndCaret: (line: String, caret: String) {
    let bytes = Array(source.text.utf8)
    var lower = range.lowerBound
    while lower > 0, bytes[lower - 1] != UInt8(ascii: "\n") { lower -= 1 }
    var upper = range.lowerBound
    while upper < bytes.count, bytes[upper] != UInt8(ascii: "\n") { upper += 1 }
    if upper > range.lowerBound, bytes[upper - 1] == UInt8(ascii: "\r") { upper -= 1 }
    let last = min(max(range.upperBound, range.lowerBound), upper)
    var before = Array(String(decoding: bytes[lower..<range.lowerBound], as: UTF8.self).visible)
    var marked = Array(String(decoding: bytes[range.lowerBound..<last], as: UTF8.self).visible)
    var after = Array(String(decoding: bytes[last..<upper], as: UTF8.self).visible)
    if before.count > Self.longestLine / 2 {
      before = ["…"] + before.suffix(Self.longestLine / 2 - 1)
    }
    if marked.count > Self.longestLine / 2 { marked = marked.prefix(Self.longestLine / 2) + ["…"] }
    after = Array(after.prefix(max(0, Self.longestLine - before.count - marked.count)))
    let pad = String(repeating: " ", count: before.reduce(0) { $0 + $1.columns })
    let width = max(1, marked.reduce(0) { $0 + $1.columns })
    return (String(before + marked + after), pad + String(repeating: "^", count: width))
  }
}

extension StringProtocol {
  /// The text with control and bidirectional-override characters replaced by visible symbols.
  public var visible: String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x00...0x1F: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F: result.append("\u{2421}")
      case 0x80...0x9F, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF:
        result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

extension Character {
  /// The columns that the character takes in a terminal: 0, 1 or 2.
  public var columns: Int {
    guard let first = unicodeScalars.first else { return 0 }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default:
      return first.properties.generalCategory == .nonspacingMark ? 0 : 1
    }
  }
}
