// Offers laid out for a terminal: one on a row with its description, or, without
// descriptions, in columns that fill the width; never more rows than the screen can show.

struct CompletionList {
  var offers: [Completion]
  /// The size of the terminal.
  var columns: Int
  var rows: Int
  var usesColour: Bool

  private static let gap = 2
  /// Names wider than this share of the row are cut when a description follows.
  private static let widestNameShare = 2

  /// The rows of the list, each narrower than the terminal.
  var lines: [String] {
    let all = layout
    let limit = max(1, rows - 3)
    guard all.rows.count > limit else { return all.rows }
    // What is shown are the first offers, not the first row of each column.
    var beginning = self
    beginning.offers = Array(offers.prefix((limit - 1) * all.perRow))
    let left = offers.count - beginning.offers.count
    return beginning.layout.rows + ["… and \(left) more".cut(toColumns: columns - 1)]
  }

  private var layout: (rows: [String], perRow: Int) {
    offers.contains { !$0.description.isEmpty } ? describedLines : plainLines
  }

  private var describedLines: (rows: [String], perRow: Int) {
    let room = max(1, columns - 1)
    let names = offers.map { $0.text.visibleText }
    let widest = min(names.map(\.columns).max() ?? 0, max(1, room / Self.widestNameShare))
    let rows = zip(names, offers).map { name, offer in
      let description = offer.description.visibleText
      guard !description.isEmpty else { return name.cut(toColumns: room) }
      let left = room - widest - Self.gap
      guard left > 3 else { return name.cut(toColumns: room) }
      let shown = description.cut(toColumns: left)
      return name.cut(toColumns: widest).padded(toColumns: widest + Self.gap)
        + (usesColour ? "\u{1B}[2m\(shown)\u{1B}[0m" : shown)
    }
    return (rows, 1)
  }

  private var plainLines: (rows: [String], perRow: Int) {
    let room = max(1, columns - 1)
    let names = offers.map { $0.text.visibleText.cut(toColumns: room) }
    let width = (names.map(\.columns).max() ?? 0) + Self.gap
    let perRow = max(1, (room + Self.gap) / max(1, width))
    let count = (names.count + perRow - 1) / perRow
    // Read downwards, column by column, as in a folder listing.
    let rows = (0..<count).map { row in
      stride(from: row, to: names.count, by: count).map { index in
        index + count < names.count ? names[index].padded(toColumns: width) : names[index]
      }.joined()
    }
    return (rows, perRow)
  }
}
