// Checks lexicons and makes from them what the analyzer runs: the words, the matcher, and for each
// pattern which entry it serves. All faults of all lexicons are collected before it gives up.

import CEL

/// What a pattern is for.
enum PatternRole: Sendable {
  /// Makes the fact of an entry hold.
  case makes(entry: Int)
  /// Takes back matches of an entry that it overlaps.
  case takesBack(entry: Int)
  /// Denies what follows.
  case denies
  /// Looks like a denial and is none.
  case deniesNot
}

/// An entry with its fact names resolved to slots.
struct CompiledEntry: Sendable {
  /// The slot of the fact: an index into the analyzer's facts, or beyond them for facts that only
  /// other entries use.
  let slot: Int
  let evenIfNegated: Bool
  let inSubject: Bool
  let anyOf: [Int]
  let alongWith: [Int]
  let nothingBut: [Int]
  let butNot: [Int]
  /// The detector of the entry as a whole, for `nothingBut`.
  let detector: Int
}

/// Everything made from the lexicons. It is a class so that judging a message copies none of it.
final class CompiledLexicons: Sendable {
  /// The facts that leave the module, without the structural ones.
  let facts: [TextFact]
  /// How many slots there are, structural facts included.
  let slotCount: Int
  let detectors: [Detector]
  let entries: [CompiledEntry]
  /// Those entries that rest on other facts.
  let dependent: [CompiledEntry]
  let roles: [PatternRole]
  /// The detector of each pattern.
  let patternDetectors: [Int]
  let words: WordTable
  let matcher: PhraseMatcher
  let abbreviations: [Bool]
  /// Words that end the reach of a negation.
  let endsNegation: [Bool]
  /// Words that a line of names and numbers may hold.
  let isNeutral: [Bool]

  init(
    facts: [TextFact], slotCount: Int, detectors: [Detector], entries: [CompiledEntry],
    roles: [PatternRole], patternDetectors: [Int], words: WordTable, matcher: PhraseMatcher,
    abbreviations: [Bool], endsNegation: [Bool], isNeutral: [Bool]
  ) {
    self.facts = facts
    self.slotCount = slotCount
    self.detectors = detectors
    self.entries = entries
    dependent = entries.filter { !$0.anyOf.isEmpty }
    self.roles = roles
    self.patternDetectors = patternDetectors
    self.words = words
    self.matcher = matcher
    self.abbreviations = abbreviations
    self.endsNegation = endsNegation
    self.isNeutral = isNeutral
  }
}

/// Compiles lexicons.
struct LexiconCompiler {
  /// The named list of words that end the reach of a negation.
  static let negationEnd = "negation-end"
  /// The named list of words that say nothing by themselves: of, the, team.
  static let neutral = "neutral"
  /// Facts whose names begin so are given by an analysis; others serve other entries only.
  static let exported = "message."

  private var diagnostics: [Diagnostic] = []
  private var scope = PatternScope()
  private var listsOfLanguage: [String: [String: PatternNode]] = [:]
  private var builder = PhraseMatcherBuilder()
  private var roles: [PatternRole] = []
  private var patternDetectors: [Int] = []
  private var detectors: [Detector]
  private var gapStops: Set<Int32> = []
  private var slots: [String: Int] = [:]
  private var facts: [TextFact] = []

  /// Compiles lexicons; `detectors` are the structural ones, which come first.
  static func compile(_ lexicons: [Lexicon], after detectors: [Detector]) throws(Diagnostics)
    -> CompiledLexicons
  {
    var compiler = LexiconCompiler(detectors: detectors)
    return try compiler.compile(lexicons)
  }

  private init(detectors: [Detector]) { self.detectors = detectors }

  private mutating func compile(_ lexicons: [Lexicon]) throws(Diagnostics) -> CompiledLexicons {
    for lexicon in lexicons { addWords(of: lexicon) }
    for lexicon in lexicons { addLists(of: lexicon) }
    number(lexicons.flatMap(\.entries))
    var entries: [CompiledEntry] = []
    for lexicon in lexicons {
      scope.lists = listsOfLanguage[lexicon.language] ?? [:]
      for phrase in lexicon.negations { add(phrase, role: .denies, detector: 0) }
      for phrase in lexicon.notNegations { add(phrase, role: .deniesNot, detector: 0) }
      for entry in lexicon.entries {
        entries.append(compile(entry, number: entries.count, in: lexicon))
      }
    }
    var abbreviations: Set<Int32> = []
    for phrase in lexicons.flatMap(\.abbreviations) {
      for word in scope.words.tokens(of: ArraySlice(phrase.text.utf8)) {
        abbreviations.insert(word)
      }
    }
    let ends = words(ofList: Self.negationEnd)
    let neutral = words(ofList: Self.neutral)
    if !diagnostics.isEmpty { throw Diagnostics(diagnostics) }
    let count = scope.words.count
    return CompiledLexicons(
      facts: facts, slotCount: StructuralFact.allCases.count + slots.count, detectors: detectors,
      entries: entries, roles: roles, patternDetectors: patternDetectors, words: scope.words,
      matcher: builder.matcher(scope, gapStops: gapStops),
      abbreviations: Self.flags(abbreviations, count), endsNegation: Self.flags(ends, count),
      isNeutral: Self.flags(neutral, count))
  }

  private static func flags(_ words: Set<Int32>, _ count: Int) -> [Bool] {
    var flags = [Bool](repeating: false, count: count)
    for word in words { flags[Int(word)] = true }
    return flags
  }

  private func words(ofList name: String) -> Set<Int32> {
    var result: Set<Int32> = []
    for lists in listsOfLanguage.values {
      if case .word(let set)? = lists[name] { result.formUnion(scope.sets.sets[Int(set)]) }
    }
    return result
  }

  private mutating func addWords(of lexicon: Lexicon) {
    for (word, forms) in lexicon.irregular {
      scope.words.addIrregular(
        word.text, forms: forms.text.split(separator: " ").map(String.init))
    }
    for (short, long) in lexicon.contractions {
      let words = long.text.split(separator: " ").map(String.init)
      if words.isEmpty {
        report(PatternError("the short form stands for nothing", 0..<0), in: long)
      }
      scope.words.addContraction(short.text, for: words)
    }
  }

  private mutating func addLists(of lexicon: Lexicon) {
    for list in lexicon.lists {
      let name = list.name.text
      scope.lists = listsOfLanguage[lexicon.language] ?? [:]
      if scope.lists[name] != nil || SpecialWord.allCases.contains(where: { $0.name == name }) {
        report(
          PatternError("the list `<\(name)>` is there already", 0..<name.utf8.count),
          in: list.name)
        continue
      }
      let nodes = list.patterns.compactMap { parse($0) }
      if nodes.isEmpty {
        report(PatternError("the list `<\(name)>` is empty", 0..<name.utf8.count), in: list.name)
      } else {
        listsOfLanguage[lexicon.language, default: [:]][name] = scope.merged(nodes)
      }
    }
  }

  /// Gives every fact a slot: those that leave the module first.
  private mutating func number(_ entries: [Lexicon.Entry]) {
    let structural = StructuralFact.allCases.count
    for entry in entries where entry.fact.text.hasPrefix(Self.exported) {
      let name = entry.fact.text
      if StructuralFact.table.contains(where: { $0.name == name }) {
        report(
          PatternError("`\(name)` is read without a lexicon", 0..<name.utf8.count), in: entry.fact)
      } else if slots[name] == nil {
        slots[name] = structural + facts.count
        facts.append(TextFact(name: name, kind: .bool, summary: entry.summary))
      }
    }
    for entry in entries where slots[entry.fact.text] == nil {
      slots[entry.fact.text] = structural + slots.count
    }
  }

  private mutating func compile(_ entry: Lexicon.Entry, number: Int, in lexicon: Lexicon)
    -> CompiledEntry
  {
    let id = "\(lexicon.language)/\(lexicon.topic) \(entry.fact.text)"
    for (count, phrase) in entry.patterns.enumerated() {
      detectors.append(Detector(id: id + " " + String(count + 1), summary: phrase.text))
      add(phrase, role: .makes(entry: number), detector: detectors.count - 1)
    }
    for phrase in entry.not { add(phrase, role: .takesBack(entry: number), detector: 0) }
    if entry.patterns.isEmpty, entry.anyOf.isEmpty, entry.nothingBut.isEmpty {
      report(
        PatternError("nothing makes this fact hold", 0..<entry.fact.text.utf8.count),
        in: entry.fact)
    }
    detectors.append(Detector(id: id, summary: entry.summary))
    return CompiledEntry(
      slot: slots[entry.fact.text] ?? 0, evenIfNegated: entry.evenIfNegated,
      inSubject: entry.inSubject, anyOf: resolve(entry.anyOf), alongWith: resolve(entry.alongWith),
      nothingBut: resolve(entry.nothingBut), butNot: resolve(entry.butNot),
      detector: detectors.count - 1)
  }

  private mutating func resolve(_ names: [Phrase]) -> [Int] {
    names.compactMap { name in
      if let slot = slots[name.text] { return slot }
      if let slot = StructuralFact.table.firstIndex(where: { $0.name == name.text }) { return slot }
      let near = name.text.nearest(among: slots.keys.sorted() + StructuralFact.table.map(\.name))
      report(
        PatternError(
          "no lexicon has the fact `\(name.text)`", 0..<name.text.utf8.count,
          help: near.map { "did you mean `\($0)`?" }),
        in: name)
      return nil
    }
  }

  private mutating func add(_ phrase: Phrase, role: PatternRole, detector: Int) {
    guard let node = parse(phrase) else { return }
    if case .denies = role, case .word(let set) = node {
      gapStops.formUnion(scope.sets.sets[Int(set)])
    }
    if builder.add(node, pattern: roles.count) {
      roles.append(role)
      patternDetectors.append(detector)
    } else {
      report(
        PatternError(
          "the pattern has more than \(PhraseProgramBuilder.mostPositions) places",
          0..<phrase.text.utf8.count, help: "make two patterns of it, or shorten its gaps"),
        in: phrase)
    }
  }

  private mutating func parse(_ phrase: Phrase) -> PatternNode? {
    do {
      return try PatternParser.parse(phrase.text, in: &scope)
    } catch {
      report(error, in: phrase)
      return nil
    }
  }

  private mutating func report(_ error: PatternError, in phrase: Phrase) {
    diagnostics.append(error.diagnostic(in: phrase))
  }
}
