// What the check of spelling knows beside the dictionaries, as plain values; a file holds it.

/// Which dictionary is whose, and which words are no errors.
public struct SpellingTable: Sendable {
  /// A dictionary as its package installs it.
  public struct Dictionary: Hashable, Sendable {
    /// The name of its files without `.aff` and `.dic`: `en_US`.
    public let file: String
    /// The Debian package with the files.
    public let package: String
    /// The regions whose spelling it has, as `US`; empty: all that no other names.
    public let regions: [String]

    /// Creates a dictionary.
    public init(file: String, package: String, regions: [String] = []) {
      self.file = file
      self.package = package
      self.regions = regions
    }
  }

  /// For each language by its code its dictionaries, the usual one first.
  public var dictionaries: [String: [Dictionary]] = [:]
  /// Languages in which a capital letter is no sign of a name.
  public var capitalNouns: Set<String> = []
  /// For each language the letters that it has beside those from a to z.
  public var letters: [String: String] = [:]
  /// Words in small letters after which a name stands.
  public var beforeNames: Set<String> = []
  /// Words in small letters that are right in every language.
  public var words: Set<String> = []

  /// A table without anything.
  public init() {}

  /// The dictionaries for a language in a region: the one that has the region's spelling, or, when
  /// the region is not known, all.
  func dictionaries(of language: String, region: String?) -> [Dictionary] {
    let all = dictionaries[language] ?? []
    guard let region, let own = all.first(where: { $0.regions.contains(region) }) else {
      return all
    }
    return [own]
  }
}
