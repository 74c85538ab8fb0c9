// How much an order file may ask of the program. Each limit has an error of its own.

/// The limits of order files.
public enum OrderImportLimits {
  /// The most orders of one file: as many as a scenario may hold, so that the world can be saved.
  public static let orders = ScenarioLimits.orders
  /// The most columns of a table.
  public static let columns = 500
  /// The longest cell in quotation marks, in bytes; an unclosed one is noticed by it.
  public static let quotedCell = 64 << 10
  /// How deep lists and objects of JSON may be nested.
  public static let nesting = 64
  /// How many problems of one file are listed; the rest is counted.
  public static let problems = 100
}
