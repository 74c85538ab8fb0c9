// From libyaml's character counts to UTF-8 offsets. Events come nearly in order, so the cursor
// moves a little at a time and the whole text is walked about once.

/// A place in a text, known in characters and in bytes.
struct YAMLCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let isASCII: Bool
  /// Bytes that libyaml never sees: a byte order mark.
  let base: Int
  private var character = 0
  private var byte: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool) {
    self.bytes = bytes
    self.isASCII = isASCII
    base = !isASCII && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    byte = base
  }

  /// The offset of a character; the length of the text for places behind it.
  mutating func offset(of target: Int) -> Int {
    if isASCII { return min(target, bytes.count) }
    while character < target, byte < bytes.count {
      byte += 1
      while byte < bytes.count, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
      character += 1
    }
    while character > target, byte > base {
      byte -= 1
      while byte > base, bytes[byte] & 0xC0 == 0x80 { byte -= 1 }
      character -= 1
    }
    return byte
  }
}
