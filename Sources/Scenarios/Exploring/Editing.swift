// The edits of a text that need no author: taking out what is marked, and adding the line that the
// policy gives word for word.

import CEL
import MessageAnalysis
public import PolicyEngine

/// A passage of a message that is taken out.
public struct RemovedPassage: Sendable {
  /// The whole of it.
  public internal(set) var whole: Quote
  /// What is found in it.
  public internal(set) var marks: [Quote]
  /// The facts for which something is found in it.
  public internal(set) var slots: [Int]
  /// Whether it is a sentence, or a mark alone.
  public internal(set) var isSentence: Bool
}

/// A text that is being edited.
struct Editing {
  private let message: World.Message
  private let world: World
  private var passages: [MessagePart: Passages] = [:]
  private var additions: [String] = []
  private var subjectAddition: String?
  /// What is taken out, in the order of the text.
  private(set) var removed: [RemovedPassage] = []

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
    let slots = world.domain.analysisSlots
    let findings = message.analysis.findings.filter { slots[$0.fact] == slot }
    guard !findings.isEmpty else { return false }
    var next = self
    let takesSentence = !world.domain.vocabulary.facts[slot].alteration.takesMarkOnly
    for finding in findings {
      if case .attachment = finding.part { return false }
      let text = message.content[finding.part]
      let withSentence = takesSentence && finding.part != .subject
      var passages =
        next.passages[finding.part] ?? Passages(text, isHTML: text.utf8.contains(UInt8(ascii: "<")))
      let range = passages.take(finding.range, withSentence: withSentence)
      next.passages[finding.part] = passages
      let source = SourceText(name: finding.part.name(in: message.content), text: text)
      next.note(
        RemovedPassage(
          whole: Quote(part: source.name, span: SourceSpan(source, range)),
          marks: [Quote(part: source.name, span: SourceSpan(source, finding.range))],
          slots: [slot], isSentence: withSentence))
    }
    guard next.passages.values.allSatisfy(\.isWhole), next.table[slot] == state else {
      return false
    }
    self = next
    return true
  }

  /// Adds a passage; those that overlap become one.
  private mutating func note(_ passage: RemovedPassage) {
    var passage = passage
    removed.removeAll { other in
      guard other.whole.part == passage.whole.part,
        other.whole.span.range.overlaps(passage.whole.span.range)
      else { return false }
      let (mine, theirs) = (passage.whole.span, other.whole.span)
      passage.whole = Quote(
        part: other.whole.part,
        span: SourceSpan(
          theirs.source,
          min(mine.range.lowerBound, theirs.range.lowerBound)..<max(
            mine.range.upperBound, theirs.range.upperBound)))
      passage.marks = other.marks + passage.marks.filter { !other.marks.contains($0) }
      passage.slots = other.slots + passage.slots.filter { !other.slots.contains($0) }
      passage.isSentence = other.isSentence || passage.isSentence
      return true
    }
    removed.append(passage)
  }

  /// Adds the line that the policy has for a fact; returns it, or `nil` if there is none.
  mutating func add(_ slot: Int, to state: FactState, order: String?) -> String? {
    guard let addition = world.domain.vocabulary.facts[slot].alteration.addition,
      message.content.alternatives.isEmpty, message.content.bodyKind != .html
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
    let facts = world.domain.vocabulary.facts
    var before = FactTable(world.domain.vocabulary)
    Question(world, message, at: world.clock).fillAnalysis(&before, withEvidence: false)
    let carriers = facts.indices.filter { slot in
      facts[slot].alteration.carriedPurposes.contains { isPurpose($0) }
        && before[slot] != facts[slot].standard
    }
    if !carriers.isEmpty {
      let after = table
      guard carriers.contains(where: { !unwanted.contains($0) && after[$0] == before[$0] })
      else { return false }
    }
    return passages.allSatisfy { part, passages in
      if part == .subject { return true }
      let text = message.content[part]
      return passages.tellsSomething
        || !Passages(text, isHTML: text.utf8.contains(UInt8(ascii: "<"))).tellsSomething
    }
  }

  private func isPurpose(_ word: String) -> Bool {
    guard let slot = world.domain.vocabulary.slot(of: TallySlot.purposeName) else { return false }
    return message.facts[slot] == .value(.string(word))
  }
}
