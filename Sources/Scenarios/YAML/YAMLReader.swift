// Reads typed values from YAML nodes. What doesn't fit is noted and reading goes on, so that all
// problems of a file are told at once; nothing is guessed from the look of a plain word.

public import CEL

/// Reads values and keeps what is wrong with them.
public struct YAMLReader: Sendable {
  /// What was wrong so far, in the order in which it was read.
  public private(set) var problems: [Diagnostic]
  private var hiddenProblems = 0

  /// Creates a reader that goes on from problems that are already known.
  public init(problems: [Diagnostic] = []) { self.problems = problems }

  /// Notes a problem; after ``YAMLLimits/problems`` they are only counted.
  public mutating func report(_ problem: Diagnostic) {
    if problems.count < YAMLLimits.problems {
      problems.append(problem)
    } else {
      hiddenProblems += 1
    }
  }

  /// Notes a problem at a node.
  public mutating func report(
    _ id: String, _ message: String, at node: YAMLNode, help: String? = nil
  ) {
    report(Diagnostic(id: id, message, at: node.span, help: help))
  }

  /// Throws all problems in the order of their places, if there are any.
  public func finish() throws(Diagnostics) {
    guard !problems.isEmpty else { return }
    var all = problems
    if hiddenProblems > 0 {
      all.append(
        Diagnostic(id: "more-problems", "\(hiddenProblems) more problems are not shown", at: nil))
    }
    throw Diagnostics(all)
  }

  // MARK: Mappings and lists

  /// The values of a mapping by the keys of a table; unknown and missing keys are reported. `nil`
  /// when there is no node or it is no mapping.
  public mutating func fields(_ node: YAMLNode?, _ table: KeyTable) -> YAMLFields? {
    guard let node else { return nil }
    guard node.kind == .mapping else {
      reportKind(node, expected: .keys(table))
      return nil
    }
    var values = [Int32](repeating: 0, count: table.keys.count)
    var meant: Set<String> = []
    for (key, value) in node.entries where key.kind == .scalar {
      if let position = key.withUTF8({ table.position(of: $0) }) {
        if values[position] == 0 { values[position] = Int32(value.index) }
      } else {
        if let near = reportUnknownKey(key, in: table) { meant.insert(near) }
      }
    }
    for position in table.required where values[position] == 0 {
      let key = table.keys[position]
      if meant.contains(key.name) { continue }
      report(
        Diagnostic(
          id: "missing-key", "\(table.name.withArticle) needs the key `\(key.name)`",
          at: node.entries.first(where: { _ in true })?.key.span ?? node.span,
          help: key.meaning.isEmpty ? nil : "`\(key.name)`: \(key.meaning)"))
    }
    return YAMLFields(node: node, table: table, meant: meant, values: values)
  }

  /// Reports a key that a table doesn't have; gives the key that was probably meant.
  @discardableResult
  public mutating func reportUnknownKey(_ key: YAMLNode, in table: KeyTable) -> String? {
    let text = key.text
    let near = text.nearest(among: table.keys.lazy.map(\.name))
    let list = table.keys.prefix(24).map(\.name).joined(separator: ", ")
    report(
      "unknown-key", "\(table.name.withArticle) has no key `\(text)`", at: key,
      help: near.map { "did you mean `\($0)`?" }
        ?? "the keys are \(list)\(table.keys.count > 24 ? " …" : "")")
    return near
  }

  /// The items of a list, or the node itself where one item may stand without brackets; none, and
  /// a problem, for other nodes.
  public mutating func items(
    _ node: YAMLNode?, of shape: @autoclosure () -> ValueShape = .anything, orOne: Bool = false
  ) -> [YAMLNode] {
    guard let node else { return [] }
    if node.kind == .sequence { return Array(node.items) }
    if orOne, !node.isNull { return [node] }
    reportKind(node, expected: .list(shape()))
    return []
  }

  /// The entries of a mapping whose keys the author chooses; none, and a problem, for other nodes.
  public mutating func entries(
    _ node: YAMLNode?, named name: String
  ) -> [(key: YAMLNode, value: YAMLNode)] {
    guard let node else { return [] }
    guard node.kind == .mapping else {
      reportKind(node, expected: .named(of: name, .anything))
      return []
    }
    return node.entries.filter { $0.key.kind == .scalar }
  }

  /// Reports that a node isn't what is needed.
  public mutating func reportKind(_ node: YAMLNode, expected shape: ValueShape, help: String? = nil)
  {
    if node.isNull {
      report(
        "missing-value", "a value is missing", at: node,
        help: help ?? "write \(shape.words), or leave the key out")
      return
    }
    let what =
      switch node.kind {
      case .sequence: "a list"
      case .mapping: "a mapping"
      case .scalar: node.isPlain ? "`\(node.text.prefix(40))`" : "a quoted text"
      }
    report("wrong-value", "\(shape.words) is needed here, not \(what)", at: node, help: help)
  }
}

/// The values of one mapping, by key.
public struct YAMLFields: Sendable {
  /// The mapping.
  public let node: YAMLNode
  /// Its keys.
  public let table: KeyTable
  /// The keys that were probably meant by misspelt ones, which have been reported.
  public let meant: Set<String>
  fileprivate let values: [Int32]

  /// The value of a key, if it was written.
  ///
  /// - Precondition: the table has the key.
  public subscript(name: String) -> YAMLNode? {
    guard let position = table.position(of: name.utf8) else {
      preconditionFailure("\(table.name.withArticle) has no key \(name)")
    }
    return self[position]
  }

  /// The value of the key at a position of the table, if it was written.
  public subscript(position: Int) -> YAMLNode? {
    values[position] == 0 ? nil : YAMLNode(node.document, Int(values[position]))
  }
}
