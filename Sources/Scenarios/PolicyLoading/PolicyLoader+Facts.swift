// Facts, parameters and definitions.

import CEL
import PolicyEngine

extension PolicyLoader {
  mutating func readFact(_ fields: YAMLFields) {
    let (words, meanings) = choices(fields["values"])
    let type = type(fields["type"], words: words)
    let name = name(fields["name"])
    var fact = FactDeclaration(
      name: name, type: type, choiceMeanings: meanings,
      samples: type == .string ? words : [],
      standard: reader.state(fields["default"], of: type, in: zone) ?? .unknown,
      meaning: text(fields["meaning"]), label: reader.text(fields["label"]),
      says: reader.text(fields["says"]), saysNot: reader.text(fields["says-not"]),
      isGiven: reader.bool(fields["given"]) ?? false, citations: writtenList(fields["cites"]))
    let sources = ["analysis", "files", "store", "clock", "spelling"]
    if let from = reader.choice(fields["from"], among: sources), from < 2 {
      fact.origin = .analysis
      fact.isOfFiles = from == 1
    }
    if let tally = readTally(fields["tally"]) {
      fact.origin = .tally(tally)
      if let from = fields["from"] {
        reader.report("two-origins", "a tally has no `from`", at: from, help: "remove one of them")
      }
    }
    fact.alteration = alteration(of: fact, isClock: fields["from"]?.text == "clock")
    if let written = readAlteration(fields["changes"], of: type) { fact.alteration = written }
    fact.sampleTexts = fields["sample"].map { reader.texts($0, orOne: true) } ?? []
    fact.sampleSubjects = fields["subject-sample"].map { reader.texts($0, orOne: true) } ?? []
    factTypes[name.content] = type
    document.facts.append(fact)
  }

  /// How a fact can be changed when its policy does not say.
  private func alteration(of fact: FactDeclaration, isClock: Bool) -> Alteration {
    switch fact.origin {
    case .analysis:
      var result = Alteration(.edit)
      result.takesOutOnly = true
      return result
    case .tally: return Alteration(.never)
    case .people: return isClock ? Alteration(.wait) : Alteration(fact.isGiven ? .state : .never)
    }
  }

  private mutating func readAlteration(_ node: YAMLNode?, of type: FactType) -> Alteration? {
    guard let fields = reader.fields(node, PolicyKeys.alteration),
      let means = reader.choice(fields["by"], as: Alteration.Means.self)
    else { return nil }
    func values(_ list: YAMLNode?) -> [Value]? {
      list.map { list in
        list.items.compactMap { item in
          if case .value(let value) = reader.state(item, of: type, in: zone) { value } else { nil }
        }
      }
    }
    let targets = values(fields["to"])
    var result = Alteration(
      means, targets: targets, says: reader.text(fields["says"]),
      addition: reader.text(fields["adds"]))
    result.takesOutOnly = means == .edit && targets == nil
    result.isOnlyWay = reader.bool(fields["only-way"]) ?? false
    result.valuesWithoutText = values(fields["drops-text"]) ?? []
    result.saysWithoutText = reader.text(fields["drop-says"])
    result.valuesWithoutFiles = values(fields["drops-files"]) ?? []
    result.carriedPurposes = fields["carries"].map { reader.texts($0) } ?? []
    if let cost = fields["cost"].flatMap({ reader.int($0) }) { result.cost = Int(clamping: cost) }
    result.cut = reader.choice(fields["takes"], as: Alteration.Cut.self) ?? .sentence
    return result
  }

  private mutating func choices(_ node: YAMLNode?) -> (words: [String], meanings: [String]) {
    guard let node else { return ([], []) }
    if node.kind == .sequence {
      let words = reader.texts(node)
      return (words, words)
    }
    let entries = reader.entries(node, named: "words")
    return (entries.map(\.key.text), entries.map { text($0.value) })
  }

  private mutating func readTally(_ node: YAMLNode?) -> Tally? {
    guard let fields = reader.fields(node, PolicyKeys.tally) else { return nil }
    let condition = expression(fields["where"])
    guard let direction = reader.choice(fields["of"], as: Tally.Direction.self),
      let scope = reader.choice(fields["on"], as: Tally.Scope.self),
      let result = reader.choice(fields["give"], as: Tally.Result.self)
    else { return nil }
    return Tally(direction: direction, scope: scope, condition: condition, result: result)
  }

  mutating func readParameter(_ fields: YAMLFields) {
    let type = type(fields["type"], words: reader.texts(fields["words"]))
    var periods: [ParameterDocument.Period] = []
    for period in items(fields["values"], PolicyKeys.period) {
      let from = reader.timestamp(period["from"], in: zone)
      var value: Value?
      if case .value(let known) = reader.state(period["value"], of: type, in: zone) {
        value = known
      } else if let node = period["value"], node.isPlain, node == "unknown" {
        reader.report("wrong-value", "a parameter can't be unknown", at: node, help: "write `none`")
      }
      if let last = periods.last,
        from.map({ from in last.from.map { from <= $0 } ?? false }) ?? true
      {
        reader.report(
          "wrong-order", "the values of a parameter stand in the order of their days",
          at: period["from"] ?? period.node, help: "only the first may be without `from`")
      }
      periods.append(
        ParameterDocument.Period(
          from: from, value: value, citations: writtenList(period["cites"]), span: period.node.span)
      )
    }
    document.parameters.append(
      ParameterDocument(
        name: name(fields["name"]), type: type, meaning: text(fields["meaning"]), periods: periods))
  }

  mutating func readDefinition(_ fields: YAMLFields) {
    document.definitions.append(
      DefinitionDocument(
        name: name(fields["name"]),
        type: type(fields["type"], words: reader.texts(fields["words"])),
        meaning: text(fields["meaning"]), label: reader.text(fields["label"]),
        says: reader.text(fields["says"]), saysNot: reader.text(fields["says-not"]),
        expression: expression(fields["is"]) ?? Written(""),
        citations: writtenList(fields["cites"])))
  }
}
