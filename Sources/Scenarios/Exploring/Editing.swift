// The edits of a text that need no author: taking out what is marked, and adding the line that the
// policy gives word for word.

import CEL
import MessageAnalysis
import PolicyEngine

/// A text that is being edited.
struct Editing {
  private let message: World.Message
  private let world: World
  private var passages: [MessagePart: Passages] = [:]
  private var additions: [String] = []
  private var subjectAddition: String?
  /// The marks that are taken out.
  private(set) var quotes: [Quote] = []

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
    let withSentence = !world.domain.vocabulary.facts[slot].alteration.takesMarkOnly
    for finding in findings {
      if case .attachment = finding.part { return false }
      let text = message.content[finding.part]
      var passages =
        next.passages[finding.part] ?? Passages(text, isHTML: text.utf8.contains(UInt8(ascii: "<")))
      passages.take(finding.range, withSentence: withSentence && finding.part != .subject)
      next.passages[finding.part] = passages
      let source = SourceText(name: finding.part.name(in: message.content), text: text)
      let quote = Quote(part: source.name, span: SourceSpan(source, finding.range))
      if !next.quotes.contains(quote) { next.quotes.append(quote) }
    }
    guard next.passages.values.allSatisfy(\.isWhole), next.state(of: slot) == state else {
      return false
    }
    self = next
    return true
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
    if case .value(.int(let wanted)) = state, case .value(.int(let now)) = self.state(of: slot),
      (now + 1...now + Self.mostTimes).contains(wanted)
    {
      times = Int(wanted - now)
    }
    for sample in world.domain.vocabulary.facts[slot].sampleSubjects {
      var next = self
      next.subjectAddition = sample
      if next.state(of: slot) == state {
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
    guard next.state(of: slot) == state else { return false }
    self = next
    return true
  }

  /// What the text as edited says of a fact.
  private func state(of slot: Int) -> FactState {
    var table = FactTable(world.domain.vocabulary)
    let edited = World.Message(id: message.id, content: content, in: world.domain)
    Question(world, edited, at: world.clock).fillAnalysis(&table, withEvidence: false)
    return table[slot]
  }
}
