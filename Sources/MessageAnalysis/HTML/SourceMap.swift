// Leads from the bytes of a rendered text back to what the author wrote: a list of pieces, each
// either the same bytes elsewhere or bytes that stand for a place as a whole.

/// Where each byte of a text comes from.
struct SourceMap {
  /// Bytes of the text from `start` up to the next piece.
  private struct Piece {
    let start: Int
    let source: Range<Int>
    /// Whether the bytes are those of the source, one by one.
    let isVerbatim: Bool
  }

  private var pieces: [Piece] = []
  /// The length of the text so far.
  private(set) var count = 0

  /// Adds bytes that stand in the source as they are.
  mutating func appendVerbatim(_ source: Range<Int>) {
    guard !source.isEmpty else { return }
    if let last = pieces.last, last.isVerbatim,
      last.source.lowerBound + (count - last.start) == source.lowerBound
    {
      count += source.count
      return
    }
    pieces.append(Piece(start: count, source: source, isVerbatim: true))
    count += source.count
  }

  /// Adds bytes that stand for a place: an entity, a tag, a run of white space.
  mutating func append(_ length: Int, for source: Range<Int>) {
    guard length > 0 else { return }
    pieces.append(Piece(start: count, source: source, isVerbatim: false))
    count += length
  }

  /// The place in the source of a place in the text; what the author wrote between the two ends
  /// is part of it.
  func source(of range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty, !pieces.isEmpty else { return 0..<0 }
    let first = source(ofByte: range.lowerBound)
    let last = source(ofByte: range.upperBound - 1)
    // Text that was moved out of a table may stand before what it follows.
    return min(first.lowerBound, last.lowerBound)..<max(first.upperBound, last.upperBound)
  }

  private func source(ofByte place: Int) -> Range<Int> {
    var low = 0
    var high = pieces.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if pieces[middle].start <= place { low = middle } else { high = middle }
    }
    let piece = pieces[low]
    guard piece.isVerbatim else { return piece.source }
    let start = piece.source.lowerBound + (place - piece.start)
    return start..<start + 1
  }
}
