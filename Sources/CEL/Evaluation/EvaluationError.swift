// Why an expression has no value. The reason is kept as data and turned into text only when
// somebody looks: most errors are absorbed by `&&` and `||`.

/// An error that happens while an expression is evaluated.
public struct EvaluationError: Error, Hashable, Sendable {
  /// What went wrong.
  public enum Reason: Hashable, Sendable {
    /// A declared variable has no value.
    case notSet(variable: String)
    /// A name that nothing declares; only in expressions that weren't checked.
    case undeclared(name: String)
    /// A function isn't defined for arguments of these types.
    case noOverload(function: String, arguments: [ValueType])
    /// Division or remainder by zero.
    case divisionByZero
    /// A result outside the range of its type.
    case outOfRange(String)
    /// A map without such a key.
    case noSuchKey(Value)
    /// A list without such an index.
    case noSuchIndex(Int64, count: Int)
    /// A value of a type without fields.
    case noFields(ValueType)
    /// A map key that is not bool, int, uint or string.
    case unsupportedKeyType(ValueType)
    /// A map with the same key twice.
    case repeatedKey(Value)
    /// The value of an empty optional.
    case emptyOptional
    /// More work or bigger values than the limits allow.
    case limit(String)
    /// A text argument that is no regular expression, with the UTF-8 offset inside it.
    case badPattern(String, argument: Int, offset: Int)
    /// Anything else, in words.
    case other(String)
  }

  /// What went wrong.
  public let reason: Reason
  /// UTF-8 offsets of the failing part of the expression in its source text, if known.
  public var range: Range<Int>?

  /// Creates an error.
  public init(_ reason: Reason) { self.reason = reason }

  /// Creates an error with words of its own: lower case, no full stop.
  public init(_ message: String) { reason = .other(message) }
}

extension EvaluationError: CustomStringConvertible {
  /// What went wrong, in words: lower case, no full stop.
  public var message: String {
    switch reason {
    case .notSet(let variable): "`\(variable)` is not set"
    case .undeclared(let name): "`\(name)` is not declared"
    case .noOverload(let function, let arguments):
      "no such overload: `\(function)` of (\(arguments.map(\.description).joined(separator: ", ")))"
    case .divisionByZero: "division by zero"
    case .outOfRange(let what): "\(what) is out of range"
    case .noSuchKey(let key): "no such key: \(key)"
    case .noSuchIndex(let index, let count): "index \(index) is outside a list of \(count)"
    case .noFields(let type): "a value of type \(type) has no fields"
    case .unsupportedKeyType(let type): "a map key can't have type \(type)"
    case .repeatedKey(let key): "repeated map key: \(key)"
    case .emptyOptional: "the optional has no value"
    case .limit(let what): what
    case .badPattern(let message, _, _): message
    case .other(let message): message
    }
  }

  /// The message.
  public var description: String { message }
}
