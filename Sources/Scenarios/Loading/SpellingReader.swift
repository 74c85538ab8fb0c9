// Reads what the check of spelling needs beside the dictionaries, strictly: all faults at once.

public import CEL
public import MessageAnalysis

/// Reads the file `spelling.yaml`.
public enum SpellingReader {
  private static let dictionary = KeyTable(
    "dictionary", "A dictionary as its package installs it.",
    [
      .required("file", .text, "The name of its files without .aff and .dic."),
      .required("package", .text, "The Debian package with the files."),
      .optional("regions", .list(.text), "The regions whose spelling it has; all if left out."),
    ])

  private static let words = KeyTable(
    "words", "Words with the source that they are taken from.",
    [
      .required("source", .text, "Where the words are from."),
      .required("words", .list(.text), "The words."),
    ])

  private static let file = KeyTable(
    "spelling", "Which dictionary is whose, and which words are no errors.",
    [
      .required(
        "dictionaries", .named(of: "languages", .list(.keys(dictionary))),
        "The dictionaries of each language, the usual one first."),
      .required(
        "capital-nouns", .list(.text), "Languages in which a capital is no sign of a name."),
      .required(
        "letters", .named(of: "languages", .text), "Letters beside those from a to z."),
      .required("before-names", .list(.keys(words)), "Words after which a name stands."),
      .required("words", .list(.keys(words)), "Words that are right in every language."),
    ])

  /// Reads the table.
  ///
  /// - Throws: every fault of the file.
  public static func table(_ source: SourceText) throws(Diagnostics) -> SpellingTable {
    var problems: [Diagnostic] = []
    let document = YAMLDocument.parse(source, reporting: &problems)
    var reader = YAMLReader(problems: problems)
    var table = SpellingTable()
    if let fields = reader.fields(document?.root, file) {
      for (language, node) in reader.entries(fields["dictionaries"], named: "languages") {
        table.dictionaries[language.text] = reader.items(node, of: .keys(dictionary)).compactMap {
          dictionary($0, &reader)
        }
      }
      table.capitalNouns = Set(reader.texts(fields["capital-nouns"]))
      for (language, node) in reader.entries(fields["letters"], named: "languages") {
        table.letters[language.text] = reader.text(node)
      }
      table.beforeNames = all(fields["before-names"], &reader)
      table.words = all(fields["words"], &reader)
    }
    try reader.finish()
    return table
  }

  private static func dictionary(
    _ node: YAMLNode, _ reader: inout YAMLReader
  ) -> SpellingTable.Dictionary? {
    guard let fields = reader.fields(node, dictionary), let file = reader.text(fields["file"]),
      let package = reader.text(fields["package"])
    else { return nil }
    return SpellingTable.Dictionary(
      file: file, package: package, regions: reader.texts(fields["regions"]))
  }

  /// The words of all groups, in small letters.
  private static func all(_ node: YAMLNode?, _ reader: inout YAMLReader) -> Set<String> {
    var all: Set<String> = []
    for group in reader.items(node, of: .keys(words)) {
      guard let fields = reader.fields(group, words) else { continue }
      all.formUnion(reader.texts(fields["words"]).map { $0.lowercased() })
    }
    return all
  }
}
