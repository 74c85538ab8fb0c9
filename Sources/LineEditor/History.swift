// The statements of this and earlier sessions. Memory holds what this session may recall;
// the file also gets what other sessions add meanwhile.

/// Remembered statements, oldest first.
public struct History: Sendable {
  /// The statements, oldest first; a statement may hold several rows.
  public private(set) var entries: [String] = []
  /// The most statements kept in memory and in the file.
  public let limit: Int
  /// What is wrong with the file, as a sentence part for the user; nil when all is well.
  ///
  /// A file that cannot be used never stops the program: the history then lives in memory.
  public private(set) var problem: String?
  private let file: HistoryFile?

  /// The most statements unless told otherwise.
  public static let usualLimit = 2_000
  /// Longer statements, in bytes of UTF-8, are not kept.
  public static let longestStatement = 64 << 10

  /// Reads a history file, which need not exist yet; without a file nothing is kept.
  ///
  /// The folders above it are made when the first statement is kept.
  public init(file path: String?, limit: Int = usualLimit) {
    self.limit = max(1, limit)
    file = path.map(HistoryFile.init)
    do throws(HistoryProblem) {
      if let file { entries = Array(try file.read().suffix(self.limit)) }
    } catch {
      problem = error.description
    }
  }

  /// Adds a statement; returns whether it was added. Blank ones, very long ones and repeats
  /// of the newest are not.
  @discardableResult
  public mutating func append(_ statement: String) -> Bool {
    guard statement.utf8.contains(where: { $0 > 0x20 }),
      statement.utf8.count <= Self.longestStatement,
      statement != entries.last
    else { return false }
    entries.append(statement)
    if entries.count > limit { entries.removeFirst(entries.count - limit) }
    do throws(HistoryProblem) {
      try file?.add(statement, limit: limit)
      problem = nil
    } catch {
      problem = error.description
    }
    return true
  }
}

/// Why a history file cannot be used.
struct HistoryProblem: Error, CustomStringConvertible {
  var description: String
}
