// "Can I send this message then?" — the facts of one world, seen from one message at one moment,
// in the form in which the policy decides.

public import CEL
public import MessageAnalysis
public import PolicyEngine

/// A question about one message at one moment.
public struct Question: Sendable {
  /// The world in which it is asked.
  public let world: World
  /// The message that it is about.
  public let message: World.Message
  /// The moment that it is about.
  public let moment: Timestamp
  /// The order that the message is about.
  public let order: World.Order?
  /// The name of the message's thread.
  public let thread: String
  /// What the check of spelling has found; `nil` when nobody has asked for it.
  public internal(set) var spelling: SpellingReport?

  init(_ world: World, _ message: World.Message, at moment: Timestamp) {
    self.world = world
    self.message = message
    self.moment = moment
    order = world.order(of: message)
    thread = world.thread(of: message)
  }

  /// The policy in force: that of the world's chosen edition, or that of the moment.
  public var edition: Edition {
    world.domain.edition(at: world.edition?.moment ?? moment)
  }

  /// The policy's answer.
  ///
  /// - Parameter withEvidence: also notes what found facts rest on, for explanations; verdicts
  ///   don't need it.
  public func decide(withEvidence: Bool = true) -> Decision {
    edition.decide(facts(withEvidence: withEvidence))
  }

  /// Every fact of the vocabulary as it stands.
  ///
  /// - Parameter withEvidence: also notes what found facts rest on, for explanations; verdicts
  ///   don't need it.
  public func facts(withEvidence: Bool = true) -> FactTable {
    let domain = world.domain
    var table = domain.startingFacts(in: world.store)
    if let slot = domain.layout.clock { table.set(slot, to: moment) }
    fill(&table, from: world.facts, withEvidence: withEvidence)
    if let order { fill(&table, from: order.facts, withEvidence: withEvidence) }
    fillAnalysis(&table, withEvidence: withEvidence)
    fillSpelling(&table, withEvidence: withEvidence)
    fill(&table, from: message.facts, withEvidence: withEvidence)
    fillTallies(&table, withEvidence: withEvidence)
    return table
  }

  private func fill(_ table: inout FactTable, from sheet: FactSheet, withEvidence: Bool) {
    for entry in sheet.entries {
      if withEvidence {
        table.set(entry.slot, to: entry.state, because: .stated(entry.span))
      } else {
        table.set(entry.slot, to: entry.state)
      }
    }
  }

  func fillAnalysis(_ table: inout FactTable, withEvidence: Bool) {
    let slots = world.domain.analysisSlots
    for (fact, value) in message.analysis.values.enumerated() {
      guard let slot = slots[fact] else { continue }
      switch value {
      case .bool(let value): table.set(slot, to: value)
      case .int(let value): table.set(slot, to: Int64(value))
      case .number(let value): table.set(slot, to: .value(.double(value)))
      case .unknown: table.set(slot, to: .unknown)
      case .string(let text): table.set(slot, to: .value(.string(text)))
      case .absent: table.set(slot, to: .absent)
      case .choice(let word): table.set(slot, to: .value(.string(word)))
      case .strings(let texts):
        if texts.isEmpty { continue }
        table.set(slot, to: .value(.list(texts.map(Value.string))))
      }
    }
    guard withEvidence else { return }
    let places = message.analysis.findings.compactMap { finding in
      slots[finding.fact].map { (slot: $0, part: finding.part, range: finding.range) }
    }
    note(places, in: &table)
  }

  /// Notes places in the message on which facts rest.
  func note(
    _ places: [(slot: Int, part: MessagePart, range: Range<Int>)], in table: inout FactTable
  ) {
    var quotes: [Int: [Quote]] = [:]
    var texts: [MessagePart: SourceText] = [:]
    for (slot, part, range) in places {
      let text =
        texts[part] ?? SourceText(name: part.name(in: message.content), text: message.content[part])
      texts[part] = text
      quotes[slot, default: []].append(Quote(part: text.name, span: SourceSpan(text, range)))
    }
    for (slot, quotes) in quotes { table.note(.found(quotes), for: slot) }
  }
}

extension MessagePart {
  /// The part as people call it: `subject`, `body`, or an attachment's file name. Of several texts
  /// each has a name: `text part`, `html part`, and a number from the second of a kind on.
  public func name(in message: MessageAnalysis.Message) -> String {
    switch self {
    case .subject: "subject"
    case .body: message.alternatives.isEmpty ? "body" : message.nameOfText(0)
    case .alternative(let index): message.nameOfText(index + 1)
    case .attachment(let index):
      message.attachments.indices.contains(index) ? message.attachments[index].name : "attachment"
    }
  }
}

extension MessageAnalysis.Message {
  /// The name of one of several texts: the body is the first, the alternatives follow.
  fileprivate func nameOfText(_ position: Int) -> String {
    let kinds = [bodyKind ?? .plain] + alternatives.map(\.kind)
    guard kinds.indices.contains(position) else { return "part" }
    let kind = kinds[position]
    let number = kinds[...position].count { $0 == kind }
    return (kind == .html ? "html part" : "text part") + (number > 1 ? " \(number)" : "")
  }
}
