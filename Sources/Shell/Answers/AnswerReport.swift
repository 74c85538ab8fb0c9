// An answer with everything that belongs to it, as plain values: the text and the JSON of a reply
// are two views of this one.

import CEL
import MessageAnalysis
import PolicyEngine
import Scenarios

/// The answer to "can I send this?".
struct AnswerReport: Hashable, Sendable {
  /// Why the main answer is what it is.
  enum Ground: Hashable, Sendable {
    /// Rules permit it and none forbids it.
    case permitted
    /// Rules forbid it or ask for something that is not there.
    case forbidden
    /// Nothing permits it.
    case nothingPermits
    /// It is the same whatever the unknown facts are.
    case sameInAllCases
    /// It hangs on facts that are not known.
    case open
  }

  /// The answer to one of the policy's other questions.
  struct Side: Hashable, Sendable {
    let id: String
    let label: String
    let verdict: Verdict
    /// Whether the answer is the one that needs no reason.
    let isUsual: Bool
    let rules: [RuleReport]
    /// What it depends on.
    let open: [OpenFactReport]

    /// The label for an answer of no: `would not arrive`.
    var negatedLabel: String {
      guard let space = label.firstIndex(of: " ") else { return "not \(label)" }
      return label[..<space] + " not" + label[space...]
    }
  }

  let message: String
  /// When it would be sent.
  let moment: Timestamp
  let momentWords: String
  /// Whether that is not now.
  let isOtherMoment: Bool
  let editionDay: String
  let verdict: Verdict
  let ground: Ground
  let rules: [RuleReport]
  /// When nothing permits it: permits of which most conditions hold, and the first that doesn't.
  let nearest: [NearPermit]
  let open: [OpenFactReport]
  /// Rules of which it is not known whether they apply.
  let undecided: [String]
  let sides: [Side]
  let duties: [RuleReport]
  let advice: [RuleReport]
  /// Advice that this conversation has heard already, by its rules; it is not told again.
  let heard: Set<String>
  /// Passages of the text that are taken to say nothing.
  let assumedAbsent: [String]
  /// The spelling of the message; `nil` when nobody has looked.
  let spelling: SpellingNotes?
  /// How many rules in force are not told here.
  let otherRules: Int

  init(_ asked: Asked, heard: Set<String> = []) {
    self.heard = heard
    let decision = asked.decision
    let question = asked.question
    let policy = decision.edition.policy
    let answer = decision.answer
    message = question.message.id
    moment = question.moment
    momentWords = decision.words.time(question.moment)
    isOtherMoment = question.moment != question.world.clock
    editionDay = decision.edition.document?.from.map { decision.words.day($0) } ?? "the beginning"
    verdict = answer.verdict
    switch answer.verdict {
    case .yes: ground = answer.permits.isEmpty ? .sameInAllCases : .permitted
    case .depends: ground = .open
    case .no where !answer.deciding.isEmpty: ground = .forbidden
    case .no where answer.undecided.isEmpty || answer.permits.isEmpty: ground = .nothingPermits
    case .no: ground = .sameInAllCases
    }
    rules = answer.deciding.map { RuleReport(decision, $0) }
    nearest = ground == .nothingPermits ? NearPermit.nearest(in: decision) : []
    open = decision.openFacts().map { OpenFactReport($0, in: decision, of: question, answer: 0) }
    undecided = answer.undecided.map { decision.edition.rules[$0].id }
    sides = policy.questions.indices.dropFirst().map { index in
      let answer = decision.answers[index]
      let written = policy.questions[index]
      return Side(
        id: written.id.content, label: written.label, verdict: answer.verdict,
        isUsual: answer.verdict == (written.otherwise ? .yes : .no),
        rules: answer.deciding.map { RuleReport(decision, $0) },
        open: decision.openFacts(for: index).map {
          OpenFactReport($0, in: decision, of: question, answer: index)
        })
    }
    duties = decision.duties.map { RuleReport(decision, $0) }
    advice = decision.advice.map { RuleReport(decision, $0) }
    assumedAbsent = question.message.content.disregarded
    spelling = SpellingNotes(question)
    let told = Set((rules + sides.flatMap(\.rules) + duties + advice).map(\.id))
    otherRules = decision.edition.rules.count - told.count
  }

  var json: JSON {
    var json: JSON = [
      "message": .text(message), "moment": .text(moment.description),
      "edition": .text(editionDay), "verdict": .text(verdict.rawValue),
      "ground": .text(ground.word), "rules": .list(rules.map(\.json)),
    ]
    json = json.with("nearest", .list(nearest.map(\.json)))
    json = json.with("depends-on", .list(open.map(\.json)))
    json = json.with("undecided", .texts(undecided))
    for side in sides {
      json = json.with(
        side.id,
        [
          "verdict": .text(side.verdict.rawValue), "rules": .list(side.rules.map(\.json)),
          "depends-on": .list(side.open.map(\.json)),
        ])
    }
    json = json.with("duties", .list(duties.map(\.json)))
    json = json.with("advice", .list(advice.map(\.json)))
    if let spelling { json = json.with("spelling", spelling.json) }
    if !assumedAbsent.isEmpty { json = json.with("assumed-absent", .texts(assumedAbsent)) }
    return json.with("other-rules", .number(otherRules))
  }
}

extension AnswerReport.Ground {
  /// The ground as programs read it.
  var word: String {
    switch self {
    case .permitted: "permitted"
    case .forbidden: "forbidden"
    case .nothingPermits: "nothing-permits"
    case .sameInAllCases: "same-in-all-cases"
    case .open: "open"
    }
  }
}

extension QuestionDocument {
  /// The question as a label: `would arrive` from `Would it arrive?`, `critical` from
  /// `Is it critical?`.
  var label: String {
    var words = asks.lowercased().split { $0 == " " || $0 == "?" }.filter { $0 != "it" }
    if words.count > 1, words[0] == "is" || words[0] == "does" { words.removeFirst() }
    return words.isEmpty ? id.content : words.joined(separator: " ")
  }
}

/// A permit that would permit the message if not for some conditions.
struct NearPermit: Hashable, Sendable {
  let rule: String
  let title: String
  /// The first condition that is not met, in a sentence.
  let unmet: String

  /// How many are told.
  static let most = 3

  /// The permits of the main question that come nearest: those with most conditions met among
  /// those with fewest unmet. None when no condition of any is met.
  static func nearest(in decision: Decision) -> [NearPermit] {
    var found: [(unmet: Int, met: Int, permit: NearPermit)] = []
    for (position, rule) in decision.edition.rules.enumerated()
    where rule.effect == .permit && rule.question == 0 {
      let tree = decision.explanation(of: position, isComplete: true)
      let counts = tree.counts
      guard counts.met > 0, counts.unmet > 0, let first = tree.firstUnmet else { continue }
      let permit = NearPermit(rule: rule.id, title: rule.title, unmet: first.sentence)
      found.append((counts.unmet, counts.met, permit))
    }
    guard let fewest = found.map(\.unmet).min() else { return [] }
    return found.filter { $0.unmet == fewest }.enumerated()
      .sorted { ($1.element.met, $0.offset) < ($0.element.met, $1.offset) }
      .prefix(most).map(\.element.permit)
  }

  var json: JSON { ["rule": .text(rule), "title": .text(title), "unmet": .text(unmet)] }
}

extension Explanation {
  /// How many conditions are met and not met; a definition counts as one.
  var counts: (met: Int, unmet: Int) {
    switch subject {
    case .rule, .exception, .requirement, .group:
      if !children.isEmpty {
        return children.reduce((0, 0)) { sum, child in
          let counts = child.counts
          return (sum.0 + counts.met, sum.1 + counts.unmet)
        }
      }
    case .condition, .definition, .fact: break
    }
    return truth == .yes ? (1, 0) : (0, 1)
  }
}
