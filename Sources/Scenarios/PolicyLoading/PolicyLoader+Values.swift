// Small pieces that all parts of the loader read: texts with places, names, types.

import CEL
import PolicyEngine

extension PolicyLoader {
  /// The mappings of a list.
  mutating func items(_ node: YAMLNode?, _ table: KeyTable) -> [YAMLFields] {
    reader.items(node, of: .keys(table)).compactMap { reader.fields($0, table) }
  }

  /// A text; empty when it is missing, which has been reported then.
  mutating func text(_ node: YAMLNode?) -> String { reader.text(node) ?? "" }

  /// A text with its place.
  mutating func written(_ node: YAMLNode?) -> Written<String> {
    Written(text(node), at: node?.contentSpan)
  }

  /// Texts with their places.
  mutating func writtenList(_ node: YAMLNode?) -> [Written<String>] {
    reader.items(node, of: .text).map { written($0) }
  }

  /// A fact's name, as conditions spell it.
  mutating func name(_ node: YAMLNode?) -> Written<String> {
    Written(FactName.inConditions(text(node)), at: node?.contentSpan)
  }

  /// A CEL expression. It is parsed where it stands, so it can't hold escapes of YAML.
  mutating func expression(_ node: YAMLNode?) -> Written<String>? {
    guard let node, let text = reader.text(node) else { return nil }
    if !node.isVerbatim, node.style == .singleQuoted || node.style == .doubleQuoted {
      reader.report(
        "escaped-expression", "an expression in quotes can't hold escapes", at: node,
        help: "write it as a block: `|` and the expression on the next line, indented")
    }
    return Written(text, at: node.contentSpan)
  }

  /// The type that `type` and the words of a choice make.
  mutating func type(_ node: YAMLNode?, words: [String]) -> FactType {
    guard let node, let text = reader.text(node) else { return .string }
    let names = ["bool", "int", "double", "string", "choice", "timestamp", "duration"]
    let element = text.hasPrefix("list of ") ? String(text.dropFirst(8)) : text
    let type: FactType
    switch element {
    case "bool": type = .bool
    case "int": type = .int
    case "double": type = .double
    case "string": type = .string
    case "choice":
      if words.isEmpty {
        reader.report(
          "missing-words", "a choice needs its words", at: node,
          help: "list them under the key for its words, each with what it means")
        return .string
      }
      type = .choice(words)
    case "timestamp": type = .timestamp
    case "duration": type = .duration
    default:
      let near = element.nearest(among: names)
      reader.report(
        "unknown-type", "there is no type `\(text)`", at: node,
        help: near.map { "did you mean `\($0)`?" }
          ?? "the types are \(names.joined(separator: ", ")), and `list of` one of them")
      return .string
    }
    return element.count == text.count ? type : .list(type)
  }
}
