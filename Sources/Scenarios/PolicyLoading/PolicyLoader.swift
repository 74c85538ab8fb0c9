// From the YAML texts of a policy to its document as written. Problems of all files are told at
// once; what follows from names and types between files is checked by `Policy`.

public import CEL
public import PolicyEngine

/// Reads the files of one policy.
public struct PolicyLoader {
  var reader = YAMLReader()
  /// The zone in which dates of the policy begin.
  var zone = TimeZone.utc
  var document: PolicyDocument
  /// The types of the facts by name in CEL spelling, for the examples.
  var factTypes: [String: FactType] = [:]
  /// The names shown for the keys of sources.
  var sourceNames: [String: String] = [:]
  private var files: [File] = []
  /// Whether every file could be parsed; else names that seem unknown may stand in the others.
  private(set) var isWhole = true

  private struct File {
    let root: YAMLNode
    let kind: KeyTable
  }

  /// Reads a policy.
  ///
  /// - Throws: every problem of its files, with places.
  public static func load(_ sources: PolicySources) throws(Diagnostics) -> PolicyDocument {
    var loader = PolicyLoader(sources)
    loader.readAll()
    try loader.reader.finish()
    return loader.document
  }

  private init(_ sources: PolicySources) {
    document = PolicyDocument(name: Written(sources.name), title: sources.name, questions: [])
    var problems: [Diagnostic] = []
    // The forms of order files are read when they are needed.
    for text in sources.texts where text != sources[PolicySources.importsFile] {
      guard let root = YAMLDocument.parse(text, reporting: &problems)?.root else {
        isWhole = false
        continue
      }
      // What comes with a store is no part of the policy's document.
      if root.kind == .mapping, root["stores"] != nil { continue }
      guard let kind = Self.kind(of: root) else {
        problems.append(.unknownFile(root))
        continue
      }
      files.append(File(root: root, kind: kind))
    }
    for problem in problems { reader.report(problem) }
  }

  /// The kind of a file, by its first key that tells one.
  private static func kind(of root: YAMLNode) -> KeyTable? {
    for entry in root.entries where entry.key.kind == .scalar {
      for table in [PolicyKeys.policy, PolicyKeys.chapter] + PolicyKeys.lists
      where entry.key.withUTF8({ $0.elementsEqual(table.keys[0].name.utf8) }) {
        return table
      }
    }
    return nil
  }

  private mutating func readAll() {
    // The zone comes first, then what the examples and citations need.
    var chapters: [YAMLNode]?
    forEachFile("policy") { loader, fields in chapters = loader.readPolicy(fields) }
    forEachFile("facts") { loader, fields in
      for node in loader.items(fields["facts"], PolicyKeys.fact) { loader.readFact(node) }
    }
    forEachFile("parameters") { loader, fields in
      for node in loader.items(fields["parameters"], PolicyKeys.parameter) {
        loader.readParameter(node)
      }
    }
    forEachFile("definitions") { loader, fields in
      for node in loader.items(fields["definitions"], PolicyKeys.definition) {
        loader.readDefinition(node)
      }
    }
    forEachFile("sources") { loader, fields in loader.readSources(fields) }
    forEachFile("editions") { loader, fields in
      for node in loader.items(fields["editions"], PolicyKeys.edition) { loader.readEdition(node) }
    }
    forEachFile("not-rules") { loader, fields in
      for node in loader.items(fields["not-rules"], PolicyKeys.setAside) {
        loader.readSetAside(node)
      }
    }
    readChapters(chapters)
  }

  /// Reads the chapters in the order that the policy file gives.
  private mutating func readChapters(_ order: [YAMLNode]?) {
    var remaining = files.filter { $0.kind.keys[0].name == "chapter" }
    for node in order ?? [] {
      guard let name = reader.text(node) else { continue }
      if let index = remaining.firstIndex(where: { $0.root.document.fileName == name }) {
        readChapter(remaining.remove(at: index).root)
      } else if isWhole {
        let near = name.nearest(among: remaining.map(\.root.document.fileName))
        reader.report(
          "unknown-chapter", "there is no file `\(name).yaml` with rules", at: node,
          help: near.map { "did you mean `\($0)`?" })
      }
    }
    for file in remaining {
      if order != nil {
        reader.report(
          "unlisted-chapter", "no list names this chapter",
          at: file.root["chapter"] ?? file.root,
          help: "add `\(file.root.document.fileName)` to `chapters` in the policy file")
      }
      readChapter(file.root)
    }
  }

  private mutating func readChapter(_ root: YAMLNode) {
    guard let fields = reader.fields(root, PolicyKeys.chapter) else { return }
    let rules = items(fields["rules"], PolicyKeys.rule)
    document.chapters.append(
      ChapterDocument(
        title: text(fields["chapter"]), about: text(fields["about"]),
        rules: rules.compactMap { readRule($0) }))
  }

  private mutating func forEachFile(
    _ key: String, _ body: (inout PolicyLoader, YAMLFields) -> Void
  ) {
    let matching = files.filter { $0.kind.keys[0].name == key }
    if key == "policy", matching.count > 1 || matching.isEmpty && isWhole {
      reader.report(
        Diagnostic(
          id: "no-policy-file",
          matching.isEmpty
            ? "no file of this policy begins with `policy:`"
            : "\(matching.count) files of this policy begin with `policy:`",
          at: matching.last?.root.span,
          help: "one file, policy.yaml, says what the policy is called"))
    }
    for file in matching {
      if let fields = reader.fields(file.root, file.kind) { body(&self, fields) }
    }
  }

  private mutating func readPolicy(_ fields: YAMLFields) -> [YAMLNode]? {
    document.name = written(fields["policy"])
    document.title = text(fields["title"])
    document.notice = text(fields["notice"])
    document.zoneFact = fields["zone-fact"].map { FactName.inConditions(text($0)) }
    if let node = fields["zone"], let identifier = reader.text(node) {
      if let zone = TimeZone(identifier: identifier) {
        self.zone = zone
      } else {
        reader.report(
          "unknown-zone", "the system knows no time zone `\(identifier)`", at: node,
          help: "install the package `tzdata`, or correct the name")
      }
    }
    for node in items(fields["questions"], PolicyKeys.question) {
      document.questions.append(
        QuestionDocument(
          id: written(node["id"]), asks: text(node["asks"]),
          otherwise: reader.bool(node["otherwise"]) ?? false))
    }
    return fields["chapters"].map { reader.items($0, of: .text) }
  }
}

extension YAMLDocument {
  /// The last part of the text's name, without `.yaml`.
  fileprivate var fileName: String {
    let name = source.name.split(separator: "/").last.map(String.init) ?? source.name
    return name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
  }
}

extension Diagnostic {
  fileprivate static func unknownFile(_ root: YAMLNode) -> Diagnostic {
    let names = ([PolicyKeys.policy, PolicyKeys.chapter] + PolicyKeys.lists)
      .map { "`\($0.keys[0].name)`" }
    return Diagnostic(
      id: "unknown-file", "this is no file of a policy",
      at: root.entries.first { _ in true }?.key.span ?? root.span,
      help: "it has one of the keys \(names.joined(separator: ", "))")
  }
}
