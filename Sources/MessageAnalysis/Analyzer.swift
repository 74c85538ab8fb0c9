// The one door of the module: lexicons and host lists are checked and compiled once, then any
// number of messages is analysed with them.

public import CEL

/// Reads facts from messages. Making one checks every pattern; using one never fails.
public struct Analyzer: Sendable {
  /// Every fact that an analysis gives, structural ones first, then those of the lexicons.
  public let facts: [TextFact]
  /// Everything that can find something; findings refer to it by words.
  public let detectors: [Detector]
  private let lexicons: CompiledLexicons
  let hosts: HostTable
  private let defaults: [TextValue]
  /// The facts that say that there is nothing else in a text.
  private let onlyFacts: Set<Int>

  /// Compiles lexicons. A list, a short form or a fact of one lexicon is known to all of its
  /// language, in the order given.
  ///
  /// - Throws: every fault in patterns, names and lists, with its place.
  public init(lexicons: [Lexicon], hosts: HostLists) throws(Diagnostics) {
    let scanners = Scanner.all.map { Detector(id: $0.id, summary: $0.summary) }
    self.lexicons = try LexiconCompiler.compile(lexicons, after: scanners)
    self.hosts = HostTable(hosts)
    facts = StructuralFact.table + self.lexicons.facts
    detectors = self.lexicons.detectors
    onlyFacts = Set(self.lexicons.entries.filter { !$0.nothingBut.isEmpty }.map(\.slot))
    defaults = StructuralFact.defaults + self.lexicons.facts.map { _ in .bool(false) }
  }

  /// What the message's text says, in time linear in its length.
  public func analyze(_ message: Message) -> Analysis { analyzeCounting(message).analysis }

  /// The analysis, and the steps that it took: bytes, look-backs, automaton moves.
  func analyzeCounting(_ message: Message) -> (analysis: Analysis, steps: Int) {
    var (analysis, steps) = analyzeBody(of: message)
    for (number, part) in message.alternatives.enumerated()
    where !part.text.allSatisfy(\.isWhitespace) {
      let (other, more) = analyzeBody(
        of: Message(subject: message.subject, body: part.text, bodyKind: part.kind))
      analysis.merge(other, asPart: .alternative(number), onlyFacts: onlyFacts)
      steps += more
    }
    addAttachments(message, &analysis)
    return (analysis, steps)
  }

  /// The analysis of subject and body.
  private func analyzeBody(of message: Message) -> (analysis: Analysis, steps: Int) {
    var values = defaults
    var findings: [Finding] = []
    var steps = 0
    var slots: [(part: MessagePart, found: PhraseJudgement.Found, range: Range<Int>)] = []
    let parts = [MessagePart.subject, .body].filter { !message[$0].isEmpty }
    var texts: [[Token]] = []
    var map: SourceMap?
    for part in parts {
      var bytes = Array(message[part].utf8)
      var page: HTMLPage?
      if part == .body, message.bodyKind ?? .detected(in: bytes) == .html {
        page = readPage(bytes, &values, &findings)
        bytes = page?.visible.bytes ?? bytes
      }
      var scan = Scan(bytes, part: part, hosts: hosts, values: values)
      values = []
      let quoted = part == .body ? QuotedText.ranges(in: scan.bytes) : []
      scan.run(Scanner.all, triggers: Scanner.triggerTable, quoted: quoted)
      values = scan.values
      if var page {
        addFindings(of: &page, scan.findings, &values, &findings)
        steps += page.steps
        map = page.visible.map
      } else {
        findings += scan.findings
      }
      var tokenizer = Tokenizer(
        scan.bytes, words: lexicons.words, abbreviations: lexicons.abbreviations)
      tokenizer.run(scan.regions)
      texts.append(tokenizer.tokens)
      steps += scan.steps + scan.bytes.count
      if part == .body {
        values[StructuralFact.words.rawValue] = .int(tokenizer.wordCount)
        values[StructuralFact.characters.rawValue] = .int(tokenizer.scalarCount)
      }
    }
    let (matches, matchSteps) = lexicons.matcher.matches(in: texts)
    steps += matchSteps
    for (number, part) in parts.enumerated() {
      let tokens = texts[number]
      let judgement = PhraseJudgement(
        matches[number], tokens: tokens, isSubject: part == .subject, lexicons: lexicons)
      for found in judgement.found { slots.append((part, found, place(of: found, in: tokens))) }
      if part == .body { addSentenceFacts(tokens, judgement.found, &slots) }
    }
    addDependentFacts(&slots)
    for (part, found, range) in slots where found.slot < facts.count {
      values[found.slot] = .bool(true)
      let place = part == .body ? map?.source(of: range) ?? range : range
      findings.append(
        Finding(fact: found.slot, part: part, range: place, detector: found.detector))
    }
    findings.sort(by: Finding.precedes)
    return (Analysis(findings: findings, values: values), steps)
  }

  private func place(of found: PhraseJudgement.Found, in tokens: [Token]) -> Range<Int> {
    Int(tokens[found.tokens.lowerBound].start)..<Int(tokens[found.tokens.upperBound - 1].end)
  }

  private func addSentenceFacts(
    _ tokens: [Token], _ found: [PhraseJudgement.Found],
    _ slots: inout [(part: MessagePart, found: PhraseJudgement.Found, range: Range<Int>)]
  ) {
    let judgement = SentenceJudgement(tokens: tokens, lexicons: lexicons, found: found)
    for entry in lexicons.entries where !entry.nothingBut.isEmpty && judgement.holds(entry) {
      for one in found where one.slot == entry.nothingBut[0] {
        let only = PhraseJudgement.Found(
          slot: entry.slot, detector: entry.detector, tokens: one.tokens)
        slots.append((.body, only, place(of: only, in: tokens)))
      }
    }
  }

  /// Adds facts that hold when others do (`any-of`, `along-with`), until nothing is new: each
  /// round adds a fact at least, so there are at most as many rounds as entries.
  private func addDependentFacts(
    _ slots: inout [(part: MessagePart, found: PhraseJudgement.Found, range: Range<Int>)]
  ) {
    var count = -1
    while count != slots.count {
      count = slots.count
      for entry in lexicons.dependent { add(entry, &slots) }
    }
  }

  private func add(
    _ entry: CompiledEntry,
    _ slots: inout [(part: MessagePart, found: PhraseJudgement.Found, range: Range<Int>)]
  ) {
    let along = entry.alongWith
    guard along.isEmpty || slots.contains(where: { along.contains($0.found.slot) }) else { return }
    for (part, found, range) in slots where entry.anyOf.contains(found.slot) {
      let isKnown = slots.contains {
        $0.found.slot == entry.slot && $0.part == part && $0.range == range
      }
      if isKnown { continue }
      let same = PhraseJudgement.Found(
        slot: entry.slot, detector: found.detector, tokens: found.tokens)
      slots.append((part, same, range))
    }
  }
}
