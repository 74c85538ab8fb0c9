// The edits of a text that need no author: taking out what is marked, and adding the line that the
// policy gives word for word.

import CEL
import MessageAnalysis
public import PolicyEngine

/// A passage of a message that is taken out, or would have to be.
public struct EditedPassage: Sendable {
  /// The whole of it.
  public internal(set) var whole: Quote
  /// What is found in it.
  public internal(set) var marks: [Quote]
  /// The facts for which something is found in it.
  public internal(set) var slots: [Int]
  /// Whether it is a sentence, or a mark alone.
  public internal(set) var isSentence: Bool
}

extension EditedPassage {
  /// Whether a mark of one stands in the other; they may share the blank between them.
  fileprivate func isOne(with other: EditedPassage) -> Bool {
    marks.contains { other.whole.span.range.overlaps($0.span.range) }
      || other.marks.contains { whole.span.range.overlaps($0.span.range) }
  }
}

/// A text that is being edited.
struct Editing {
  private let message: World.Message
  private let world: World
  private var passages: [MessagePart: Passages] = [:]
  private var additions: [String] = []
  private var subjectAddition: String?
  /// What is taken out, in the order of the text.
  private(set) var removed: [EditedPassage] = []
  /// What would have to be taken out, but is left to an author.
  private(set) var left: [EditedPassage] = []

  init(_ message: World.Message, in world: World) {
    self.message = message
    self.world = world
  }

  /// The text as edited so far.
  var content: MessageAnalysis.Message {
    var content = message.content
    for (part, passages) in passages {
      switch part {
      case .subject: content.subject = passages.remainder
      case .body: content.body = passages.remainder
      case .alternative(let index): content.alternatives[index].text = passages.remainder
      case .attachment: break
      }
    }
    if let subjectAddition {
      content.subject += (content.subject.isEmpty ? "" : " ") + subjectAddition
    }
    for line in additions {
      let isOpen = !content.body.isEmpty && !content.body.hasSuffix("\n")
      content.body += (isOpen ? "\n" : "") + line + "\n"
    }
    return content
  }

  /// Takes out whatever a fact was found in; `false`, with nothing changed, when that would not
  /// change the fact as wanted.
  mutating func remove(_ slot: Int, to state: FactState) -> Bool {
    let findings = findings(of: slot)
    var next = self
    guard !findings.isEmpty, findings.allSatisfy({ next.take($0, for: slot) }),
      next.table[slot] == state
    else { return false }
    self = next
    return true
  }

  /// Takes out what a fact was found in as far as the message keeps what it is for; the rest is left
  /// to an author. Returns whether anything was taken out.
  ///
  /// - Parameter unwanted: The facts that are to go.
  mutating func removeSome(_ slot: Int, without unwanted: Set<Int>) -> Bool {
    var hasTaken = false
    for finding in findings(of: slot) {
      var next = self
      if next.take(finding, for: slot), next.keepsSubstance(without: unwanted) {
        self = next
        hasTaken = true
      } else {
        Self.note(passage(finding, for: slot), in: &left)
      }
    }
    return hasTaken
  }

  /// Leaves all that a fact was found in to an author.
  mutating func leave(_ slot: Int) {
    for finding in findings(of: slot) { Self.note(passage(finding, for: slot), in: &left) }
  }

  private func findings(of slot: Int) -> [Finding] {
    let slots = world.domain.analysisSlots
    return message.analysis.findings.filter { slots[$0.fact] == slot }
  }

  /// Takes out the passage of a finding; `false` when it can't be.
  private mutating func take(_ finding: Finding, for slot: Int) -> Bool {
    if case .attachment = finding.part { return false }
    if world.domain.vocabulary.facts[slot].alteration.cut == .nothing { return false }
    let text = message.content[finding.part]
    var passages = self.passages[finding.part] ?? Passages(text)
    passages.take(finding.range, withSentence: takesSentence(finding, slot))
    guard passages.isWhole else { return false }
    self.passages[finding.part] = passages
    Self.note(passage(finding, for: slot), in: &removed)
    return true
  }

  private func takesSentence(_ finding: Finding, _ slot: Int) -> Bool {
    finding.part != .subject && world.domain.vocabulary.facts[slot].alteration.cut != .mark
  }

  private func passage(_ finding: Finding, for slot: Int) -> EditedPassage {
    let text = message.content[finding.part]
    let source = SourceText(name: finding.part.name(in: message.content), text: text)
    let withSentence = takesSentence(finding, slot)
    var passages = Passages(text)
    let range = passages.take(finding.range, withSentence: withSentence)
    return EditedPassage(
      whole: Quote(part: source.name, span: SourceSpan(source, range)),
      marks: [Quote(part: source.name, span: SourceSpan(source, finding.range))],
      slots: [slot], isSentence: withSentence)
  }

  /// Adds a passage; those that overlap become one.
  private static func note(_ passage: EditedPassage, in list: inout [EditedPassage]) {
    var passage = passage
    list.removeAll { other in
      guard other.whole.part == passage.whole.part,
        other.isOne(with: passage)
      else { return false }
      let (mine, theirs) = (passage.whole.span, other.whole.span)
      passage.whole = Quote(
        part: other.whole.part,
        span: SourceSpan(
          theirs.source,
          min(
            mine.range.lowerBound, theirs.range.lowerBound)..<max(
              mine.range.upperBound, theirs.range.upperBound)))
      passage.marks = other.marks + passage.marks.filter { !other.marks.contains($0) }
      passage.slots = other.slots + passage.slots.filter { !other.slots.contains($0) }
      passage.isSentence = other.isSentence || passage.isSentence
      return true
    }
    let place = list.firstIndex { other in
      other.whole.part == passage.whole.part
        && other.whole.span.range.lowerBound > passage.whole.span.range.lowerBound
    }
    list.insert(passage, at: place ?? list.count)
  }

  /// Adds the line that the policy has for a fact; returns it, or `nil` if there is none.
  mutating func add(_ slot: Int, to state: FactState, order: String?) -> String? {
    guard let addition = world.domain.vocabulary.facts[slot].alteration.addition,
      message.content.alternatives.isEmpty, message.content.bodyKind != .html,
      !message.content.body.isEmpty
    else { return nil }
    let parts = addition.split(separator: "{order}", omittingEmptySubsequences: false)
    guard parts.count == 1 || order != nil else { return nil }
    let line = parts.joined(separator: order ?? "")
    return add(line, so: slot, is: state) ? line : nil
  }

  /// Adds a sample in which a fact is found, as often as it has to be found; `false`, with nothing
  /// changed, when no sample does.
  mutating func addSample(of slot: Int, to state: FactState) -> Bool {
    var times = 1
    if case .value(.int(let wanted)) = state, case .value(.int(let now)) = table[slot],
      (now + 1...now + Self.mostTimes).contains(wanted)
    {
      times = Int(wanted - now)
    }
    for sample in world.domain.vocabulary.facts[slot].sampleSubjects {
      var next = self
      next.subjectAddition = sample
      if next.table[slot] == state {
        self = next
        return true
      }
    }
    return world.domain.samples(of: slot).contains { sample in
      add(sample, so: slot, is: state)
        || times > 1
          && add(
            Array(repeating: sample, count: times).joined(separator: "\n"), so: slot, is: state)
    }
  }

  /// The most times that a sample is added.
  private static let mostTimes: Int64 = 20

  private mutating func add(_ line: String, so slot: Int, is state: FactState) -> Bool {
    var next = self
    next.additions.append(line)
    guard next.table[slot] == state else { return false }
    self = next
    return true
  }

  /// What the text as edited says.
  private var table: FactTable {
    var table = FactTable(world.domain.vocabulary)
    let edited = World.Message(id: message.id, content: content, in: world.domain)
    Question(world, edited, at: world.clock).fillAnalysis(&table, withEvidence: false)
    return table
  }

  // MARK: What a letter is for

  /// Whether something is left of what the message is for, as far as it was there: of the facts in
  /// which messages with its purpose consist, and of its sentences.
  ///
  /// - Parameter unwanted: The facts that are to go.
  func keepsSubstance(without unwanted: Set<Int>) -> Bool {
    let carriers = carriers
    if !carriers.isEmpty {
      let after = table
      guard carriers.contains(where: { !unwanted.contains($0.key) && after[$0.key] == $0.value })
      else { return false }
    }
    return passages.allSatisfy { part, passages in
      if part == .subject { return true }
      let text = message.content[part]
      return passages.tellsSomething
        || !Passages(text).tellsSomething
    }
  }

  /// The facts found in the text in which messages with its purpose consist.
  var carriers: [Int: FactState] {
    let facts = world.domain.vocabulary.facts
    var before = FactTable(world.domain.vocabulary)
    Question(world, message, at: world.clock).fillAnalysis(&before, withEvidence: false)
    var result: [Int: FactState] = [:]
    for slot in facts.indices
    where before[slot] != facts[slot].standard
      && facts[slot].alteration.carriedPurposes.contains(where: isPurpose)
    {
      result[slot] = before[slot]
    }
    return result
  }

  private func isPurpose(_ word: String) -> Bool {
    guard let slot = world.domain.vocabulary.slot(of: TallySlot.purposeName) else { return false }
    return message.facts[slot] == .value(.string(word))
  }
}
