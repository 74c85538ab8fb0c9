// The script: one action a step, with names checked against what the world holds by then.

import CEL
import PolicyEngine

extension ScenarioReader {
  mutating func readScript(_ node: YAMLNode) -> [Step] {
    if reportLimit(node.count, ScenarioLimits.steps, "steps", at: node) { return [] }
    return yaml.items(node, of: .keys(tables.step)).compactMap { readStep($0) }
  }

  private mutating func readStep(_ node: YAMLNode) -> Step? {
    guard let fields = yaml.fields(node, tables.step) else { return nil }
    let keys = tables.step.keys
    let action = ScenarioTables.actions.first { fields[$0] != nil }
    if let action, let second = ScenarioTables.actions.last(where: { fields[$0] != nil }),
      second != action, let place = fields[second]
    {
      yaml.report(
        "two-actions",
        "a step does one thing, not `\(keys[action].name)` and `\(keys[second].name)`",
        at: place, help: "make them two steps")
      return nil
    }
    let actionName = action.map { keys[$0].name }
    checkCompany(of: actionName, fields)
    let moment = yaml.timestamp(fields["at"], in: zone)
    let note = yaml.text(fields["note"])
    guard let action = self.action(actionName, fields) else { return nil }
    if action == .pause, moment == nil, note == nil, fields["at"] == nil {
      yaml.report(
        "no-action", "this step does nothing", at: node,
        help: "write one of can, send, receive, set, unset, at, wait, edition, note")
      return nil
    }
    let isMapping = node.entries.first { _ in true }
    return Step(action, at: moment, note: note, span: isMapping?.key.span ?? node.span)
  }

  /// Keys that only make sense beside another one.
  private mutating func checkCompany(of action: String?, _ fields: YAMLFields) {
    if action != "can" {
      for position in ScenarioTables.firstExpectation..<tables.step.keys.count {
        guard let node = fields[position] else { continue }
        let name = tables.step.keys[position].name
        yaml.report(
          "expects-nothing", "`\(name)` belongs to a step with `can`", at: node,
          help: "ask first: `can: MESSAGE`")
      }
    }
    if let node = fields["about"], action != "set", action != "unset" {
      yaml.report("about-nothing", "`about` belongs to a step with `set` or `unset`", at: node)
    }
  }

  private mutating func action(_ name: String?, _ fields: YAMLFields) -> Step.Action? {
    guard let name, let node = fields[name] else { return .pause }
    switch name {
    case "can":
      let expectations = expectations(fields)
      guard let id = self.name(node), isAskable(id) else { return nil }
      return .can(id, expectations)
    case "send":
      guard let id = self.name(node), isAskable(id) else { return nil }
      return .send(id)
    case "receive": return receipt(node).map(Step.Action.receive)
    case "set":
      var assignments: [Step.Assignment] = []
      for entry in yaml.entries(node, named: "facts") {
        guard let (slot, target) = slotAndTarget(entry.key, fields["about"]),
          let state = yaml.state(
            entry.value, of: domain.vocabulary.facts[slot].type, in: zone)
        else { continue }
        assignments.append(Step.Assignment(slot: slot, state: state, target: target))
      }
      return .set(assignments)
    case "unset":
      return .unset(
        yaml.items(node, of: .text, orOne: true).compactMap { item in
          slotAndTarget(item, fields["about"]).map {
            Step.Assignment(slot: $0.slot, state: .absent, target: $0.target)
          }
        })
    case "wait": return yaml.duration(node).map { .wait(seconds: $0.seconds) }
    default: return edition(node).map(Step.Action.edition)
    }
  }

  private mutating func receipt(_ node: YAMLNode) -> Step.Receipt? {
    if node.kind == .scalar {
      guard let id = name(node) else { return nil }
      guard let message = later.messages[id.content] else {
        yaml.report(.unknown("message", id, among: later.messages.ids))
        return nil
      }
      later.putFromBuyer(message)
      return .named(id)
    }
    guard let fields = yaml.fields(node, tables.received.table) else { return nil }
    let id = fields["id"] == nil ? later.freeName : yaml.text(fields["id"])
    guard let id else { return nil }
    if later.messages[id] != nil {
      yaml.report(
        "name-taken", "there is a message `\(id)` already", at: fields["id"] ?? node,
        help: "choose another `id`, or write `receive: \(id)`")
      return nil
    }
    let draft = readDraft(fields, tables.received, id: id)
    var base: World.Message?
    if let like = draft.like {
      base = later.messages[like.content]
      if base == nil { yaml.report(.unknown("message", like, among: later.messages.ids)) }
    }
    let message = draft.message(like: base, in: domain)
    later.putFromBuyer(message)
    return .written(message)
  }

  /// Whether the seller may send a message of this name; a problem is reported.
  private mutating func isAskable(_ id: Written<String>) -> Bool {
    do {
      try later.checkAskable(id)
      return true
    } catch {
      for problem in error.all { yaml.report(problem) }
      return false
    }
  }

  private mutating func slotAndTarget(
    _ key: YAMLNode, _ about: YAMLNode?
  ) -> (slot: Int, target: World.Target)? {
    guard let name = name(key) else { return nil }
    do {
      let slot = try later.slot(ofFact: name)
      let about = about.map { Written($0.text, at: $0.span) }
      return (slot, try later.target(of: slot, about: about, at: key.span))
    } catch {
      for problem in error.all { yaml.report(problem) }
      return nil
    }
  }

  // MARK: Expectations

  private mutating func expectations(_ fields: YAMLFields) -> [Expectation] {
    var result: [Expectation] = []
    func add(_ kind: Expectation.Kind, _ node: YAMLNode) {
      result.append(Expectation(kind, at: node.span))
    }
    if let node = fields["expect"], let verdict = verdict(node) {
      add(.verdict(question: 0, verdict), node)
    }
    for (name, position) in tables.questions {
      if let node = fields[name], let verdict = verdict(node) {
        add(.verdict(question: position, verdict), node)
      }
    }
    if let node = fields["because"] { add(.because(rules(node), only: false), node) }
    if let node = fields["because-only"] { add(.because(rules(node), only: true), node) }
    if let node = fields["missing"] { add(.missing(facts(node)), node) }
    if let node = fields["advises"] { add(.advises(rules(node)), node) }
    if let node = fields["duties"] { add(.duties(rules(node)), node) }
    return result
  }

  private mutating func verdict(_ node: YAMLNode) -> Verdict? {
    if node == "yes" { return .yes }
    if node == "no" { return .no }
    return yaml.choice(node, as: Verdict.self)
  }

  private mutating func rules(_ node: YAMLNode) -> [String] {
    yaml.items(node, of: .text, orOne: true).compactMap { item in
      guard let id = name(item) else { return nil }
      if domain.policy.rule(id.content) == nil {
        yaml.report(.unknown("rule", id, among: domain.policy.rules.map(\.id)))
      }
      return id.content
    }
  }

  private mutating func facts(_ node: YAMLNode) -> [String] {
    yaml.items(node, of: .text, orOne: true).compactMap { item in
      guard let name = name(item) else { return nil }
      let spelled = FactName.inConditions(name.content)
      if domain.vocabulary.slot(of: spelled) == nil {
        yaml.report(.unknownFact(name, in: domain.vocabulary))
      }
      return spelled
    }
  }
}
