// An order file as read: the orders with their facts, and everything that went wrong on the way. A
// broken row is told and left out; it takes no other order with it.

public import CEL
public import PolicyEngine

/// The orders of a file.
public struct OrderFile: Sendable {
  /// One order.
  public struct Order: Sendable {
    /// Its id, with the place where it first stands.
    public let id: Written<String>
    /// The store in which it was placed, if the file names one that is known.
    public let store: Store?
    /// What the file says of it; unknown is what it doesn't say and what must not be guessed.
    public let facts: FactSheet
  }

  /// Something to be known of several orders that is no fact.
  public struct Remark: Sendable {
    /// What follows their number: `with a cancelled item`.
    public let says: String
    /// The ids of the orders.
    public let orders: [String]
  }

  /// The file's text.
  public let source: SourceText
  /// What kind of file it is.
  public let kind: String
  /// The encoding that it was taken for, when it isn't UTF-8.
  public let encoding: String?
  /// How many rows or orders it has, broken ones included.
  public internal(set) var rows = 0
  /// The orders in the order of the file.
  public internal(set) var orders: [Order] = []
  /// What is worth telling of orders.
  public internal(set) var remarks: [Remark] = []
  /// The ids of orders that were placed in other shops and are left out.
  public internal(set) var elsewhere: [String] = []
  /// The columns that no kind of file is known to have.
  public internal(set) var unknownColumns: [String] = []
  /// What is wrong with single rows and values; those orders have to do without.
  public internal(set) var problems: [Diagnostic] = []

  /// Reads a file.
  ///
  /// - Parameter store: The store whose zone is meant by dates without an offset, in orders that
  ///   name no store.
  /// - Throws: that it can't be read, or is no order file.
  public static func read(
    _ path: String, in domain: Domain, store: Store
  ) throws(Diagnostics) -> OrderFile {
    try OrderFile(try FileSystem.readBytes(path), named: path, in: domain, store: store)
  }

  /// Takes the bytes of a file.
  ///
  /// - Throws: that it is no order file, or holds more than a world can.
  public init(
    _ bytes: [UInt8], named name: String, in domain: Domain, store: Store
  ) throws(Diagnostics) {
    let text = OrderFileText(bytes, named: name)
    source = text.source
    encoding = text.encoding
    let recognised = try OrderFileContent(source, try domain.orderFormats().formats)
    kind = recognised.format.name
    unknownColumns = recognised.unknownColumns
    var builder = OrderFileBuilder(recognised.format, domain, store)
    for problem in recognised.problems { builder.report(problem) }
    var content = recognised
    while let record = content.next() {
      rows += 1
      switch record {
      case .success(let record): try builder.add(record)
      case .failure(let problem): builder.report(problem)
      }
    }
    builder.finish(&self)
  }
}

/// A problem instead of a record.
struct BrokenRecord: Error {
  let problem: Diagnostic
}
