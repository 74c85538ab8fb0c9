// What kind of file it is, told by its columns or keys and never by its name; then its records one
// by one.

import CEL

/// The records of a file of a known kind.
struct OrderFileContent {
  let format: OrderFormat
  private(set) var unknownColumns: [String] = []
  /// What is wrong with the header.
  private(set) var problems: [Diagnostic] = []
  private let source: SourceText
  private var table: TableReader?
  private var positions: [String: Int] = [:]
  private var width = 0
  private let bytes: [UInt8]
  private var orders: ArraySlice<PlacedJSON> = []

  init(_ source: SourceText, _ formats: [OrderFormat]) throws(Diagnostics) {
    self.source = source
    bytes = Array(source.text.utf8)
    let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    guard let first else {
      throw Diagnostics(
        Diagnostic(id: "empty-file", "the file is empty", at: SourceSpan(source, 0..<0)))
    }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      let documents = try PlacedJSON.documents(source)
      let known = formats.filter { $0.form == .json }
      (format, orders) = try Self.recognise(documents, known, in: source)
    } else {
      var table = TableReader(source)
      let header = table.nextRow() ?? []
      let names = header.map { Self.columnName(table.text($0)) }
      format = try Self.recognise(
        names, header, formats.filter { $0.form == .table }, in: source)
      self.table = table
      width = header.count
      readHeader(names, header)
    }
  }

  /// The next record, or what is wrong with it.
  mutating func next() -> Result<OrderRecord, BrokenRecord>? {
    if let order = orders.popFirst() { return .success(OrderRecord(source, order)) }
    guard let cells = table?.nextRow() else { return nil }
    let record = OrderRecord(source, bytes: bytes, cells: cells, positions: positions)
    guard cells.count != width else { return .success(record) }
    let isShort = cells.count < width
    let span = isShort ? record.span : SourceSpan(source, cells[width])
    return .failure(
      BrokenRecord(
        problem: Diagnostic(
          id: isShort ? "short-row" : "long-row",
          "this row has \(isShort ? "only " : "")\(cells.count) cells for \(width) columns",
          at: span,
          help: isShort
            ? "the file may have been cut off: export it again"
            : "a value may hold a separator: export the file again, unchanged")))
  }

  /// A column's name as data files have it: lower case, words joined with hyphens.
  private static func columnName(_ text: String) -> String {
    String(text.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
  }

  private mutating func readHeader(_ names: [String], _ header: [TableReader.Cell]) {
    let known = Set(format.columns)
    let missing = format.columns.filter { !names.contains($0) }
    for (position, name) in names.enumerated() {
      let span = SourceSpan(source, header[position])
      if positions[name] != nil {
        problems.append(
          Diagnostic(
            .warning, id: "column-twice", "the column `\(name)` stands twice", at: span,
            help: "the first one is read"))
        continue
      }
      positions[name] = position
      guard !known.contains(name), !name.isEmpty else { continue }
      unknownColumns.append(name)
      if let near = name.nearest(among: missing) {
        problems.append(
          Diagnostic(
            .warning, id: "unknown-column", "no \(format.name) has a column `\(name)`", at: span,
            help: "did you mean `\(near)`?"))
      }
    }
  }

  // MARK: Recognition

  private static func recognise(
    _ names: [String], _ header: [TableReader.Cell], _ formats: [OrderFormat],
    in source: SourceText
  ) throws(Diagnostics) -> OrderFormat {
    let span = SourceSpan(
      source, (header.first?.lowerBound ?? 0)..<(header.last?.upperBound ?? 0))
    guard header.count <= OrderImportLimits.columns else {
      throw Diagnostics(
        Diagnostic(
          id: "too-many-columns", "there are more than \(OrderImportLimits.columns) columns",
          at: span, help: "the first line has to name the columns of an order report"))
    }
    let present = Set(names)
    if let format = formats.first(where: { $0.knownBy.allSatisfy(present.contains) }) {
      return format
    }
    let kinds = formats.map(\.name).joined(separator: ", ")
    var nearest: (count: Int, format: OrderFormat)?
    for format in formats {
      let count = format.columns.count { present.contains($0) }
      if count > nearest?.count ?? 1 { nearest = (count, format) }
    }
    guard let format = nearest?.format else {
      throw Diagnostics(
        Diagnostic(
          id: "no-order-file", "the first line names no columns of an order report", at: span,
          help: "what can be read: \(kinds), and order data as JSON"))
    }
    throw Diagnostics(
      format.knownBy.filter { !present.contains($0) }.map { column in
        let near = column.nearest(among: names.filter { !format.columns.contains($0) })
        let place = near.flatMap { names.firstIndex(of: $0) }.map { SourceSpan(source, header[$0]) }
        return Diagnostic(
          id: "missing-column", "an \(format.name) needs the column `\(column)`",
          at: place ?? span,
          help: near.map { "did you mean `\(column)` by `\($0)`?" }
            ?? "what can be read: \(kinds), and order data as JSON")
      })
  }

  private static func recognise(
    _ documents: [PlacedJSON], _ formats: [OrderFormat], in source: SourceText
  ) throws(Diagnostics) -> (OrderFormat, ArraySlice<PlacedJSON>) {
    var emptyList: OrderFormat?
    for format in formats {
      let orders = documents.flatMap { Self.orders(in: $0, format, depth: 0) }
      if !orders.isEmpty { return (format, orders[...]) }
      if documents.contains(where: { Self.isEmptyAnswer($0, format, depth: 0) }) {
        emptyList = emptyList ?? format
      }
    }
    if let emptyList { return (emptyList, []) }
    let span = SourceSpan(source, documents.first?.range ?? 0..<0)
    if documents.contains(where: { $0["errors"] != nil }) {
      throw Diagnostics(
        Diagnostic(
          id: "error-answer", "this is the answer to a request that failed", at: span,
          help: "it holds errors and no orders: ask for the orders again"))
    }
    var keys: [String] = []
    for format in formats where !keys.contains("`\(format.orderID.text)`") {
      keys.append("`\(format.orderID.text)`")
    }
    throw Diagnostics(
      Diagnostic(
        id: "no-order-file", "this JSON holds no orders", at: span,
        help: "an order has the key \(keys.joined(separator: " or "))"))
  }

  /// The objects that are orders, looked for in lists and below the keys that may hold them.
  private static func orders(
    in value: PlacedJSON, _ format: OrderFormat, depth: Int
  ) -> [PlacedJSON] {
    if format.knownBy.allSatisfy({ value[$0] != nil }) { return [value] }
    switch value.content {
    case .list(let items): return items.flatMap { orders(in: $0, format, depth: depth + 1) }
    case .object:
      return format.inside.flatMap { key in
        value[key].map { orders(in: $0, format, depth: depth + 1) } ?? []
      }
    default: return []
    }
  }

  /// Whether a list of orders is there and empty.
  private static func isEmptyAnswer(_ value: PlacedJSON, _ format: OrderFormat, depth: Int) -> Bool
  {
    format.inside.contains { key in
      guard let inner = value[key] else { return false }
      if case .list(let items) = inner.content { return items.isEmpty }
      return isEmptyAnswer(inner, format, depth: depth + 1)
    }
  }
}
