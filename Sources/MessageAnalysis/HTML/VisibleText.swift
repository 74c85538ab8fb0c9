// The text of an HTML body as a reader sees it: white space folded, line breaks where blocks end,
// hidden text left out. Every byte knows its place in what the author wrote.

/// Builds a rendered text piece by piece.
struct VisibleText {
  /// What takes the place of an image without alternative text: U+FFFC.
  private static let objectMark: [UInt8] = [0xEF, 0xBF, 0xBC]

  /// The rendered text.
  private(set) var bytes: [UInt8] = []
  /// Where its bytes come from.
  private(set) var map = SourceMap()
  private var lineHasContent = false
  private var breaks: [Range<Int>] = []
  private var breakCount = 0
  private var margin: Range<Int>?
  private var space: Range<Int>?

  /// A line break at a tag.
  mutating func lineBreak(at tag: Range<Int>) {
    settleMargin()
    add(1, at: tag)
    lineHasContent = false
    space = nil
  }

  /// The border of a block; paragraphs have an empty line around them.
  mutating func border(at tag: Range<Int>, isParagraph: Bool) {
    if lineHasContent { add(1, at: tag) }
    lineHasContent = false
    space = nil
    if isParagraph, margin == nil { margin = tag }
  }

  /// A paragraph with nothing in it, which people put for an empty line.
  mutating func emptyParagraph(at tag: Range<Int>) { add(1, at: tag) }

  /// The border of a table's cell: a space.
  mutating func cell(at tag: Range<Int>) {
    if lineHasContent { space = space ?? tag }
  }

  /// An image, with its alternative text when that is seen.
  mutating func image(at tag: Range<Int>, alternative: HTMLAttribute?) {
    flush()
    if let alternative, !alternative.value.isEmpty {
      let text = Array(alternative.value.utf8)
      bytes += text
      if alternative.isVerbatim {
        map.appendVerbatim(alternative.range)
      } else {
        map.append(text.count, for: alternative.range)
      }
    } else {
      bytes += Self.objectMark
      map.append(Self.objectMark.count, for: tag)
    }
  }

  /// A sign that nobody sees, such as the one that turns the direction of letters.
  mutating func sign(_ sign: Unicode.Scalar, at tag: Range<Int>) {
    flush()
    let text = Array(String(sign).utf8)
    bytes += text
    map.append(text.count, for: tag)
  }

  /// Text with its places; `keepsSpaces` as in `<pre>`.
  mutating func text(_ text: [UInt8], _ pieces: [AlignedPiece], keepsSpaces: Bool) {
    for piece in pieces {
      var place = piece.text.lowerBound
      while place < piece.text.upperBound {
        let start = place
        let isSpace = Self.isSpace(text[place])
        place = isSpace ? Self.endOfSpaces(text, place, piece) : Self.endOfWords(text, place, piece)
        let source =
          piece.isVerbatim
          ? piece.source.lowerBound + start - piece.text.lowerBound..<piece.source.lowerBound
            + place - piece.text.lowerBound
          : piece.source
        if isSpace, keepsSpaces {
          keep(text[start..<place], source, isVerbatim: piece.isVerbatim)
        } else if isSpace {
          if lineHasContent { space = space ?? source }
        } else {
          flush()
          bytes += text[start..<place]
          if piece.isVerbatim {
            map.appendVerbatim(source)
          } else {
            map.append(place - start, for: source)
          }
        }
      }
    }
  }

  private mutating func keep(_ spaces: ArraySlice<UInt8>, _ source: Range<Int>, isVerbatim: Bool) {
    for (offset, byte) in spaces.enumerated() {
      let place =
        isVerbatim ? source.lowerBound + offset..<source.lowerBound + offset + 1 : source
      if byte == 0x0A {
        lineBreak(at: place)
      } else if lineHasContent {
        space = space ?? place
      }
    }
  }

  private mutating func settleMargin() {
    guard let tag = margin else { return }
    margin = nil
    add(1, at: tag)
  }

  /// Notes line breaks; of many in a row only the places of the first and the last are kept.
  private mutating func add(_ count: Int, at tag: Range<Int>) {
    breakCount += count
    if breaks.count == 2 { breaks.removeLast() }
    breaks.append(tag)
  }

  /// Writes what stands between the last content and the next.
  private mutating func flush() {
    settleMargin()
    if bytes.isEmpty {
      // What stands before the first character is no break in the text.
    } else if let first = breaks.first, let last = breaks.last {
      bytes.append(0x0A)
      map.append(1, for: first)
      if breakCount > 1 {
        bytes += [UInt8](repeating: 0x0A, count: breakCount - 1)
        map.append(breakCount - 1, for: last)
      }
    } else if let space {
      bytes.append(0x20)
      map.append(1, for: space)
    }
    breaks.removeAll(keepingCapacity: true)
    breakCount = 0
    space = nil
    lineHasContent = true
  }

  private static func endOfSpaces(_ text: [UInt8], _ start: Int, _ piece: AlignedPiece) -> Int {
    var place = start
    while place < piece.text.upperBound, isSpace(text[place]) { place += 1 }
    return place
  }

  /// Where words end that stand as they were written, with one space between them.
  private static func endOfWords(_ text: [UInt8], _ start: Int, _ piece: AlignedPiece) -> Int {
    let end = piece.text.upperBound
    var place = start
    while place < end {
      if !isSpace(text[place]) {
        place += 1
      } else if piece.isVerbatim, text[place] == 0x20, place + 1 < end, !isSpace(text[place + 1]) {
        place += 2
      } else {
        break
      }
    }
    return place
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
  }
}
