// The lexicons that are compiled into the program, and the analyzer made of them.

public import CEL
public import MessageAnalysis

/// Lexicons and host lists, read but not compiled.
public struct LexiconFiles: Sendable {
  /// The lexicons in the order of their languages and file names.
  public let lexicons: [Lexicon]
  /// The host lists.
  public let hosts: HostLists

  /// Reads the files that are compiled into the program.
  ///
  /// - Throws: every fault of every file.
  public static func builtIn() throws(Diagnostics) -> LexiconFiles {
    var sources: [SourceText] = []
    for file in embeddedFiles {
      let path = file.path.description
      if path.hasPrefix("Lexicons/"), path.hasSuffix(".yaml") {
        sources.append(SourceText(name: path, text: file.contents.description))
      }
    }
    return try LexiconFiles(sources)
  }

  /// Reads files: `hosts.yaml` holds the host lists, every other one is a lexicon. The file
  /// `language.yaml` of a folder is read before the others, which use its lists.
  ///
  /// - Throws: every fault of every file.
  public init(_ sources: [SourceText]) throws(Diagnostics) {
    var problems: [Diagnostic] = []
    var lexicons: [Lexicon] = []
    var hosts = HostLists()
    let inOrder = sources.sorted { left, right in
      (left.name.hasSuffix("/language.yaml") ? 0 : 1, left.name)
        < (right.name.hasSuffix("/language.yaml") ? 0 : 1, right.name)
    }
    for source in inOrder {
      do {
        if source.name.hasSuffix("hosts.yaml") {
          hosts = try LexiconReader.hosts(source)
        } else {
          lexicons.append(try LexiconReader.lexicon(source))
        }
      } catch {
        problems += error.all
      }
    }
    if !problems.isEmpty { throw Diagnostics(problems) }
    self.lexicons = lexicons
    self.hosts = hosts
  }

  /// Compiles the lexicons.
  ///
  /// - Throws: every fault in patterns, names and lists.
  public func analyzer() throws(Diagnostics) -> Analyzer {
    try Analyzer(lexicons: lexicons, hosts: hosts)
  }
}
