// Pasted text made fit for the line: one kind of line end, and letters in one piece where
// Unicode has them, since libedit draws a letter with a separate accent wrongly.

extension String {
  /// The text with `\r\n` and `\r` as `\n`, without NUL, and accents joined to their letters.
  var pastedText: String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    var hasMarks = false
    for scalar in unicodeScalars {
      switch scalar {
      case "\0": break
      case "\n" where previous == "\r": break
      case "\r": result.append("\n")
      default:
        if scalar.properties.canonicalCombiningClass != .notReordered { hasMarks = true }
        result.append(scalar)
      }
      previous = scalar
    }
    let text = String(result)
    return hasMarks ? text.composed : text
  }

  /// The text with each letter and its accents as one scalar where there is one.
  private var composed: String {
    var whole: [Character: Unicode.Scalar] = [:]
    // Latin, Greek, Cyrillic, more Latin and Greek, kana. `Character` compares canonically.
    for value in [0xC0...0x52F, 0x1E00...0x1FFF, 0x3040...0x30FF].joined() {
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      let character = Character(scalar)
      if whole[character] == nil { whole[character] = scalar }
    }
    var result = ""
    for character in self {
      if character.unicodeScalars.count > 1, let scalar = whole[character] {
        result.unicodeScalars.append(scalar)
      } else {
        result.append(character)
      }
    }
    return result
  }
}
