// Regular endings of words.

/// Regular endings.
enum Inflection {
  /// English: -s, -ed, -ing with what they do to the end of the word. Gives forms that do not
  /// exist as well (`offerred`), which harms nobody.
  static func english(_ word: ArraySlice<UInt8>) -> [[UInt8]] {
    guard word.count > 1, word.allSatisfy({ $0 &- 0x61 < 26 }) else { return [] }
    let whole = Array(word)
    let stem = Array(word.dropLast())
    let last = whole[whole.count - 1]
    let before = whole[whole.count - 2]
    let (s, d, ing) = ([UInt8(ascii: "s")], [UInt8(ascii: "d")], Array("ing".utf8))
    let (es, ed) = (Array("es".utf8), Array("ed".utf8))
    if last == UInt8(ascii: "e") { return [whole + s, whole + d, stem + ing, whole + ing] }
    if last == UInt8(ascii: "y"), !isVowel(before) {
      return [stem + Array("ies".utf8), stem + Array("ied".utf8), whole + ing]
    }
    var forms = [whole + s, whole + ed, whole + ing]
    if "sxzo".utf8.contains(last) || (last == UInt8(ascii: "h") && "cs".utf8.contains(before)) {
      forms.append(whole + es)
    }
    if !isVowel(last), isVowel(before), !"wxy".utf8.contains(last) {
      let doubled = whole + [last]
      forms += [doubled + ed, doubled + ing]
    }
    return forms
  }

  private static func isVowel(_ letter: UInt8) -> Bool { "aeiou".utf8.contains(letter) }
}
