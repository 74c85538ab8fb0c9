// Everything that has a name of its own: whatever the shell has printed can be shown again.

import CEL
import PolicyEngine
import Scenarios

extension Session {
  /// What a name stands for beside messages and orders: a case or a side of an edge, a rule, a
  /// source, a term or a passage; `nil` when it stands for none.
  func describe(_ word: Word) throws(Diagnostics) -> Reply? {
    if let known = knownCase(word.text) { return show(known) }
    if policy.rule(word.text) != nil { return try describeRule(word) }
    if let citation = policy.citation(word.text) { return describe(citation) }
    if let term = allTerms.first(where: { $0.name == FactName.shown(word.text.lowercased()) }) {
      return explain(term)
    }
    return try existingPassage(word).map { show($0) }
  }

  /// A source with what rests on it.
  private func describe(_ citation: CitationDocument) -> Reply {
    let id = citation.id.content
    let rules = policy.rules.filter { rule in
      (rule.document.citations + rule.document.unlessCitations).contains { $0.content == id }
        || rule.document.conflict?.content == id
    }
    let sure = citation.confidence.isEmpty ? "" : " · how sure: \(citation.confidence)"
    return Reply(
      [
        .text(.name(id) + Phrase(" — \(citation.place)\(sure)"), hanging: 2),
        .text(Phrase(citation.statement), indent: 2), .blank,
        .text(Phrase(rules.isEmpty ? "No rule rests on it." : "Rules that rest on it:"), indent: 2),
        .table(rules.map { [.name($0.id), Phrase($0.title)] }, indent: 4),
      ],
      json: [
        "id": .text(id), "place": .text(citation.place), "statement": .text(citation.statement),
        "confidence": .text(citation.confidence), "rules": .texts(rules.map(\.id)),
      ])
  }
}
