// The one table of standard functions, a file for each subject.

extension FunctionDeclaration {
  /// All functions of the language and of its string, math, encoding and optional extensions.
  public static var standard: [FunctionDeclaration] { standard(zones: TimeZoneCache()) }

  /// The standard functions with a cache of time zones that the host shares.
  public static func standard(zones: TimeZoneCache) -> [FunctionDeclaration] {
    []
  }
}
