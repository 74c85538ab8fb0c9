// What can come next in a statement: one offer for each way to finish the word at the cursor, with
// a few words on what it is.

import CEL

/// One way to finish the word at the cursor.
public struct Offer: Hashable, Sendable {
  /// What takes the word's place.
  public let text: String
  /// What it is, in a few words.
  public let description: String
  /// Whether the word ends with it.
  public let isFinal: Bool

  init(_ text: String, _ description: String = "", isFinal: Bool = true) {
    self.text = text
    self.description = description
    self.isFinal = isFinal
  }
}

/// The offers for one word.
public struct Offers: Hashable, Sendable {
  /// The word, as UTF-8 offsets of the line.
  public let replaced: Range<Int>
  /// The offers in the order in which they are listed.
  public let offers: [Offer]
}

extension Session {
  /// What can stand at a cursor.
  ///
  /// - Parameter cursor: A UTF-8 offset into the line.
  public func offers(in line: String, at cursor: Int) -> Offers {
    let bytes = Array(line.utf8.prefix(max(0, cursor)))
    guard !isComposing else { return Offers(replaced: cursor..<cursor, offers: []) }
    let source = SourceText(name: "", text: String(decoding: bytes, as: UTF8.self))
    var reader = StatementScanner(source, from: Self.startOfLastStatement(source, bytes))
    var words: [Word] = []
    while let word = reader.nextWord(before: bytes.count) { words.append(word.word) }
    let isNewWord = words.last.map { $0.span.range.upperBound < bytes.count } ?? true
    let typed = isNewWord ? "" : String(words.removeLast().span.text)
    let found = offers(after: words, typed: typed).filter { $0.text.isOffer(for: typed) }
    return Offers(replaced: bytes.count - typed.utf8.count..<bytes.count, offers: found)
  }

  /// What would probably follow a line: the rest of the only offer, once something is typed.
  public func suggestion(for line: String) -> String? {
    let offers = offers(in: line, at: line.utf8.count)
    let typed = String(
      decoding: Array(line.utf8)[offers.replaced.clamped(to: 0..<line.utf8.count)], as: UTF8.self)
    guard !typed.isEmpty, offers.offers.count == 1, let only = offers.offers.first?.text,
      only.hasPrefix(typed), only != typed
    else { return nil }
    return String(only.dropFirst(typed.count))
  }

  private static func startOfLastStatement(_ source: SourceText, _ bytes: [UInt8]) -> Int {
    var scanner = StatementScanner(source)
    var start = bytes.count
    while let (span, _) = scanner.nextStatement() {
      let isEnded = bytes[span.range.upperBound...].contains {
        $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "\n")
      }
      start = isEnded ? bytes.count : span.range.lowerBound
    }
    return start
  }
}

extension String {
  /// Whether an offer fits what was typed; hyphens and underscores are alike, and case is not
  /// looked at.
  fileprivate func isOffer(for typed: String) -> Bool {
    func folded(_ text: String) -> String {
      String(text.lowercased().map { $0 == "_" ? "-" : $0 })
    }
    return folded(self).hasPrefix(folded(typed))
  }
}
