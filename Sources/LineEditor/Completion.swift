// What completion offers for the word at the cursor, and how far all the offers agree.

/// One way to finish the word at the cursor.
public struct Completion: Hashable, Sendable {
  /// What takes the place of the word.
  public var text: String
  /// A few words on what it is, shown beside it in the list; may be empty.
  public var description: String
  /// Whether the word ends here, so that a space follows it; false for a folder or a prefix.
  public var isFinal: Bool

  /// Makes a completion.
  public init(text: String, description: String = "", isFinal: Bool = true) {
    self.text = text
    self.description = description
    self.isFinal = isFinal
  }
}

/// The completions of one word.
public struct Completions: Sendable {
  /// The word in the line that a completion replaces, as UTF-8 offsets.
  public var replaced: Range<Int>
  /// The offers, in the order in which they are listed.
  public var offers: [Completion]

  /// Makes a set of completions.
  public init(replaced: Range<Int>, offers: [Completion]) {
    self.replaced = replaced
    self.offers = offers
  }
}

/// A line with its word completed.
struct CompletedLine: Equatable {
  var text: String
  /// UTF-8 offset.
  var cursor: Int
}

extension Completions {
  /// The line after as much was added as all offers agree on, or nil when that adds nothing.
  func completed(_ line: String) -> CompletedLine? {
    guard let first = offers.first,
      let word = line.utf8Slice(replaced)
    else { return nil }
    var replacement = offers.dropFirst().reduce(first.text) { $0.sharedPrefix(with: $1.text) }
    let rest = line.utf8Slice(replaced.upperBound..<line.utf8.count) ?? ""
    var skipped = 0
    if offers.count == 1 {
      if first.isFinal {
        // The space that already follows is stepped over instead of doubled.
        if rest.first == " " { skipped = 1 } else { replacement += " " }
      }
    } else {
      // Offers that match loosely may share less than was typed: never take text away.
      guard replacement.utf8.count >= word.utf8.count, replacement != word else { return nil }
    }
    let before = line.utf8Slice(0..<replaced.lowerBound) ?? ""
    let result = CompletedLine(
      text: before + replacement + rest,
      cursor: before.utf8.count + replacement.utf8.count + skipped)
    if result.text == line && result.cursor == replaced.upperBound { return nil }
    return result
  }
}

extension String {
  /// The part at a range of UTF-8 offsets, or nil when the range is outside or cuts a scalar.
  func utf8Slice(_ range: Range<Int>) -> String? {
    guard range.lowerBound >= 0, range.upperBound <= utf8.count else { return nil }
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    let end = utf8.index(utf8.startIndex, offsetBy: range.upperBound)
    guard start.samePosition(in: unicodeScalars) != nil,
      end.samePosition(in: unicodeScalars) != nil
    else { return nil }
    return String(self[start..<end])
  }

  /// The longest beginning that both have, in whole characters.
  func sharedPrefix(with other: String) -> String {
    var end = startIndex
    for (mine, theirs) in zip(self, other) {
      guard mine == theirs else { break }
      end = index(after: end)
    }
    return String(self[..<end])
  }
}
