// The stores in which a seller sells, as data: what comes with the line `store: amazon.com`.

public import CEL

/// One store.
public struct Store: Hashable, Sendable, Identifiable {
  /// The name: `amazon.com`.
  public let id: String
  /// Shorter names for it.
  public let aliases: [String]
  /// The marketplace's id in files and interfaces.
  public let marketplace: String
  /// Where dates without an offset are read and days are counted.
  public let zone: TimeZone
  /// The language that its buyers read, as a BCP 47 tag.
  public let language: String
}

/// All stores, found by name or alias.
public struct StoreTable: Sendable {
  /// The stores in the order of the file; the first one is meant when none is named.
  public let stores: [Store]
  private let positions: [String: Int]

  /// The store that is meant when none is named.
  public var standard: Store { stores[0] }

  /// The store with this name or alias.
  public subscript(name: String) -> Store? { positions[name].map { stores[$0] } }

  /// The position in ``stores`` of the store with this name or alias.
  func position(of name: String) -> Int? { positions[name] }

  /// The names of the stores.
  public var names: [String] { stores.map(\.id) }

  /// Reads the file of stores.
  ///
  /// - Throws: every problem with its place.
  public init(_ source: SourceText) throws(Diagnostics) {
    var problems: [Diagnostic] = []
    let document = YAMLDocument.parse(source, reporting: &problems)
    var reader = YAMLReader(problems: problems)
    let fields = reader.fields(document?.root, Self.fileKeys)
    var stores: [Store] = []
    var positions: [String: Int] = [:]
    for node in reader.items(fields?["stores"], of: .keys(Self.storeKeys)) {
      guard let store = Self.store(node, &reader) else { continue }
      for name in [store.id] + store.aliases
      where positions.updateValue(stores.count, forKey: name) != nil {
        reader.report("declared-twice", "the store `\(name)` is listed twice", at: node)
      }
      stores.append(store)
    }
    if stores.isEmpty, reader.problems.isEmpty {
      reader.report(
        Diagnostic(id: "no-stores", "no store is listed", at: SourceSpan(source, 0..<0)))
    }
    try reader.finish()
    self.stores = stores
    self.positions = positions
  }

  private static func store(_ node: YAMLNode, _ reader: inout YAMLReader) -> Store? {
    guard let fields = reader.fields(node, storeKeys), let name = reader.text(fields["name"]),
      let zoneNode = fields["zone"], let identifier = reader.text(zoneNode),
      let language = reader.text(fields["language"]),
      let marketplace = reader.text(fields["marketplace"])
    else { return nil }
    guard let zone = TimeZone(identifier: identifier) else {
      reader.report(
        "unknown-zone", "the system knows no time zone `\(identifier)`", at: zoneNode,
        help: "install the package `tzdata`, or correct the name")
      return nil
    }
    let aliases = fields["aliases"].map { reader.texts($0) } ?? []
    return Store(
      id: name, aliases: aliases, marketplace: marketplace, zone: zone, language: language)
  }

  private static let fileKeys = KeyTable(
    "store file", "The stores in which sellers sell.",
    [
      .required(
        "stores", .list(.keys(storeKeys)), "The stores; the first is meant when none is named.")
    ])

  private static let storeKeys = KeyTable(
    "store", "One store.",
    [
      .required("name", .text, "The name that people type."),
      .optional("aliases", .list(.text), "Shorter names."),
      .required("marketplace", .text, "The marketplace's id in files and interfaces."),
      .required("zone", .text, "The IANA time zone in which its days are counted."),
      .required("language", .text, "The language that its buyers read."),
    ])
}
