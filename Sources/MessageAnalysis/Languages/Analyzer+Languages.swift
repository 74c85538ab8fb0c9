// The facts on a message's language: what its parts tell.

extension Analyzer {
  /// A language with a smaller share of the letters is none of the message's languages: a greeting
  /// is no translation.
  private static let leastShare = 0.25

  /// Adds what one part tells; the subject comes before the body.
  func addLanguages(_ found: TextLanguages, to values: inout [TextValue]) {
    if let main = found.main {
      values[StructuralFact.language.rawValue] = .string(main)
      values[StructuralFact.languages.rawValue] = .strings(
        found.shares.filter { $0.share >= Self.leastShare }.map(\.language))
    } else if found.hasWords, values[StructuralFact.language.rawValue] == .absent {
      values[StructuralFact.language.rawValue] = .unknown
    }
  }
}
