// The YAML texts of a policy: those compiled into the program, or a folder of the user's.

public import CEL

/// All texts of one policy.
public struct PolicySources: Sendable {
  /// The name of the folder: `amazon`.
  public let name: String
  /// The texts, sorted by path.
  public let texts: [SourceText]

  /// Takes texts from anywhere.
  public init(name: String, texts: [SourceText]) {
    self.name = name
    self.texts = texts
  }

  /// The name of the file that tells which order files can be read.
  static let importsFile = "imports.yaml"

  /// The names of the policies that were compiled into the program, sorted.
  public static var embeddedNames: [String] {
    var names: [String] = []
    for file in embeddedFiles {
      let parts = file.path.description.split(separator: "/")
      if parts.count == 3, parts[0] == "Policies", names.last ?? "" != parts[1] {
        names.append(String(parts[1]))
      }
    }
    return names
  }

  /// A policy that was compiled into the program.
  ///
  /// - Throws: that there is none of this name.
  public static func embedded(_ name: String) throws(Diagnostics) -> PolicySources {
    let prefix = "Policies/\(name)/"
    var texts: [SourceText] = []
    for file in embeddedFiles {
      let path = file.path.description
      guard path.hasPrefix(prefix) else { continue }
      texts.append(SourceText(name: path, text: file.contents.description))
    }
    guard !texts.isEmpty else {
      let near = name.nearest(among: embeddedNames)
      throw Diagnostics(
        Diagnostic(
          id: "unknown-policy", "there is no policy `\(name)`", at: nil,
          help: near.map { "did you mean `\($0)`?" }
            ?? "the policies are \(embeddedNames.joined(separator: ", "))"))
    }
    return PolicySources(name: name, texts: texts)
  }

  /// A policy from a folder, all YAML files below it.
  ///
  /// - Throws: each file that can't be read, or that there is none.
  public static func folder(_ path: String) throws(Diagnostics) -> PolicySources {
    var problems: [Diagnostic] = []
    var texts: [SourceText] = []
    for file in try FileSystem.scenarioFiles([path]) {
      do throws(Diagnostics) {
        texts.append(try FileSystem.readText(file))
      } catch {
        problems += error.all
      }
    }
    if texts.isEmpty, problems.isEmpty {
      problems.append(
        Diagnostic(id: "no-policy", "there are no YAML files in `\(path)`", at: nil))
    }
    if !problems.isEmpty { throw Diagnostics(problems) }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return PolicySources(name: name, texts: texts)
  }

  /// The text of a file of the policy by its name, such as `stores.yaml`.
  public subscript(file: String) -> SourceText? {
    texts.first { $0.name == file || $0.name.hasSuffix("/\(file)") }
  }
}
