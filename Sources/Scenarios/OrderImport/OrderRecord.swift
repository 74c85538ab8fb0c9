// One row of a table or one order of JSON, as values by path: what reads facts doesn't see the
// difference.

import CEL

/// A value of a file with its place.
struct OrderValue {
  let text: String
  let span: SourceSpan
}

/// What a file says in one place of one order.
struct OrderRecord {
  private enum Content {
    case cells([TableReader.Cell], positions: [String: Int], bytes: [UInt8])
    case json(PlacedJSON)
  }

  let source: SourceText
  /// The whole record.
  let span: SourceSpan
  private let content: Content

  /// A row, with the positions of columns by name.
  init(
    _ source: SourceText, bytes: [UInt8], cells: [TableReader.Cell], positions: [String: Int]
  ) {
    self.source = source
    content = .cells(cells, positions: positions, bytes: bytes)
    let start = cells.first?.lowerBound ?? 0
    span = SourceSpan(source, start..<(cells.last?.upperBound ?? start))
  }

  /// An order of JSON.
  init(_ source: SourceText, _ json: PlacedJSON) {
    self.source = source
    content = .json(json)
    span = SourceSpan(source, json.range.lowerBound..<json.range.lowerBound + 1)
  }

  /// The values of the first path that has any; empty ones don't count.
  func values(_ paths: [FieldPath]) -> [OrderValue] {
    for path in paths {
      let values = values(path)
      if !values.isEmpty { return values }
    }
    return []
  }

  private func values(_ path: FieldPath) -> [OrderValue] {
    switch content {
    case .cells(let cells, let positions, let bytes):
      guard let position = positions[path.text], position < cells.count,
        !cells[position].isEmpty
      else { return [] }
      let cell = cells[position]
      return [
        OrderValue(
          text: String(decoding: bytes[cell], as: UTF8.self), span: SourceSpan(source, cell))
      ]
    case .json(let root):
      var found = [root]
      for step in path.steps {
        found = found.flatMap { value -> [PlacedJSON] in
          guard let next = value[step.key] else { return [] }
          guard step.isList else { return [next] }
          guard case .list(let items) = next.content else { return [] }
          guard let condition = step.condition else { return items }
          return items.filter { $0[condition.key]?.scalar == condition.value }
        }
      }
      return found.compactMap { value in
        guard let text = value.scalar, !text.allSatisfy(\.isWhitespace) else { return nil }
        return OrderValue(text: text, span: SourceSpan(source, value.range))
      }
    }
  }
}
