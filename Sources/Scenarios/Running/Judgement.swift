// An answer in words and as JSON, for programs and for people who ask about one message.

import CEL
public import MessageAnalysis
public import PolicyEngine

/// A decision about one message with everything that is told of it.
public struct Judgement: Sendable {
  /// What it is about: a file's path, a message's name.
  public let name: String
  /// The decision.
  public let decision: Decision
  /// The text of the file with the message, for places in it; `nil` for one that is in no file.
  public let file: MessageFile?
  /// The spelling; `nil` when nobody has looked.
  public let spelling: SpellingReport?

  /// Creates a judgement.
  public init(
    name: String, decision: Decision, file: MessageFile? = nil, spelling: SpellingReport? = nil
  ) {
    self.name = name
    self.decision = decision
    self.file = file
    self.spelling = spelling
  }

  /// The verdict on the main question.
  public var verdict: Verdict { decision.verdict }

  /// The exit status: 0 permitted, 1 prohibited, 3 depends.
  public var exitStatus: Int32 {
    switch verdict {
    case .yes: 0
    case .no: 1
    case .depends: 3
    }
  }

  // MARK: For people

  /// The answer as lines of text.
  public func text() -> String {
    var text = "\(name.visible): \(verdict.rawValue)\n"
    let telling = decision.answer.telling
    if verdict == .depends {
      text += openRules(telling)
    } else {
      for rule in telling { text += describe(rule, verdict == .no ? "✗" : "✓") }
    }
    if telling.isEmpty, verdict == .no { text += "  nothing permits it\n" }
    for rule in decision.duties { text += describe(rule, "!") }
    for rule in decision.advice { text += describe(rule, "·") }
    if verdict == .depends { text += openQuestions() }
    for language in spelling?.unchecked ?? [] {
      text += "  spelling: not checked\(language.reason(decision.facts.vocabulary))\n"
    }
    let others = zip(decision.edition.policy.questions, decision.answers).dropFirst()
    text +=
      "  \(others.map { "\($0.id.content): \($1.verdict.rawValue)" }.joined(separator: " · "))\n"
    return text
  }

  /// Rules of which nobody knows whether they apply: by their titles, since what they say of a
  /// message need not be so.
  private func openRules(_ rules: [Int]) -> String {
    var text = ""
    for rule in rules.prefix(Self.mostOpenRules) {
      let document = decision.edition.rules[rule]
      text += "  ? \(document.id) — \(document.title.visible)\n"
    }
    let rest = rules.count - Self.mostOpenRules
    if rest > 0 { text += "  ? and \(rest) more\n" }
    return text
  }

  private static let mostOpenRules = 8

  /// The fewest facts that settle the answer together, with what each can be set to.
  private func openQuestions() -> String {
    let facts = decision.questionsToAsk().map { decision.facts.vocabulary.facts[$0.slot] }
    guard !facts.isEmpty else { return "" }
    let labels = decision.words.list(facts.map(\.label))
    let lead = facts.count > 1 ? "settled by all of these" : "settled by"
    return "  depends on \(labels); \(lead):\n"
      + facts.map { "    --set \(FactName.shown($0.name.content))=\($0.valuesInWords)\n" }.joined()
  }

  private func describe(_ rule: Int, _ mark: String) -> String {
    let document = decision.edition.rules[rule]
    var text = "  \(mark) \(document.id) — \(document.title.visible)\n"
    text += "    \(decision.sentence(of: rule).visible)\n"
    for quote in quotes(of: rule) {
      let (line, column) = quote.place.start
      let words = String(quote.place.text.prefix(Self.longestQuote))
      text +=
        "    \(quote.isInFile ? "" : quote.part.visible + " ")\(line):\(column): “\(words.visible)”\n"
    }
    if verdict == .no, mark == "✗", let remedy = decision.remedy(of: rule) {
      text += "    next step: \(remedy.sentence.visible)\n"
    }
    return text
  }

  private static let longestQuote = 120

  // MARK: For programs

  /// The answer as members of a JSON object.
  public func write(to writer: inout JSONWriter) {
    let questions = decision.edition.policy.questions
    for (question, answer) in zip(questions, decision.answers) {
      writer.key(question.id.content)
      writer.string(answer.verdict.rawValue)
    }
    writer.key("edition")
    writer.string(decision.edition.document?.id.content)
    write("rules", decision.answer.telling, to: &writer)
    write("duties", decision.duties, to: &writer)
    write("advice", decision.advice, to: &writer)
    writer.key("depends_on")
    writer.strings(verdict == .depends ? openFacts : [])
    if let spelling { write(spelling, to: &writer) }
  }

  private func write(_ spelling: SpellingReport, to writer: inout JSONWriter) {
    writer.key("spelling")
    writer.object { writer in
      writer.key("dictionaries")
      writer.strings(spelling.dictionaries)
      writer.key("words")
      writer.strings(spelling.words)
      writer.key("not_checked")
      writer.strings(
        spelling.unchecked.map { "not checked\($0.reason(decision.facts.vocabulary))" })
    }
  }

  private func write(_ key: String, _ rules: [Int], to writer: inout JSONWriter) {
    writer.key(key)
    writer.array { writer in
      for rule in rules {
        let document = decision.edition.rules[rule]
        writer.object { writer in
          for (key, text) in [
            ("id", document.id), ("title", document.title),
            ("sentence", decision.sentence(of: rule)),
          ] {
            writer.key(key)
            writer.string(text)
          }
          if let remedy = decision.remedy(of: rule) {
            writer.key("next_step")
            writer.object { writer in
              writer.key("kind")
              writer.string(remedy.kind.rawValue)
              writer.key("text")
              writer.string(remedy.sentence)
            }
          }
          writer.key("cites")
          writer.strings(document.document.citations.map(\.content))
          writer.key("quotes")
          writer.array { writer in
            for quote in quotes(of: rule) {
              writer.object { writer in
                writer.key("part")
                writer.string(quote.part)
                quote.place.writePlace(to: &writer)
                writer.key("text")
                writer.string(String(quote.place.text))
              }
            }
          }
        }
      }
    }
  }

  private var openFacts: [String] {
    let facts = decision.facts.vocabulary.facts
    return decision.openFacts().map { FactName.shown(facts[$0.slot].name.content) }
  }

  /// The marks on which a rule rests: in the file, or in the part of the message.
  private func quotes(
    of rule: Int
  ) -> [(part: String, place: SourceSpan, isInFile: Bool)] {
    decision.explanation(of: rule).allQuotes.map { quote in
      let place = file?.span(quote.part, quote.span.range)
      return (quote.part, place ?? quote.span, place != nil)
    }
  }
}

extension FactDeclaration {
  /// What it can be set to: `yes|no`, `order|delivery`, `DATE`.
  fileprivate var valuesInWords: String {
    switch type {
    case .bool: "yes|no"
    case .choice(let values): values.joined(separator: "|")
    case .timestamp: "DATE"
    case .duration: "LENGTH"
    case .int, .double: "NUMBER"
    case .string: samples.isEmpty ? "TEXT" : samples.joined(separator: "|")
    case .list: "A,B"
    }
  }
}
