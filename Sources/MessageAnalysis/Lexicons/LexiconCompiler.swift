// Checks the lexicons of one language and makes from them what the analyzer runs: the words, the
// matcher, and for each pattern which fact it serves. All faults are collected before it gives up.

import CEL

/// Compiles lexicons.
struct LexiconCompiler {
  /// The named list of words that end the reach of a negation.
  static let negationEnd = "negation-end"
  /// The named list of words that say nothing by themselves: of, the, team.
  static let neutral = "neutral"

  private let facts: PhraseFactTable
  private var diagnostics: [Diagnostic] = []
  private var scope = PatternScope()
  private var lists: [String: Int32] = [:]
  private var builder = PhraseMatcherBuilder()
  private var roles: [PatternRole] = []
  private var patternDetectors: [Int] = []
  private var detectors: [Detector] = []
  private var gapStops: Set<Int32> = []
  private var entryCount = 0

  /// Compiles the lexicons of one language.
  static func compile(_ lexicons: [Lexicon], facts: PhraseFactTable) throws(Diagnostics)
    -> CompiledLexicons
  {
    var compiler = LexiconCompiler(facts: facts)
    return try compiler.compile(lexicons)
  }

  private init(facts: PhraseFactTable) { self.facts = facts }

  private mutating func compile(_ lexicons: [Lexicon]) throws(Diagnostics) -> CompiledLexicons {
    for lexicon in lexicons { addReading(of: lexicon) }
    for lexicon in lexicons { addWords(of: lexicon) }
    for lexicon in lexicons { addLists(of: lexicon) }
    scope.lists = lists
    for lexicon in lexicons {
      for phrase in lexicon.negations { add(phrase, role: .denies, detector: 0) }
      for phrase in lexicon.negationsAfter { add(phrase, role: .deniesBefore, detector: 0) }
      for phrase in lexicon.notNegations { add(phrase, role: .deniesNot, detector: 0) }
      for entry in lexicon.entries { compile(entry, in: lexicon) }
    }
    var abbreviations: Set<Int32> = []
    for phrase in lexicons.flatMap(\.abbreviations) {
      for word in scope.words.tokens(of: ArraySlice(phrase.text.utf8)) {
        abbreviations.formUnion(word)
      }
    }
    let ends = words(ofList: Self.negationEnd, PatternNodes.singleWordSets(of:))
    let neutral = words(ofList: Self.neutral, PatternNodes.wordSets(of:))
    if !diagnostics.isEmpty { throw Diagnostics(diagnostics) }
    let matcher = builder.matcher(scope, gapStops: gapStops)
    let count = scope.words.count
    return CompiledLexicons(
      language: lexicons.first?.language ?? "", detectors: detectors, roles: roles,
      patternDetectors: patternDetectors, words: scope.words, matcher: matcher,
      abbreviations: Self.flags(abbreviations, count), endsNegation: Self.flags(ends, count),
      isNeutral: Self.flags(neutral, count))
  }

  private static func flags(_ words: Set<Int32>, _ count: Int) -> [Bool] {
    var flags = [Bool](repeating: false, count: count)
    for word in words { flags[Int(word)] = true }
    return flags
  }

  private func words(ofList name: String, _ sets: (PatternNodes) -> (Int32) -> [Int32]) -> Set<
    Int32
  > {
    guard let node = lists[name] else { return [] }
    return Set(sets(scope.nodes)(node).flatMap { scope.sets[$0] })
  }

  /// Takes over how the language is read, which must be known before any word.
  private mutating func addReading(of lexicon: Lexicon) {
    if let reach = lexicon.negationReach { scope.words.reading.negationReach = reach }
    if let length = lexicon.courtesyLength { scope.words.reading.courtesyLength = length }
    if lexicon.readsCompounds { scope.words.reading.readsCompounds = true }
    if lexicon.splitsAtApostrophe { scope.words.reading.splitsAtApostrophe = true }
    for (letter, letters) in lexicon.spellings {
      guard letter.text.unicodeScalars.count == 1, let scalar = letter.text.unicodeScalars.first
      else {
        diagnostics.append(.fault("`\(letter.text)` is not one letter", in: letter))
        continue
      }
      scope.words.reading.spellings[scalar.value] = letters.text.unicodeScalars.map(\.value)
    }
  }

  private mutating func addWords(of lexicon: Lexicon) {
    for (word, forms) in lexicon.irregular {
      scope.words.addIrregular(
        word.text, forms: forms.text.split(separator: " ").map(String.init))
    }
    for (short, long) in lexicon.contractions {
      let words = long.text.split(separator: " ").map(String.init)
      if words.isEmpty {
        diagnostics.append(.fault("the short form stands for nothing", in: long))
      }
      scope.words.addContraction(short.text, for: words)
    }
  }

  private mutating func addLists(of lexicon: Lexicon) {
    for list in lexicon.lists {
      let name = list.name.text
      scope.lists = lists
      if lists[name] != nil || SpecialWord.allCases.contains(where: { $0.name == name }) {
        diagnostics.append(.fault("the list `<\(name)>` is there already", in: list.name))
        continue
      }
      let nodes = list.patterns.compactMap { parse($0) }
      if nodes.isEmpty {
        diagnostics.append(.fault("the list `<\(name)>` is empty", in: list.name))
      } else {
        lists[name] = scope.merged(nodes)
      }
    }
  }

  private mutating func compile(_ entry: Lexicon.Entry, in lexicon: Lexicon) {
    let name = entry.fact.text
    guard let slot = facts.slot(of: name) else {
      diagnostics.append(
        .fault(
          "there is no fact `\(name)`", in: entry.fact,
          help: name.nearest(among: facts.names).map { "did you mean `\($0)`?" }
            ?? "declare it in facts.yaml"))
      return
    }
    let fact = facts.fact(slot)
    if entry.patterns.isEmpty, fact.anyOf.isEmpty, fact.nothingBut.isEmpty {
      diagnostics.append(.fault("nothing makes this fact hold", in: entry.fact))
    }
    let id = "\(lexicon.language)/\(lexicon.topic) \(name)"
    for (count, phrase) in entry.patterns.enumerated() {
      detectors.append(Detector(id: id + " " + String(count + 1), summary: phrase.text))
      add(phrase, role: .makes(slot: slot, entry: entryCount), detector: detectors.count - 1)
    }
    for phrase in entry.not { add(phrase, role: .takesBack(entry: entryCount), detector: 0) }
    entryCount += 1
  }

  private mutating func add(_ phrase: Phrase, role: PatternRole, detector: Int) {
    guard let node = parse(phrase) else { return }
    if case .denies = role, scope.nodes[node].kind == .word {
      gapStops.formUnion(scope.sets[scope.nodes[node].value])
    }
    var keepsOverlaps = false
    if case .takesBack = role { keepsOverlaps = true }
    var opensGaps = false
    if case .deniesNot = role { (keepsOverlaps, opensGaps) = (true, true) }
    if scope.nodes[node].shortest > PhraseMatcher.window {
      diagnostics.append(
        .fault(
          "the pattern needs more than \(PhraseMatcher.window) words", in: phrase,
          help: "make two patterns of it"))
      return
    }
    if scope.nodes.innerBorders(of: node).count > 1 {
      diagnostics.append(
        .fault(
          "the pattern reaches over three sentences", in: phrase,
          help: "two are read together: make it shorter, or two patterns of it"))
      return
    }
    builder.add(
      node, pattern: roles.count, keepsOverlaps: keepsOverlaps, opensGaps: opensGaps)
    roles.append(role)
    patternDetectors.append(detector)
  }

  private mutating func parse(_ phrase: Phrase) -> Int32? {
    do {
      return try PatternParser.parse(phrase.text, in: &scope)
    } catch {
      diagnostics.append(error.diagnostic(in: phrase))
      return nil
    }
  }
}
