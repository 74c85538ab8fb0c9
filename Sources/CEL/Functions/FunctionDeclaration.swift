// A function that expressions may call: types, doc, example and implementation in one entry.

/// A function of the language or of the host.
public struct FunctionDeclaration: Sendable {
  /// Computes the result; the target of a member call is the first argument.
  public typealias Implementation = @Sendable ([Value]) throws(EvaluationError) -> Value

  /// The same for functions whose work can't be told from the sizes of arguments and result: they
  /// take it off a number of steps and stop when it becomes negative.
  typealias Metered = @Sendable ([Value], inout Int) throws(EvaluationError) -> Value

  /// One way to call a function.
  public struct Overload: Sendable, Hashable {
    /// A stable name: `string_contains`.
    public let id: String
    /// The types of the arguments, the target of a member call first.
    public let parameters: [ValueType]
    /// The type of the result.
    public let result: ValueType
    /// Whether it is called `target.function(…)`.
    public let isMember: Bool
    /// Whether the last parameter may be repeated.
    public let isVariadic: Bool

    /// Creates an overload.
    public init(
      _ id: String, _ parameters: [ValueType], _ result: ValueType, isMember: Bool = false,
      isVariadic: Bool = false
    ) {
      self.id = id
      self.parameters = parameters
      self.result = result
      self.isMember = isMember
      self.isVariadic = isVariadic
      parameterCount = (parameters + [result]).reduce(0) { max($0, $1.parameterCount) }
    }

    /// How many type parameters it has.
    let parameterCount: Int
  }

  /// The name, with its namespace if it has one: `size`, `math.abs`, `_+_`.
  public let name: String
  /// The ways to call it.
  public let overloads: [Overload]
  /// What it does, in one line.
  public let summary: String
  /// An expression that is true and shows the function.
  public let example: String
  /// Computes the result for arguments that match an overload. Throws `noOverload` for others.
  public let implementation: Implementation
  /// The implementation that counts its own work, if it does.
  let metered: Metered?
  /// Given the arguments that are constants (others `nil`): an implementation made for them, or
  /// an error that the checker reports.
  let preparation: (@Sendable ([Value?]) throws(EvaluationError) -> Metered?)?

  /// Declares a function.
  public init(
    name: String, overloads: [Overload], summary: String, example: String,
    implementation: @escaping Implementation
  ) {
    self.name = name
    self.overloads = overloads
    self.summary = summary
    self.example = example
    self.implementation = implementation
    metered = nil
    preparation = nil
  }

  init(
    name: String, overloads: [Overload], summary: String, example: String,
    preparation: (@Sendable ([Value?]) throws(EvaluationError) -> Metered?)? = nil,
    metered: @escaping Metered
  ) {
    self.name = name
    self.overloads = overloads
    self.summary = summary
    self.example = example
    self.preparation = preparation
    self.metered = metered
    implementation = { arguments throws(EvaluationError) in
      var steps = Limits().steps
      return try metered(arguments, &steps)
    }
  }
}

extension ValueType {
  /// One more than the highest type parameter inside, 0 without any.
  var parameterCount: Int {
    switch self {
    case .parameter(let index): index + 1
    case .list(let type), .type(let type), .optional(let type): type.parameterCount
    case .map(let key, let value): max(key.parameterCount, value.parameterCount)
    case .opaque(_, let arguments): arguments.reduce(0) { max($0, $1.parameterCount) }
    default: 0
    }
  }
}
