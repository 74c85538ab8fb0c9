// An expression as written: a tree in which every node has a number and its place in the text.
// Macros are nodes of their own (`has`, comprehensions, bindings), so the tree can be printed
// back and compiled without undoing an expansion.

/// A parsed expression.
public struct Expression: Sendable {
  /// What was parsed; node ranges are offsets in its source.
  public let span: SourceSpan
  /// The whole expression.
  public let root: Node
  /// Node ids are 0 ..< nodeCount.
  public let nodeCount: Int

  /// A part of an expression.
  public struct Node: Sendable, Identifiable {
    /// The node's number, unique in its expression; children have smaller numbers.
    public let id: Int
    /// UTF-8 offsets in the source text, parentheses around the node left out.
    public let range: Range<Int>
    /// What it is.
    public let kind: Kind
    /// The longest path down to a leaf, in nodes.
    let depth: Int
  }

  /// What a node is.
  public indirect enum Kind: Sendable {
    /// A constant: `1`, `-2u`, `"text"`, `true`, `null`.
    case literal(Value)
    /// A name; a leading dot, which means the outermost scope, is kept: `.name`.
    case identifier(String)
    /// `operand.field`, or `operand.?field` when optional.
    case select(Node, Name, isOptional: Bool)
    /// `has(operand.field)`, or `has(operand.?field)` when optional.
    case presence(Node, Name, isOptional: Bool)
    /// `operand[key]`, or `operand[?key]` when optional.
    case index(Node, Node, isOptional: Bool)
    /// `!operand`
    case not(Node)
    /// `-operand`
    case negate(Node)
    /// `a && b && c`: two operands or more.
    case and([Node])
    /// `a || b || c`: two operands or more.
    case or([Node])
    /// An arithmetic operator or a comparison.
    case binary(BinaryOperator, Node, Node)
    /// `condition ? yes : no`
    case conditional(Node, Node, Node)
    /// `function(arguments)` or `target.function(arguments)`
    case call(target: Node?, function: Name, arguments: [Node])
    /// `[a, b, ?c]`
    case list([Element])
    /// `{key: value, ?key: value}`
    case map([Entry])
    /// A macro that walks a list, a map or an optional.
    case comprehension(Comprehension)
    /// `cel.bind(name, value, body)`
    case binding(Name, Node, body: Node)
  }

  /// A name with its place.
  public struct Name: Sendable, Hashable {
    /// The name, without backticks.
    public let text: String
    /// UTF-8 offsets in the source text.
    public let range: Range<Int>
  }

  /// An element of a list.
  public struct Element: Sendable {
    /// The element's value.
    public let value: Node
    /// Whether it was written `?value`: an optional that may be missing.
    public let isOptional: Bool
  }

  /// An entry of a map.
  public struct Entry: Sendable {
    /// The key.
    public let key: Node
    /// The value.
    public let value: Node
    /// Whether it was written `?key: value`: an optional that may be missing.
    public let isOptional: Bool
  }

  /// A macro that evaluates its body for each element.
  public struct Comprehension: Sendable {
    /// Which macro.
    public let form: Form
    /// The list, map or optional that it walks.
    public let range: Node
    /// One variable (element, or key of a map), or two (index and element, or key and value).
    public let variables: [Name]
    /// Which elements take part; only for the forms that transform, and often missing.
    public let filter: Node?
    /// The predicate or the new element.
    public let body: Node

    /// The macros.
    public enum Form: String, Sendable, CaseIterable {
      /// Whether the predicate holds for all.
      case all
      /// Whether the predicate holds for one at least.
      case exists
      /// Whether the predicate holds for exactly one: `exists_one`, `existsOne`.
      case existsOne
      /// The list of new elements, with one variable.
      case map
      /// The list of those for which the predicate holds.
      case filter
      /// The list of new elements, with two variables.
      case transformList
      /// The map with new values.
      case transformMap
      /// The map with new keys and values, from one-entry maps.
      case transformMapEntry
      /// The optional with a new value.
      case optionalMap = "optMap"
      /// The optional that the body gives.
      case optionalFlatMap = "optFlatMap"
    }
  }

  /// An operator between two operands.
  public enum BinaryOperator: String, Sendable, CaseIterable, Hashable {
    /// The operators, as written.
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case isIn = "in"

    /// The function that the operator calls: `_+_`, `@in`.
    public var function: String { self == .isIn ? "@in" : "_\(rawValue)_" }
  }
}

extension Expression.Node {
  /// The nodes directly below, in the order of the text.
  public var children: [Expression.Node] {
    switch kind {
    case .literal, .identifier: []
    case .select(let operand, _, _), .presence(let operand, _, _), .not(let operand),
      .negate(let operand):
      [operand]
    case .index(let left, let right, _), .binary(_, let left, let right): [left, right]
    case .and(let operands), .or(let operands): operands
    case .conditional(let condition, let yes, let no): [condition, yes, no]
    case .call(let target, _, let arguments): (target.map { [$0] } ?? []) + arguments
    case .list(let elements): elements.map(\.value)
    case .map(let entries): entries.flatMap { [$0.key, $0.value] }
    case .comprehension(let comprehension):
      [comprehension.range] + (comprehension.filter.map { [$0] } ?? []) + [comprehension.body]
    case .binding(_, let value, let body): [value, body]
    }
  }
}

extension Expression {
  /// The place of a node.
  public func span(of node: Node) -> SourceSpan { SourceSpan(span.source, node.range) }
}
