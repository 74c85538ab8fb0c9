// The one door of the module: lexicons and host lists are checked once, then any number of messages
// is analysed with them.

public import CEL

/// Reads facts from messages. Making one checks what it is made of; using one never fails.
public struct Analyzer: Sendable {
  /// Every fact that an analysis gives, structural ones first, then those that phrases make known.
  public let facts: [TextFact]
  let phraseFacts: PhraseFactTable
  let shelf: LexiconShelf
  let hosts: HostTable
  private let numbers: NumberTable
  private let lookAlikes: LookAlikes
  private let tellingWords: TellingWords
  private let quotingWords: QuotingWords
  private let identifier: LanguageIdentifier
  private let defaults: [TextValue]

  /// An analyzer that reads the lexicons of a language when a message needs them.
  ///
  /// - Parameter checksLanguages: Whether all lexicons are compiled at once, so that their faults
  ///   are known; otherwise they must have been checked before.
  /// - Throws: every fault in the names of facts and the number lists, and in patterns, names and lists of lexicons that
  ///   are checked.
  public init(
    facts: [PhraseFact], languages: [LanguageLexicons], hosts: HostLists,
    numbers: NumberLists = NumberLists(),
    lookAlikes: LookAlikes = LookAlikes(), tellingWords: TellingWords = TellingWords(),
    quotingWords: QuotingWords = QuotingWords(), commonWords: LanguageWords = LanguageWords(),
    checksLanguages: Bool = false
  ) throws(Diagnostics) {
    var diagnostics: [Diagnostic] = []
    phraseFacts = PhraseFactTable(facts, reporting: &diagnostics)
    shelf = LexiconShelf(languages, facts: phraseFacts)
    if checksLanguages { shelf.compileAll(reporting: &diagnostics) }
    self.numbers = NumberTable(numbers, reporting: &diagnostics)
    if !diagnostics.isEmpty { throw Diagnostics(diagnostics) }
    self.hosts = HostTable(hosts)
    self.lookAlikes = lookAlikes
    self.tellingWords = tellingWords
    self.quotingWords = quotingWords
    identifier = LanguageIdentifier(
      known: tellingWords.codes.union(languages.map(\.language)).sorted(),
      commonWords: commonWords)
    self.facts = StructuralFact.table + phraseFacts.exportedFacts
    defaults = StructuralFact.defaults + phraseFacts.exportedFacts.map { _ in .bool(false) }
  }

  /// Compiles the lexicons of a language before a message asks for them; unknown ones are none.
  public func prepare(language code: String) {
    if let number = shelf.languages.firstIndex(of: code) { _ = shelf[number] }
  }

  /// What the message's text says, in time linear in its length.
  public func analyze(_ message: Message) -> Analysis { analyzeCounting(message).analysis }

  /// The analysis, and the steps that it took: bytes, look-backs, automaton moves.
  func analyzeCounting(_ message: Message) -> (analysis: Analysis, steps: Int) {
    var (analysis, steps) = analyzeBody(of: message)
    for (number, part) in message.alternatives.enumerated()
    where !part.text.allSatisfy(\.isWhitespace) {
      let (other, more) = analyzeBody(
        of: Message(
          subject: message.subject, body: part.text, bodyKind: part.kind,
          disregarded: message.disregarded))
      let exclusive = Set(phraseFacts.exclusive.map(\.slot))
      analysis.merge(other, asPart: .alternative(number), onlyFacts: exclusive)
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
    var texts: [PartText] = []
    for part in [MessagePart.subject, .body] where !message[part].isEmpty {
      texts.append(read(message, part, &values, &findings, &steps))
    }
    var reading = PhraseReading(texts, facts: phraseFacts)
    let choices = LanguageChoice.choices(for: texts, tellingWords, among: shelf.languages)
    shelf.prepare(choices.map(\.language))
    for choice in choices {
      reading.read(shelf[choice.language], choice, isAlone: choices.count == 1)
    }
    let disregarding = Disregarding(message)
    if !disregarding.isEmpty {
      disregarding.takeBack(&findings, &values)
      reading.remove { disregarding.covers($0.part, texts[$0.text].source(of: $0.range)) }
    }
    reading.finish()
    steps += reading.steps
    for one in reading.found where one.slot < facts.count {
      values[one.slot] = .bool(true)
      findings.append(
        Finding(
          fact: one.slot, part: one.part, range: texts[one.text].source(of: one.range),
          detector: one.detector))
    }
    findings.sort(by: Finding.precedes)
    return (Analysis(findings: findings.withoutRepeats(), values: values), steps)
  }

  /// One part of a message, ready for the words; what scanners find in it is not told.
  func text(of message: Message, _ part: MessagePart) -> PartText {
    var values = defaults
    var findings: [Finding] = []
    var steps = 0
    return read(message, part, &values, &findings, &steps)
  }

  /// Makes one part ready for words: tags and disguises of single characters are gone, and what
  /// byte scanners find is noted.
  private func read(
    _ message: Message, _ part: MessagePart, _ values: inout [TextValue],
    _ findings: inout [Finding], _ steps: inout Int
  ) -> PartText {
    let written = Array(message[part].utf8)
    var page: HTMLPage?
    if part == .body, message.bodyKind ?? .detected(in: written) == .html {
      page = readPage(written, &values, &findings)
    }
    let seen = page?.visible.bytes ?? written
    let text = TextNormalizer.normalize(seen, lookAlikes).withDigits()
    var scan = Scan(text.bytes, part: part, hosts: hosts, numbers: numbers, values: values)
    values = []
    let quoted = part == .body ? QuotedText.ranges(in: text.bytes, quotingWords) : []
    scan.run(Scanner.all, triggers: Scanner.triggerTable, quoted: quoted)
    values = scan.values
    let found = scan.findings.map { finding in
      Finding(
        fact: finding.fact, part: part, range: text.source(of: finding.range),
        detector: finding.detector)
    }
    if var page {
      addFindings(of: &page, found, &values, &findings)
      steps += page.steps
    } else {
      findings += found
    }
    steps += scan.steps + seen.count
    if part == .body {
      values[StructuralFact.words.rawValue] = .int(WordCount.count(text.bytes, scan.regions))
      values[StructuralFact.characters.rawValue] = .int(
        seen.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 })
    }
    let languages = identifier.identify(
      text.bytes, leavingOut: scan.regions.map { $0.whole(in: text.bytes) })
    addLanguages(languages, to: &values)
    return PartText(
      part: part, text: text, pageMap: page?.visible.map, regions: scan.regions,
      languages: languages)
  }
}

/// One part of a message, ready for the words.
struct PartText {
  var part: MessagePart
  /// Without disguises of single characters.
  let text: NormalizedText
  /// Leads from the visible text of HTML to what was written.
  let pageMap: SourceMap?
  /// What scanners have claimed.
  let regions: [Region]
  /// In which languages it is written; places are those of ``text``.
  let languages: TextLanguages

  /// The place in what was written.
  func source(of range: Range<Int>) -> Range<Int> {
    let seen = text.source(of: range)
    return pageMap?.source(of: seen) ?? seen
  }
}

extension Analyzer {
  /// Detectors of languages have numbers from here on, each language as many as this.
  static let detectorsOfLanguage = 1 << 20

  /// Whether a fact is one that phrases make known, not a scanner.
  public func isFoundByPhrases(_ fact: Int) -> Bool { fact >= StructuralFact.allCases.count }

  /// What made a finding: a scanner, a pattern of a lexicon, or how facts rest on each other.
  public func detector(of finding: Finding) -> Detector {
    let number = finding.detector
    if number >= Self.detectorsOfLanguage {
      let language = number / Self.detectorsOfLanguage - 1
      return shelf[language].detectors[number % Self.detectorsOfLanguage]
    }
    if number < Scanner.all.count {
      return Detector(id: Scanner.all[number].id, summary: Scanner.all[number].summary)
    }
    return phraseFacts.detectors[number - Scanner.all.count]
  }
}
