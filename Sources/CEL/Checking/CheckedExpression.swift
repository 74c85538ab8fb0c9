// An expression whose names and types are known: what is left is to evaluate it.

/// An expression that fits its environment.
public struct CheckedExpression: Sendable {
  /// The expression as written.
  public let expression: Expression
  /// The environment in which it was checked.
  public let environment: Environment
  /// Whether types were checked; if not, calls have to look at their arguments.
  let isChecked: Bool
  /// The type of each node, by id.
  let types: [ValueType]
  /// What each node's name means, by id.
  let references: [Reference]

  /// What the name in a node means.
  public enum Reference: Sendable {
    /// The node names nothing, or a field of its operand.
    case none
    /// The node stands for a declared variable: an identifier, a chain of selections, or the
    /// test of a chain with `has`. Its operands mean nothing of their own.
    case variable(slot: Int)
    /// The node is a variable of a macro around it, counted from the outermost.
    case local(Int)
    /// The node names a type.
    case constant(Value)
    /// The node calls one of these overloads; which one is decided by the values if there are
    /// several. In a namespaced call such as `math.abs(x)` the target means nothing of its own.
    indirect case function(
      FunctionDeclaration, overloads: [FunctionDeclaration.Overload], isMember: Bool)
    /// Nothing has this name; only in expressions that were resolved, not checked.
    case undeclared(String)
  }

  /// The type of the whole expression.
  public var type: ValueType { types[expression.root.id] }

  /// The type of a node.
  public func type(of node: Expression.Node) -> ValueType { types[node.id] }

  /// What the name in a node means.
  public func reference(of node: Expression.Node) -> Reference { references[node.id] }

  /// The slots of all variables that the expression reads or tests, ascending.
  public var slots: [Int] { slots(in: expression.root) }

  /// The slots of all variables that a part of the expression reads or tests, ascending.
  public func slots(in node: Expression.Node) -> [Int] {
    var found: Set<Int> = []
    collect(node, &found)
    return found.sorted()
  }

  private func collect(_ node: Expression.Node, _ found: inout Set<Int>) {
    if case .variable(let slot) = references[node.id] {
      found.insert(slot)
    } else {
      for child in node.children { collect(child, &found) }
    }
  }
}
