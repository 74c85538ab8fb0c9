// Regular endings of words.

/// Regular endings.
enum Inflection {
  /// English: -s, -ed, -ing with what they do to the end of the word. Gives forms that do not
  /// exist as well (`offerred`), which harms nobody.
  static func english(_ word: String) -> [String] {
    let letters = Array(word.utf8)
    guard letters.count > 1, letters.allSatisfy({ (0x61...0x7A).contains($0) }) else { return [] }
    let last = letters[letters.count - 1]
    let before = letters[letters.count - 2]
    let vowels = Array("aeiou".utf8)
    let stem = String(word.dropLast())
    if last == UInt8(ascii: "e") { return [word + "s", word + "d", stem + "ing", word + "ing"] }
    if last == UInt8(ascii: "y"), !vowels.contains(before) {
      return [stem + "ies", stem + "ied", word + "ing"]
    }
    var forms = [word + "s", word + "ed", word + "ing"]
    if "sxzo".utf8.contains(last) || (last == UInt8(ascii: "h") && "cs".utf8.contains(before)) {
      forms.append(word + "es")
    }
    if !vowels.contains(last), vowels.contains(before), !"wxy".utf8.contains(last) {
      let doubled = word + String(UnicodeScalar(last))
      forms += [doubled + "ed", doubled + "ing"]
    }
    return forms
  }
}
