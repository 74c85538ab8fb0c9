// Rules with their examples.

import CEL
import PolicyEngine

extension PolicyLoader {
  mutating func readRule(_ fields: YAMLFields) -> RuleDocument? {
    let mainQuestion = document.questions.first?.id.content ?? "permitted"
    let effect = reader.choice(fields["effect"], as: Effect.self)
    var rule = RuleDocument(
      id: written(fields["id"]), title: text(fields["title"]),
      question: fields["question"].map { written($0) } ?? Written(mainQuestion),
      effect: effect ?? .advise, when: expression(fields["when"]) ?? Written(""),
      says: written(fields["says"]))
    if let period = reader.fields(fields["in-force"], PolicyKeys.inForce) {
      rule.from = reader.timestamp(period["from"], in: zone)
      rule.until = reader.timestamp(period["until"], in: zone)
      if let from = rule.from, let until = rule.until, until <= from {
        reader.report(
          "never-in-force", "the rule ends before it begins", at: period["until"] ?? period.node)
      }
    }
    rule.must = expression(fields["must"])
    rule.unless = expression(fields["unless"])
    rule.unlessCitations = writtenList(fields["unless-cites"])
    rule.why = reader.text(fields["why"])
    if let once = fields["once"] { rule.isToldOnce = reader.bool(once) ?? false }
    rule.conflict = fields["conflict"].map { written($0) }
    rule.citations = writtenList(fields["cites"])
    if let remedy = reader.fields(fields["remedy"], PolicyKeys.remedy),
      let kind = reader.choice(remedy["kind"], as: RemedyKind.self)
    {
      rule.remedy = Remedy(kind: kind, text: written(remedy["text"]))
    }
    let examples = items(fields["examples"], PolicyKeys.example)
    rule.examples = examples.compactMap { readExample($0) }
    if fields["examples"]?.kind == .sequence, rule.examples.count == examples.count {
      checkSides(of: rule)
    }
    checkName(of: rule)
    return effect == nil ? nil : rule
  }

  /// A rule's id is `topic.sentence-in-kebab-case`.
  private mutating func checkName(of rule: RuleDocument) {
    let parts = rule.id.content.utf8.split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isFine = parts.allSatisfy { part in
      !part.isEmpty
        && part.allSatisfy {
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
        }
    }
    guard !rule.id.content.isEmpty, parts.count != 2 || !isFine else { return }
    reader.report(
      Diagnostic(
        id: "rule-id", "`\(rule.id.content)` is no id of a rule", at: rule.id.span,
        help: "write topic.sentence-in-kebab-case, in lower case, as in timing.within-30-days"))
  }

  /// A rule shows a case that it decides and one that it spares.
  private mutating func checkSides(of rule: RuleDocument) {
    for (isThere, word) in [
      (rule.examples.contains(where: \.decides), "decides"),
      (rule.examples.contains { !$0.decides }, "spares"),
    ] where !isThere {
      reader.report(
        Diagnostic(
          id: "one-sided-examples", "the rule `\(rule.id.content)` shows no case that it \(word)",
          at: rule.id.span, help: "add an example that begins with `\(word):`"))
    }
  }

  private mutating func readExample(_ fields: YAMLFields) -> ExampleDocument? {
    let decides = fields["decides"]
    guard let title = decides ?? fields["spares"], decides == nil || fields["spares"] == nil else {
      if !fields.meant.isDisjoint(with: ["decides", "spares"]) { return nil }
      reader.report(
        "example-side", "an example either `decides` or `spares`", at: fields.node,
        help: "write one of the two, with what the case is")
      return nil
    }
    var example = ExampleDocument(title: written(title), decides: decides != nil, given: [])
    example.subject = reader.text(fields["subject"])
    example.body = reader.text(fields["body"])
    for (key, value) in reader.entries(fields["given"], named: "facts") {
      if let given = readGiven(key, value) { example.given.append(given) }
    }
    return example
  }

  private mutating func readGiven(_ key: YAMLNode, _ value: YAMLNode) -> ExampleDocument.Given? {
    let name = FactName.inConditions(key.text)
    guard let type = factTypes[name] else {
      guard isWhole else { return nil }
      let near = key.text.nearest(among: factTypes.keys.sorted().map(FactName.shown))
      reader.report(
        "unknown-fact", "there is no fact `\(key.text)`", at: key,
        help: near.map { "did you mean `\($0)`?" } ?? "declare it in the vocabulary first")
      return nil
    }
    return reader.state(value, of: type, in: zone).map {
      ExampleDocument.Given(fact: Written(name, at: key.span), state: $0)
    }
  }
}
