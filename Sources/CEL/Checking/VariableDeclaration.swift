// What an expression may name.

/// A variable that expressions may read.
public struct VariableDeclaration: Hashable, Sendable {
  /// The name, possibly with dots: `order.delivered`. The longest declared name wins; what
  /// follows it are fields.
  public let name: String
  /// The type of its values.
  public let type: ValueType

  /// Creates a declaration.
  public init(name: String, type: ValueType) {
    self.name = name
    self.type = type
  }
}
