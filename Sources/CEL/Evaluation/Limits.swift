// The bounds that keep any expression, however hostile, cheap. Each ends in an error.

/// Bounds on the size of an expression and on the work of evaluating it.
public struct Limits: Hashable, Sendable {
  /// The longest expression, in bytes of UTF-8.
  public var textBytes = 100_000
  /// How deep parts may be nested.
  public var depth = 100
  /// The most parts (nodes) of one expression.
  public var nodes = 20_000
  /// The most steps of one evaluation; a step is about one comparison, or 16 bytes of text.
  public var steps = 1_000_000

  /// The biggest string or byte sequence that an evaluation may build, in bytes.
  public static let builtBytes = 1 << 20
  /// The longest list or map that an evaluation may build.
  public static let builtElements = 100_000
  /// How deep lists and maps that an evaluation builds may be nested.
  public static let builtDepth = 200
  /// The most instructions of a regular expression's program.
  public static let patternInstructions = 10_000
  /// The highest count in a regular expression's `{n,m}`, as in RE2.
  public static let patternRepetitions = 1_000
  /// How deep groups of a regular expression may be nested.
  public static let patternDepth = 100
  /// The biggest time zone file that is read, in bytes.
  public static let zoneFileBytes = 1 << 20

  /// Creates the standard limits.
  public init() {}
}
