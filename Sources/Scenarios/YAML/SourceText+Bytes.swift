// Bytes as text, with the place of the first byte that is none.

public import CEL

extension SourceText {
  /// Takes bytes as text.
  ///
  /// - Throws: the place of the first byte that isn't UTF-8.
  public convenience init(name: String, bytes: [UInt8]) throws(Diagnostics) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      // The repaired text equals the bytes up to the first fault.
      let repaired = SourceText(name: name, text: String(decoding: bytes, as: UTF8.self))
      var offset = 0
      var iterator = bytes.makeIterator()
      var decoder = UTF8()
      while case .scalarValue(let scalar) = decoder.decode(&iterator) {
        offset += UTF8.width(scalar)
      }
      throw Diagnostics(
        Diagnostic(
          id: "not-utf8", "the file is not UTF-8 from here on",
          at: SourceSpan(repaired, offset..<offset + 3),
          help: "save the file as UTF-8; it may be in Windows-1252 or UTF-16"))
    }
    self.init(name: name, text: text)
  }
}
