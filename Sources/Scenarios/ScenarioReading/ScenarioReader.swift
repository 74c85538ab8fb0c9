// From a file to a scenario: every key, id, date and word is checked, and all that is wrong is told
// at once. What the file says of a fact is kept with its place.

public import CEL
import MessageAnalysis
public import PolicyEngine

extension Scenario {
  /// Reads a scenario file.
  ///
  /// - Parameter orders: Order files whose orders the world has before the file is read; what the
  ///   file says of them counts more.
  /// - Throws: every problem of the file with its place.
  public init(
    _ source: SourceText, in domain: Domain, orders: [OrderFile] = []
  ) throws(Diagnostics) {
    var problems: [Diagnostic] = []
    guard let document = YAMLDocument.parse(source, reporting: &problems) else {
      throw Diagnostics(problems)
    }
    var reader = ScenarioReader(domain, YAMLReader(problems: problems))
    reader.orderFiles = orders
    self = try reader.read(document.root)
  }
}

/// How much one scenario may hold; each limit has an error of its own.
public enum ScenarioLimits {
  /// The most orders of one file.
  public static let orders = 10_000
  /// The most messages of one file.
  public static let messages = 10_000
  /// The most steps of one script.
  public static let steps = 5_000
}

/// Reads one scenario.
struct ScenarioReader {
  let domain: Domain
  let tables: ScenarioTables
  var yaml: YAMLReader
  /// The world before the first step.
  var world: World
  /// The world with all that the buyer writes in the steps read so far, for checking names.
  var later: World
  /// Files whose orders the world has too.
  var orderFiles: [OrderFile] = []
  /// Names of answered messages, to be checked when all messages are known.
  var answered: [Written<String>] = []

  init(_ domain: Domain, _ yaml: YAMLReader) {
    self.domain = domain
    self.yaml = yaml
    tables = domain.tables
    world = World(domain, clock: .first)
    later = world
  }

  var zone: TimeZone { world.store.zone }

  mutating func read(_ root: YAMLNode) throws(Diagnostics) -> Scenario {
    guard let fields = yaml.fields(root, tables.scenario) else {
      try yaml.finish()
      preconditionFailure("no scenario and no problem")
    }
    let title = yaml.text(fields["scenario"]) ?? ""
    let about = yaml.text(fields["about"]) ?? ""
    if let node = fields["policy"], let name = yaml.text(node) { checkPolicy(name, at: node) }
    if let node = fields["store"], let name = yaml.text(node) { readStore(name, at: node) }
    for file in orderFiles {
      world.apply(world.changes(by: file, choosesStore: fields["store"] == nil))
    }
    if let clock = yaml.timestamp(fields["clock"], in: zone) { world.clock = clock }
    if let node = fields["edition"] { world.edition = edition(node) ?? nil }
    readWorldFacts(fields)
    if let node = fields["orders"] { readOrders(node) }
    if let node = fields["messages"] { readMessages(node) }
    later = world
    var script: [Step] = []
    if let node = fields["script"] { script = readScript(node) }
    for name in answered where later.messages[name.content] == nil {
      yaml.report(.unknown("message", name, among: later.messages.ids))
    }
    try yaml.finish()
    return Scenario(title: title, about: about, world: world, script: script)
  }

  private mutating func checkPolicy(_ name: String, at node: YAMLNode) {
    let known = domain.policy.document.name.content
    if name != known {
      yaml.report(
        "other-policy", "this scenario is for the policy `\(name)`, not for `\(known)`", at: node)
    }
  }

  mutating func readStore(_ name: String, at node: YAMLNode) {
    if let store = domain.stores[name] {
      world.store = store
    } else {
      let names = domain.stores.names
      yaml.report(.unknown("store", Written(name, at: node.span), among: names))
    }
  }

  /// An edition by date or name; `nil` inside for `auto`, `nil` outside after a problem.
  mutating func edition(_ node: YAMLNode) -> World.EditionChoice?? {
    guard let name = yaml.text(node) else { return nil }
    if name == "auto" { return .some(nil) }
    do {
      return .some(try domain.edition(named: Written(name, at: node.span), in: zone))
    } catch {
      for problem in error.all { yaml.report(problem) }
      return nil
    }
  }

  // MARK: Facts

  /// Reads what belongs to no order and no message.
  mutating func readWorldFacts(_ fields: YAMLFields) {
    var facts = world.facts
    if let node = fields["settings"] { readSection(node, tables.settings, into: &facts) }
    if let seller = yaml.fields(fields["seller"], tables.seller.table) {
      readFacts(seller, tables.seller, into: &facts)
      if let node = seller["app"] { readSection(node, tables.app, into: &facts) }
    }
    for (name, section) in tables.own {
      if let node = fields[name] { readSection(node, section, into: &facts) }
    }
    world.facts = facts
  }

  mutating func readSection(
    _ node: YAMLNode, _ section: ScenarioTables.Section, into sheet: inout FactSheet
  ) {
    if let fields = yaml.fields(node, section.table) { readFacts(fields, section, into: &sheet) }
  }

  mutating func readFacts(
    _ fields: YAMLFields, _ section: ScenarioTables.Section, into sheet: inout FactSheet
  ) {
    for position in section.slots.indices {
      guard let slot = section.slots[position], let node = fields[position] else { continue }
      let type = domain.vocabulary.facts[slot].type
      if let state = yaml.state(node, of: type, in: zone) {
        sheet.set(slot, to: state, at: node.span)
      }
    }
  }

  /// The text of a node with its place.
  mutating func name(_ node: YAMLNode?) -> Written<String>? {
    guard let node, let text = yaml.text(node) else { return nil }
    return Written(text, at: node.span)
  }

  mutating func reportLimit(_ count: Int, _ limit: Int, _ noun: String, at node: YAMLNode) -> Bool {
    guard count > limit else { return false }
    yaml.report(
      "too-many-\(noun)",
      "there are \(count) \(noun), more than the \(limit) that one file may hold",
      at: node, help: "split it into several files")
    return true
  }
}

extension Domain {
  /// The edition that a name or a date means.
  ///
  /// - Throws: that there is none, with the nearest name.
  public func edition(
    named name: Written<String>, in zone: TimeZone
  ) throws(Diagnostics) -> World.EditionChoice {
    let editions = policy.document.editions
    if let edition = editions.first(where: { $0.id.content == name.content }) {
      return World.EditionChoice(name: name.content, moment: edition.from ?? .first)
    }
    if let date = try? CalendarText(name.content.utf8), let moment = date.instant(in: zone) {
      return World.EditionChoice(name: name.content, moment: moment)
    }
    let names = editions.map(\.id.content)
    throw Diagnostics(
      Diagnostic(
        id: "unknown-edition", "there is no edition `\(name.content)`", at: name.span,
        help: name.content.nearest(among: names).map { "did you mean `\($0)`?" }
          ?? "write a day, as in 2017-06-01, or one of: \(names.joined(separator: ", "))"))
  }
}
