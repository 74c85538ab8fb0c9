// Typed scalars. A word without quotes means what its key asks for: `no` is a word where a text is
// needed and false where yes or no is.

import CEL

extension YAMLReader {
  /// A text: any scalar that isn't empty; numbers and words are taken as they are written.
  public mutating func text(_ node: YAMLNode?) -> String? {
    guard let node = scalar(node, .text) else { return nil }
    return node.text
  }

  /// `yes`, `no`, `true` or `false`, without quotes.
  public mutating func bool(_ node: YAMLNode?) -> Bool? {
    guard let node = scalar(node, .bool) else { return nil }
    if node.isPlain {
      if node == "yes" || node == "true" { return true }
      if node == "no" || node == "false" { return false }
    }
    let word = node.text.lowercased()
    let isYes = ["yes", "true", "on", "y"].contains(word)
    let isNo = ["no", "false", "off", "n"].contains(word)
    let help = isYes || isNo ? "write `\(isYes ? "yes" : "no")`, without quotes" : nil
    reportKind(node, expected: .bool, help: help)
    return nil
  }

  /// A whole number in decimal digits.
  public mutating func int(_ node: YAMLNode?, in range: ClosedRange<Int64>? = nil) -> Int64? {
    guard let node = scalar(node, .int) else { return nil }
    guard node.isPlain else {
      reportKind(node, expected: .int, help: "write the number without quotes")
      return nil
    }
    var digits = 0
    let value = node.withUTF8 { bytes -> Int64? in
      let isNegative = bytes.first == UInt8(ascii: "-")
      var result: Int64 = 0
      for byte in bytes.dropFirst(isNegative ? 1 : 0) {
        guard (0x30...0x39).contains(byte) else { return nil }
        digits += 1
        let (product, overflow) = result.multipliedReportingOverflow(by: 10)
        let digit = Int64(byte & 0x0F)
        let (sum, more) = product.addingReportingOverflow(isNegative ? -digit : digit)
        if overflow || more { return nil }
        result = sum
      }
      return digits > 0 ? result : nil
    }
    guard let value else {
      reportKind(
        node, expected: .int, help: digits > 18 ? "the largest number is \(Int64.max)" : nil)
      return nil
    }
    if let range, !range.contains(value) {
      report(
        "wrong-value", "\(value) is out of range", at: node,
        help: "write a number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return value
  }

  /// A number such as `3`, `2.5` or `1e-3`, without quotes.
  public mutating func double(_ node: YAMLNode?) -> Double? {
    guard let node = scalar(node, .double) else { return nil }
    let text = node.text
    let isNumber = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0)
    }
    guard node.isPlain, isNumber, let value = Double(text), value.isFinite else {
      reportKind(node, expected: .double)
      return nil
    }
    return value
  }

  /// The position of a word in a list of words.
  public mutating func choice(_ node: YAMLNode?, among words: [String]) -> Int? {
    var shape: ValueShape { .choice(words.map { ($0, "") }) }
    guard let node = scalar(node, shape) else { return nil }
    let found = node.withUTF8 { bytes in
      words.firstIndex { $0.utf8.count == bytes.count && $0.utf8.elementsEqual(bytes) }
    }
    if let found { return found }
    let text = node.text
    let near = text.nearest(among: words)
    reportKind(
      node, expected: shape,
      help: near.map { "did you mean `\($0)`?" }
        ?? (words.count > 8 ? "the words are \(words.joined(separator: ", "))" : nil))
    return nil
  }

  /// The case of an enumeration by its word.
  public mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ node: YAMLNode?, as type: Choice.Type
  ) -> Choice? {
    let all = Array(Choice.allCases)
    return choice(node, among: all.map(\.rawValue)).map { all[$0] }
  }

  /// The texts of a list, or a single text where `orOne` allows it.
  public mutating func texts(_ node: YAMLNode?, orOne: Bool = false) -> [String] {
    items(node, of: .text, orOne: orOne).compactMap { text($0) }
  }

  /// The node, if it is a scalar with a value.
  mutating func scalar(_ node: YAMLNode?, _ shape: @autoclosure () -> ValueShape) -> YAMLNode? {
    guard let node else { return nil }
    guard node.kind == .scalar, !node.isNull else {
      reportKind(node, expected: shape())
      return nil
    }
    return node
  }
}
