// How much a YAML file may ask of the program. Each limit has an error of its own, so that a
// hostile file gets an answer in bounded time and memory.

/// The limits of YAML files.
public enum YAMLLimits {
  /// The largest file, in bytes: 8 MiB, some thousand times a usual scenario.
  public static let fileBytes = 8 << 20
  /// How deep lists and mappings may be nested, aliases counted with what they stand for.
  public static let nesting = 64
  /// How many nodes all aliases of a file together may stand for.
  public static let aliasedNodes = 10_000
  /// How many problems of one file are listed; the rest is counted.
  public static let problems = 100
}
