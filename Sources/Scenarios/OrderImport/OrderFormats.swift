// The kinds of order files that a policy knows, read from its file `imports.yaml`.

import CEL
import PolicyEngine

/// All kinds of order files of a policy.
public struct OrderFormats: Sendable {
  /// The kinds in the order of the file; of several that fit, the first one is taken.
  let formats: [OrderFormat]

  /// What the kinds are called.
  public var names: [String] { formats.map(\.name) }

  /// Reads the file.
  ///
  /// - Throws: every problem with its place.
  init(_ source: SourceText, for policy: Policy) throws(Diagnostics) {
    var problems: [Diagnostic] = []
    let document = YAMLDocument.parse(source, reporting: &problems)
    var reader = OrderFormatReader(
      vocabulary: policy.vocabulary, citations: Set(policy.document.citations.map(\.id.content)),
      yaml: YAMLReader(problems: problems))
    formats = reader.formats(document?.root)
    try reader.yaml.finish()
  }
}

/// Reads kinds of order files.
struct OrderFormatReader {
  let vocabulary: Vocabulary
  let citations: Set<String>
  var yaml: YAMLReader

  mutating func formats(_ root: YAMLNode?) -> [OrderFormat] {
    guard let fields = yaml.fields(root, OrderFormatKeys.file) else { return [] }
    let forms = yaml.texts(fields["order-ids"], orOne: true)
    return yaml.items(fields["imports"], of: .keys(OrderFormatKeys.format)).compactMap { node in
      yaml.fields(node, OrderFormatKeys.format).map { format($0, forms: forms) }
    }
  }

  private mutating func format(_ fields: YAMLFields, forms: [String]) -> OrderFormat {
    checkCitations(fields["cites"])
    return OrderFormat(
      id: yaml.text(fields["id"]) ?? "", name: yaml.text(fields["name"]) ?? "",
      form: yaml.choice(fields["form"], as: OrderFormat.Form.self) ?? .table,
      knownBy: texts(fields["known-by"]), inside: texts(fields["inside"]),
      orderID: FieldPath(yaml.text(fields["order-id"]) ?? ""), orderIDForms: forms,
      stores: paths(fields["store"]), elsewhere: texts(fields["elsewhere"]),
      fields: items(fields["facts"], OrderFormatKeys.field).compactMap { field($0) },
      always: items(fields["always"], OrderFormatKeys.constant).compactMap { constant($0) },
      gaps: items(fields["unsaid"], OrderFormatKeys.gap).compactMap { gap($0) },
      remarks: items(fields["remarks"], OrderFormatKeys.remark).map { remark($0) },
      otherColumns: texts(fields["other-columns"]))
  }

  private mutating func field(_ fields: YAMLFields) -> OrderFormat.Field? {
    let paths = paths(fields["from"])
    guard let slot = slot(fields["fact"]) else { return nil }
    var field = OrderFormat.Field(paths: paths, slot: slot)
    if let node = fields["words"] {
      for (key, value) in yaml.entries(node, named: "words of the file") {
        guard let state = state(value, of: slot) else { continue }
        field.words.append(OrderFormat.Word(pattern: key.text, state: state))
      }
    }
    field.presence = fields["if-any"].flatMap { state($0, of: slot) }
    if let node = fields["only-these"] { field.ignoresOthers = yaml.bool(node) ?? false }
    if let node = fields["take"] {
      field.takesEarliest = yaml.choice(node, among: ["earliest", "latest"]) == 0
    }
    return field
  }

  private mutating func constant(_ fields: YAMLFields) -> (slot: Int, state: FactState)? {
    guard let slot = slot(fields["fact"]), let state = state(fields["is"], of: slot) else {
      return nil
    }
    return (slot, state)
  }

  private mutating func gap(_ fields: YAMLFields) -> OrderFormat.Gap? {
    guard let slot = slot(fields["fact"]) else { return nil }
    return OrderFormat.Gap(slot: slot, unless: exception(fields["unless"]))
  }

  private mutating func remark(_ fields: YAMLFields) -> OrderFormat.Remark {
    OrderFormat.Remark(
      paths: paths(fields["from"]), patterns: texts(fields["when"]),
      unless: exception(fields["unless"]), says: yaml.text(fields["says"]) ?? "")
  }

  private mutating func exception(_ node: YAMLNode?) -> OrderFormat.Exception? {
    guard let fields = yaml.fields(node, OrderFormatKeys.exception),
      let slot = slot(fields["fact"])
    else { return nil }
    let states = yaml.items(fields["is"], orOne: true).compactMap { state($0, of: slot) }
    return OrderFormat.Exception(slot: slot, states: states)
  }

  private mutating func state(_ node: YAMLNode?, of slot: Int) -> FactState? {
    yaml.state(node, of: vocabulary.facts[slot].type, in: .utc)
  }

  /// The slot of a fact of orders that may be stated.
  private mutating func slot(_ node: YAMLNode?) -> Int? {
    guard let node, let name = yaml.text(node) else { return nil }
    guard let slot = vocabulary.slot(of: FactName.inConditions(name)) else {
      yaml.report(
        "unknown-fact", "there is no fact `\(name)`", at: node,
        help: vocabulary.nearest(to: name).map { "did you mean `\($0)`?" })
      return nil
    }
    let fact = vocabulary.facts[slot]
    if !fact.isGiven { yaml.report(.notStated(fact, at: node.span)) }
    if !["order", "buyer"].contains(FactName.parts(fact.name.content).subject) {
      yaml.report(
        "no-fact-of-orders", "`\(name)` is no fact of an order or its buyer", at: node)
      return nil
    }
    return slot
  }

  private mutating func checkCitations(_ node: YAMLNode?) {
    guard node != nil else { return }
    for cite in yaml.items(node, of: .text, orOne: true) where !citations.contains(cite.text) {
      yaml.report(
        "unknown-citation", "no source has the id `\(cite.text)`", at: cite,
        help: cite.text.nearest(among: citations.sorted()).map { "did you mean `\($0)`?" })
    }
  }

  private mutating func texts(_ node: YAMLNode?) -> [String] {
    node == nil ? [] : yaml.texts(node, orOne: true)
  }

  private mutating func paths(_ node: YAMLNode?) -> [FieldPath] { texts(node).map(FieldPath.init) }

  private mutating func items(_ node: YAMLNode?, _ table: KeyTable) -> [YAMLFields] {
    guard node != nil else { return [] }
    return yaml.items(node, of: .keys(table)).compactMap { yaml.fields($0, table) }
  }
}
