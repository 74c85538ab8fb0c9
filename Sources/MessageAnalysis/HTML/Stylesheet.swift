// The `<style>` blocks of a body: rules with simple selectors in an index by their last part, and
// the cascade by importance, specificity and order.

/// One compound of a selector: `p.note#first`.
struct CompoundSelector: Hashable {
  var type = ""
  var classes: [String] = []
  var id = ""

  /// The weight of the cascade: ids, classes, types.
  var specificity: Int { (id.isEmpty ? 0 : 1 << 16) + classes.count << 8 + (type.isEmpty ? 0 : 1) }
}

/// An element as selectors see it.
struct SelectorSubject {
  let type: String
  let classes: [String]
  let id: String
  /// The classes of an element, or of a selector, that are compared.
  static let mostClasses = 16

  init(_ node: HTMLNode, in document: HTMLDocument) {
    type = node.name
    classes =
      document.attribute("class", of: node)?.value.utf8
      .split(maxSplits: Self.mostClasses) { $0 <= 0x20 }.map { String(Substring($0)) } ?? []
    id = document.attribute("id", of: node)?.value ?? ""
  }

  func matches(_ selector: CompoundSelector) -> Bool {
    (selector.type.isEmpty || selector.type == type)
      && (selector.id.isEmpty || selector.id == id)
      && selector.classes.allSatisfy(classes.contains)
  }
}

/// All rules of a body.
struct Stylesheet {
  /// A rule for one selector.
  private struct Rule {
    /// The compounds, the last one first; the others are ancestors.
    let compounds: [CompoundSelector]
    let declarations: Range<Int>
    let specificity: Int
  }

  private var rules: [Rule] = []
  private var declarations: [StyleDeclaration] = []
  /// The rules by what their last compound asks for first: an id, else a class, else a type.
  private var ofIDs: [String: [Int]] = [:]
  private var ofClasses: [String: [Int]] = [:]
  private var ofTypes: [String: [Int]] = [:]

  /// Whether there is no rule.
  var isEmpty: Bool { rules.isEmpty }

  /// Adds the rules of a block that stands in a range of the source.
  mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
    var place = range.lowerBound
    let end = range.upperBound
    while place < end {
      let start = place
      if let behind = Self.comment(bytes, place, end) {
        place = behind
      } else if bytes[place] <= 0x20 || bytes[place] == UInt8(ascii: "}") {
        place += 1
      } else if bytes[place] == UInt8(ascii: "@") {
        place = skipAtRule(bytes, place, end)
      } else {
        while place < end, bytes[place] != UInt8(ascii: "{") { place += 1 }
        let open = place
        while place < end, bytes[place] != UInt8(ascii: "}") { place += 1 }
        if open < end { add(bytes, selectors: start..<open, block: open + 1..<place) }
        place = min(place + 1, end)
      }
    }
  }

  /// The end of a comment, or of the marks that hide a block from old readers.
  private static func comment(_ bytes: [UInt8], _ place: Int, _ end: Int) -> Int? {
    func has(_ text: StaticString, _ place: Int) -> Bool {
      guard place + text.utf8CodeUnitCount <= end else { return false }
      return text.withUTF8Buffer { letters in
        letters.indices.allSatisfy { bytes[place + $0] == letters[$0] }
      }
    }
    if has("<!--", place) { return place + 4 }
    if has("-->", place) { return place + 3 }
    guard has("/*", place) else { return nil }
    var behind = place + 2
    while behind < end, !has("*/", behind) { behind += 1 }
    return min(behind + 2, end)
  }

  /// The place behind an at-rule. Rules for every screen are read like others; those for narrow
  /// screens, print or fonts are left out.
  private func skipAtRule(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    var place = start
    while place < end, bytes[place] != UInt8(ascii: ";"), bytes[place] != UInt8(ascii: "{") {
      place += 1
    }
    guard place < end, bytes[place] == UInt8(ascii: "{") else { return min(place + 1, end) }
    let words = String(decoding: bytes[start..<place], as: UTF8.self).lowercased()
      .split(whereSeparator: \.isWhitespace)
    if words == ["@media", "screen"] || words == ["@media", "all"] { return place + 1 }
    var depth = 0
    while place < end {
      if bytes[place] == UInt8(ascii: "{") { depth += 1 }
      if bytes[place] == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { return place + 1 }
      }
      place += 1
    }
    return end
  }

  private mutating func add(_ bytes: [UInt8], selectors: Range<Int>, block: Range<Int>) {
    let first = declarations.count
    declarations += StyleDeclaration.list(bytes, block)
    guard declarations.count > first else { return }
    let text = String(decoding: bytes[selectors], as: UTF8.self)
    for selector in text.split(separator: ",") {
      let words = selector.split { $0.isWhitespace || $0 == ">" }
      let compounds = words.compactMap(Self.compound)
      guard let last = compounds.last, compounds.count == words.count else { continue }
      let rule = Rule(
        compounds: compounds.reversed(), declarations: first..<declarations.count,
        specificity: compounds.reduce(0) { $0 + $1.specificity })
      if !last.id.isEmpty {
        ofIDs[last.id, default: []].append(rules.count)
      } else if let first = last.classes.first {
        ofClasses[first, default: []].append(rules.count)
      } else {
        ofTypes[last.type, default: []].append(rules.count)
      }
      rules.append(rule)
    }
  }

  /// A compound without pseudo-classes and attributes; `nil` when it has such.
  private static func compound(_ text: Substring) -> CompoundSelector? {
    var result = CompoundSelector()
    var kind: Character = " "
    var part = ""
    func finish() {
      switch kind {
      case ".": result.classes.append(part)
      case "#": result.id = part
      default: result.type = part == "*" ? "" : part.lowercased()
      }
    }
    for character in text {
      switch character {
      case ".", "#":
        finish()
        kind = character
        part = ""
      case ":", "[", "+", "~", "\\": return nil
      default: part.append(character)
      }
    }
    finish()
    return result.classes.count > SelectorSubject.mostClasses ? nil : result
  }

  /// The declarations that match an element, the strongest last within normal and important ones.
  ///
  /// - Parameters:
  ///   - ancestors: The element's ancestors, the nearest last.
  ///   - steps: Counts the comparisons.
  func declarations(
    for subject: SelectorSubject, ancestors: [SelectorSubject], steps: inout Int
  ) -> [StyleDeclaration] {
    var candidates = ofTypes[""] ?? []
    candidates += ofTypes[subject.type] ?? []
    for name in subject.classes { candidates += ofClasses[name] ?? [] }
    if !subject.id.isEmpty { candidates += ofIDs[subject.id] ?? [] }
    if candidates.isEmpty { return [] }
    steps += candidates.count
    var matching = candidates.filter {
      matches(rules[$0], subject, ancestors: ancestors, steps: &steps)
    }
    if matching.count == 1, let rule = matching.first {
      steps += rules[rule].declarations.count
      return Array(declarations[rules[rule].declarations])
    }
    matching.sort { (rules[$0].specificity, $0) < (rules[$1].specificity, $1) }
    var result: [StyleDeclaration] = []
    for rule in matching where steps <= HTMLLimits.mostSelectorSteps {
      result += declarations[rules[rule].declarations]
      steps += rules[rule].declarations.count
    }
    return result
  }

  private func matches(
    _ rule: Rule, _ subject: SelectorSubject, ancestors: [SelectorSubject], steps: inout Int
  ) -> Bool {
    guard subject.matches(rule.compounds[0]) else { return false }
    var depth = ancestors.count
    for compound in rule.compounds.dropFirst() {
      repeat {
        depth -= 1
        steps += 1
        guard depth >= 0 else { return false }
      } while !ancestors[depth].matches(compound)
    }
    return true
  }
}
