// From blocks to rows of text that fit a width. Every character from a file or a message passes
// here and is made visible; nothing else of the shell writes rows.

import CEL

/// How replies are laid out.
public struct Layout: Hashable, Sendable {
  /// The columns of a row.
  public var width: Int
  /// Without lines, carets and signs, so that it reads well aloud.
  public var isPlain: Bool
  /// Whether colour is added; nothing is said by colour alone.
  public var usesColour: Bool

  /// The narrowest and the widest row.
  public static let widths = 40...400
  /// Sentences are wrapped here even when the row is wider, since longer rows are hard to read.
  static let longestSentence = 110

  /// Makes a layout; the width is kept within ``widths``.
  public init(width: Int = 80, isPlain: Bool = false, usesColour: Bool = false) {
    self.width = min(max(width, Self.widths.lowerBound), Self.widths.upperBound)
    self.isPlain = isPlain
    self.usesColour = usesColour
  }

  /// The blocks as text without a final line break.
  public func text(of blocks: [Block]) -> String {
    var rows: [String] = []
    for block in blocks { rows += self.rows(of: isPlain ? block.spoken : block) }
    while rows.last?.isEmpty == true { rows.removeLast() }
    return rows.joined(separator: "\n")
  }

  private func rows(of block: Block) -> [String] {
    switch block {
    case .blank: [""]
    case .text(let phrase, let indent, let hanging):
      wrapped(
        phrase, first: spaces(indent), next: spaces(indent + hanging),
        limit: min(width, max(Self.longestSentence, indent + 60)))
    case .quote(let line, let indent): quoteRows(line, indent: spaces(indent))
    case .table(let cells, let indent): tableRows(cells, indent: indent)
    case .tree(let branches, let indent): treeRows(branches, spaces(indent), number: "")
    case .verbatim(let text, let indent): verbatimRows(text, indent: spaces(indent))
    case .timeline(let timeline, let indent): timelineRows(timeline, indent: spaces(indent))
    case .report(let text):
      text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.visible }
    }
  }

  func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  // MARK: Text that others wrote

  private func verbatimRows(_ text: String, indent: String) -> [String] {
    let bar = isPlain ? "" : "│ "
    let room = max(8, width - indent.count - bar.count)
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      let line = line.last == "\r" ? line.dropLast() : line
      var pieces = Phrase(String(line)).characters.cutAtSpaces(every: room)
      if pieces.isEmpty { pieces = [[]] }
      return pieces.map { (indent + bar + painted($0)).withoutBlanksAtEnd }
    }
  }

  // MARK: Tables

  private static let gap = 2
  /// A last column with less room goes below the others.
  private static let narrowestColumn = 28

  private func tableRows(_ rows: [[Phrase]], indent: Int) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    guard columns > 1 else {
      return rows.flatMap {
        wrapped($0.first ?? "", first: spaces(indent), next: spaces(indent + 2))
      }
    }
    if isPlain {
      return rows.flatMap { cells in
        wrapped(read(cells), first: spaces(indent), next: spaces(indent + 2))
      }
    }
    let widths = (0..<columns - 1).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].columns : 0 }.max() ?? 0
    }
    let left = indent + widths.reduce(0) { $0 + $1 + Self.gap }
    let last = rows.map { $0.count == columns ? $0[columns - 1].columns : 0 }.max() ?? 0
    guard left + last <= width || width - left >= Self.narrowestColumn else {
      return stackedRows(rows, indent: indent)
    }
    return rows.flatMap { cells -> [String] in
      var head: [StyledCharacter] = Phrase(spaces(indent)).characters
      for column in 0..<columns - 1 {
        let cell = cells.indices.contains(column) ? cells[column].characters : []
        head += cell + Phrase(spaces(widths[column] + Self.gap - cell.columns)).characters
      }
      let last = cells.count == columns ? cells[columns - 1] : ""
      return wrapped(last, first: head, next: spaces(left), limit: width)
    }
  }

  /// The cells of a row one after the other, with one colon between two.
  private func read(_ cells: [Phrase]) -> Phrase {
    cells.filter { !$0.text.isEmpty }.reduce("") { row, cell in
      row.text.isEmpty ? cell : row + (row.text.hasSuffix(":") ? " " : ": ") + cell
    }
  }

  /// For narrow rows: the first cell, and the others below it.
  private func stackedRows(_ rows: [[Phrase]], indent: Int) -> [String] {
    rows.flatMap { cells -> [String] in
      let head = cells.dropLast().filter { !$0.text.isEmpty }.joined(by: "  ")
      var result = wrapped(head, first: spaces(indent), next: spaces(indent + 2))
      if let last = cells.last, cells.count > 1, !last.text.isEmpty {
        result += wrapped(last, first: spaces(indent + 4), next: spaces(indent + 4))
      }
      return result
    }
  }

  // MARK: Trees

  private func treeRows(_ branches: [Branch], _ indent: String, number: String) -> [String] {
    var rows: [String] = []
    for (index, branch) in branches.enumerated() {
      let isLast = index == branches.count - 1
      if isPlain {
        let label = number + "\(index + 1)."
        rows += wrapped(Phrase(label + " ") + branch.phrase, first: indent, next: indent + "  ")
        for quote in branch.quotes { rows += quoteRows(quote, indent: indent + "  ") }
        rows += treeRows(branch.children, indent + "  ", number: label)
      } else {
        let below = indent + (isLast ? "  " : "│ ")
        let next = below + (branch.children.isEmpty ? "  " : "│ ")
        rows += wrapped(branch.phrase, first: indent + (isLast ? "└ " : "├ "), next: next)
        for quote in branch.quotes { rows += quoteRows(quote, indent: next) }
        rows += treeRows(branch.children, below, number: "")
      }
    }
    return rows
  }
}
