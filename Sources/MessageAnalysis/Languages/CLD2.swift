// The only Swift file that knows the C++ library for languages (CLD2, by the shim CCLD2). Its
// tables are constants and a call keeps nothing, so that any number of threads may call.

internal import CCLD2

/// Asks for the language of a piece of text.
enum CLD2 {
  /// What the library thinks.
  struct Answer: Sendable {
    /// A code of ISO 639, `nil` when it can't tell.
    let code: String?
    /// How well the text fits what is usual for the language: 1000 is usual.
    let score: Double
    /// Whether it relies on its answer.
    let isReliable: Bool
  }

  /// The language of valid UTF-8 text without control characters.
  ///
  /// - Parameter hint: A language to which the text leans.
  static func identify(_ text: [UInt8], hint: String? = nil) -> Answer {
    let answer = text.withUnsafeBytes { bytes in
      cld2_identify(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, hint)
    }
    let code = String(cString: answer.code)
    return Answer(
      code: code == "un" ? nil : modern[code] ?? code, score: answer.score,
      isReliable: answer.is_reliable)
  }

  /// Codes that have changed since the library was made, and variants that are written alike.
  private static let modern = [
    "iw": "he", "jw": "jv", "mo": "ro", "nn": "no", "zh-Hant": "zh",
  ]
}
