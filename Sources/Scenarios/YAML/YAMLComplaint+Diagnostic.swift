// libyaml's complaints in words for people who know the file and not the grammar: one table from
// its message to ours, with a way out.

import CEL

extension YAMLComplaint {
  /// The error to show.
  func diagnostic(in source: SourceText, cursor: inout YAMLCursor) -> Diagnostic {
    let end = source.text.utf8.count
    switch stage {
    case .memory:
      return Diagnostic(id: "yaml-memory", "there is not enough memory for this file", at: nil)
    case .reader:
      return Diagnostic(
        id: "yaml-character", "the file holds a character that YAML does not allow",
        at: SourceSpan(source, cursor.base + byteOffset..<cursor.base + byteOffset + 1))
    case .syntax: break
    }
    var start = cursor.offset(of: place)
    let entry = Self.table.first { $0.problem == problem && context.hasPrefix($0.context) }
    if entry?.blames == .context { start = cursor.offset(of: contextPlace) }
    var message = entry?.message ?? "this can't be read as YAML: \(problem)"
    var help = entry?.help
    let bytes = source.text.utf8
    let byte = bytes.dropFirst(start).first
    let line = bytes.prefix(start).reversed().prefix { $0 != UInt8(ascii: "\n") }
    if problem == Self.strayCharacter, let byte {
      let character = source.text[bytes.index(bytes.startIndex, offsetBy: start)]
      switch byte {
      case UInt8(ascii: "\t"):
        message = "a tab can't indent a line"
        help = "indent with spaces"
      case UInt8(ascii: "`"): message = "a text can't begin with a backtick"
      default: message = "a text can't begin with `\(character)`"
      }
    } else if problem == Self.noKey, byte == UInt8(ascii: ":") {
      message = "a key is missing before `:`"
      help = nil
    } else if problem == Self.noKey, !line.allSatisfy({ $0 == UInt8(ascii: " ") }) {
      message = "this does not belong to what stands before it"
      help = "quotes go around the whole text, or nowhere"
    }
    return Diagnostic(
      id: entry?.id ?? "yaml-syntax", message,
      at: SourceSpan(source, start..<max(start, min(start + width(byte), end))), help: help)
  }

  /// The bytes of the character that a byte begins.
  private func width(_ byte: UInt8?) -> Int {
    switch byte ?? 0x0A {
    case 0x0A, 0x0D: 0
    case ..<0xC0: 1
    case ..<0xE0: 2
    case ..<0xF0: 3
    default: 4
    }
  }

  private static let strayCharacter = "found character that cannot start any token"
  private static let noKey = "did not find expected key"

  private struct Entry {
    enum Place { case problem, context }
    let problem: String
    /// The start of libyaml's words for what it was reading.
    var context = ""
    let id: String
    let message: String
    var help: String?
    /// Which of libyaml's two places is to blame.
    var blames = Place.problem
  }

  private static let indentation =
    "lines that belong together begin in the same column; a text with `: `, `#` or a bracket in it needs quotes"

  private static let table: [Entry] = [
    Entry(
      problem: strayCharacter, id: "yaml-character", message: "a text can't begin here",
      help: "put the text in quotes"),
    Entry(
      problem: "found a tab character where an indentation space is expected",
      id: "yaml-character", message: "a tab can't indent a line", help: "indent with spaces"),
    Entry(
      problem: "found a tab character that violates indentation",
      id: "yaml-character", message: "a tab can't indent a line", help: "indent with spaces"),
    Entry(
      problem: "mapping values are not allowed in this context", id: "yaml-stray-colon",
      message: "a `:` can't make a key here",
      help: "put a text with `: ` in it in quotes; check the indentation"),
    Entry(
      problem: "mapping keys are not allowed in this context", id: "yaml-compound-key",
      message: "a `?` can't make a key here", help: "put the text in quotes"),
    Entry(
      problem: "block sequence entries are not allowed in this context", id: "yaml-stray-dash",
      message: "a list can't begin here",
      help: "begin the list on a line of its own, below its key"),
    Entry(
      problem: "could not find expected ':'", id: "yaml-missing-colon",
      message: "a key needs `:` and its value on the same line",
      help: "write `key: value`; indent the lines of a longer text deeper than its key",
      blames: .context),
    Entry(
      problem: noKey, context: "while parsing a block mapping", id: "yaml-indentation",
      message: "this line does not fit the keys above it",
      help: indentation),
    Entry(
      problem: "did not find expected '-' indicator", id: "yaml-indentation",
      message: "this line does not fit the list above it",
      help: "each item begins with `- ` in the same column"),
    Entry(
      problem: "did not find expected ',' or ']'", id: "yaml-open-bracket",
      message: "this `[` is not closed", help: "items in brackets are separated by `,`",
      blames: .context),
    Entry(
      problem: "did not find expected ',' or '}'", id: "yaml-open-bracket",
      message: "this `{` is not closed",
      help: "entries in braces are separated by `,`; a text with `,` or `{` in it needs quotes",
      blames: .context),
    Entry(
      problem: "found unexpected end of stream", context: "while scanning a quoted scalar",
      id: "yaml-open-quote", message: "this quote is not closed",
      help: "write the quote again at the end of the text; within single quotes it is doubled",
      blames: .context),
    Entry(
      problem: "found unexpected document indicator", id: "yaml-open-quote",
      message: "this quote is not closed", blames: .context),
    Entry(
      problem: "found unknown escape character", id: "yaml-escape",
      message: "this is no escape in double quotes",
      help: "write `\\\\` for a backslash, or use single quotes"),
    Entry(
      problem: "did not find expected hexdecimal number", id: "yaml-escape",
      message: "hexadecimal digits are missing after the escape"),
    Entry(
      problem: "found invalid Unicode character escape code", id: "yaml-escape",
      message: "this escape is no Unicode character"),
    Entry(
      problem: "found unexpected ':'", id: "yaml-stray-colon",
      message: "a `:` in brackets needs a space after it or quotes around the text"),
    Entry(
      problem: "did not find expected alphabetic or numeric character", id: "yaml-anchor",
      message: "a name of letters and digits is missing after `&` or `*`",
      help: "put a text that begins with `&` or `*` in quotes"),
    Entry(
      problem: "did not find expected comment or line break",
      context: "while scanning a block scalar", id: "yaml-block",
      message: "a text can't begin on the line of `|` or `>`",
      help: "begin it on the next line, indented"),
    Entry(
      problem: "found an indentation indicator equal to 0", id: "yaml-block",
      message: "the indentation of a block can't be 0"),
    Entry(
      problem: "found incompatible YAML document", id: "yaml-version",
      message: "this version of YAML is not known", help: "leave the `%YAML` line out"),
    Entry(
      problem: "found unknown directive name", id: "yaml-directive",
      message: "a line can't begin with `%`", help: "put the text in quotes", blames: .context),
    Entry(
      problem: "did not find expected <document start>", id: "yaml-indentation",
      message: "this does not belong to what stands above it", help: indentation),
    Entry(
      problem: "did not find expected node content", id: "yaml-missing-value",
      message: "a value is missing here"),
    Entry(
      problem: "found undefined tag handle", id: "yaml-tag",
      message: "tags (`!`) are not used here",
      help: "put a text that begins with `!` in quotes"),
  ]
}
