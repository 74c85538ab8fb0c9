// Sources, their statements, conflicts between them, editions, and statements set aside.

import CEL
import PolicyEngine

extension PolicyLoader {
  mutating func readSources(_ fields: YAMLFields) {
    for source in items(fields["sources"], PolicyKeys.source) {
      let key = text(source["key"])
      if sourceNames.updateValue(text(source["short"]), forKey: key) != nil {
        reader.report(
          "source-twice", "the source `\(key)` is listed twice", at: source["key"] ?? source.node)
      }
    }
    for citation in items(fields["citations"], PolicyKeys.citation) { readCitation(citation) }
    let known = Set(document.citations.map(\.id.content))
    for conflict in items(fields["conflicts"], PolicyKeys.conflict) {
      readConflict(conflict, known)
    }
  }

  /// A citation's place: `Seller Labs 2020, ch. II, do list, item 1; a second source`.
  private mutating func readCitation(_ fields: YAMLFields) {
    var places: [String] = []
    for node in reader.items(fields["source"], of: .text, orOne: true) {
      guard let key = reader.text(node) else { continue }
      guard let name = sourceNames[key] else {
        let near = key.nearest(among: sourceNames.keys.sorted())
        reader.report(
          "unknown-source", "no source has the key `\(key)`", at: node,
          help: near.map { "did you mean `\($0)`?" } ?? "add it to `sources` first")
        continue
      }
      places.append(name)
    }
    let inside = [reader.text(fields["chapter"]), reader.text(fields["position"])]
    if !places.isEmpty {
      places[0] = ([places[0]] + inside.compactMap { $0 }).joined(separator: ", ")
    }
    document.citations.append(
      CitationDocument(
        id: written(fields["id"]), place: places.joined(separator: "; "),
        statement: text(fields["text"]), confidence: text(fields["confidence"])))
  }

  /// A conflict is cited like a statement; its place is the list of those that disagree.
  private mutating func readConflict(_ fields: YAMLFields, _ known: Set<String>) {
    let cites = writtenList(fields["cites"])
    for id in cites where !known.contains(id.content) {
      let near = id.content.nearest(among: known.sorted())
      reader.report(
        Diagnostic(
          id: "unknown-citation", "no source has the id `\(id.content)`", at: id.span,
          help: near.map { "did you mean `\($0)`?" } ?? "add it to the citations first"))
    }
    let ids = cites.map(\.content).joined(separator: ", ")
    document.citations.append(
      CitationDocument(
        id: written(fields["id"]), place: "conflict between \(ids)",
        statement: "\(text(fields["text"])) \(text(fields["reading"]))"))
  }

  mutating func readEdition(_ fields: YAMLFields) {
    var about = text(fields["changed"])
    if reader.bool(fields["assumed"]) ?? false { about += " The day is assumed." }
    document.editions.append(
      EditionDocument(
        id: written(fields["id"]), title: text(fields["title"]),
        from: reader.timestamp(fields["from"], in: zone), about: about,
        citations: writtenList(fields["cites"])))
  }

  mutating func readSetAside(_ fields: YAMLFields) {
    document.setAside.append(
      SetAsideDocument(id: written(fields["id"]), reason: text(fields["reason"])))
  }
}
