// Everything that stays the same while worlds change: the policy, the analyzer of texts, the
// stores, and where each fact of the vocabulary lives. Made once, shared by all worlds.

public import CEL
public import MessageAnalysis
public import PolicyEngine
import Synchronization

/// The fixed part of every world.
///
/// It is a class because all worlds share it.
public final class Domain: Sendable {
  /// The policy that answers.
  public let policy: Policy
  /// What reads facts from texts.
  public let analyzer: Analyzer
  /// The stores.
  public let stores: StoreTable
  /// The text that tells which order files can be read; few sessions need it.
  private let imports: SourceText?
  /// Where facts live, and under which keys people state them.
  let layout: Layout
  /// For each of the analyzer's facts, its slot in the vocabulary; `nil` when it isn't declared.
  let analysisSlots: [Int?]
  /// What is counted over the messages sent and received.
  let tallies: [TallySlot]
  /// Their slots.
  let tallySlots: [Int]
  /// The keys of scenario files.
  let tables: ScenarioTables
  private let editions: EditionCache
  /// The lexicons, whose sample messages few sessions need.
  private let lexicons: LexiconFiles
  /// The samples by the name of their fact, once they have been read.
  private let lexiconSamples = Mutex<[String: [String]]?>(nil)
  private let speller: Mutex<SpellingChecker?>
  /// The facts that come with each store, in the order of the stores.
  private let storeFacts: [FactTable]

  /// The declared facts.
  public var vocabulary: Vocabulary { policy.vocabulary }

  /// Brings the parts together.
  ///
  /// - Parameter spelling: What checks the spelling; `nil` is a checker made when it is needed.
  /// - Throws: a problem for each fact that the world or the analyzer would fill with a value of
  ///   another type than the vocabulary says, or that nothing fills.
  public init(
    policy: Policy, analyzer: Analyzer, stores: StoreTable, imports: SourceText? = nil,
    lexicons: LexiconFiles = LexiconFiles([]),
    spelling: SpellingChecker? = nil
  ) throws(Diagnostics) {
    let vocabulary = policy.vocabulary
    let problems = FillingCheck(vocabulary, analyzer).problems
    if !problems.isEmpty { throw Diagnostics(problems) }
    self.policy = policy
    self.analyzer = analyzer
    self.stores = stores
    self.imports = imports
    self.lexicons = lexicons
    speller = Mutex(spelling)
    layout = Layout(vocabulary)
    analysisSlots = analyzer.facts.map { vocabulary.slot(of: FactName.inConditions($0.name)) }
    tallies = TallySlot.all(of: vocabulary)
    tallySlots = tallies.map(\.slot)
    tables = ScenarioTables(vocabulary, policy.questions)
    editions = EditionCache(policy)
    let layout = layout
    storeFacts = stores.stores.map { layout.facts(of: $0, vocabulary) }
  }

  /// Checks the spelling, with the dictionaries that were read so far.
  ///
  /// INVARIANT: the file that comes with the program was checked when it was built.
  var spelling: SpellingChecker {
    speller.withLock { speller in
      if let speller { return speller }
      do throws(Diagnostics) {
        let made = SpellingChecker(try LexiconFiles.builtIn().spellingTable())
        speller = made
        return made
      } catch {
        preconditionFailure("the file for spelling is faulty: \(error.rendered())")
      }
    }
  }

  /// Whether the policy tells how order files are read.
  public var readsOrderFiles: Bool { imports != nil }

  /// The kinds of order files that can be read, by the policy's file `imports.yaml`.
  ///
  /// - Throws: every problem of that file, or that there is none.
  public func orderFormats() throws(Diagnostics) -> OrderFormats {
    guard let imports else {
      throw Diagnostics(
        Diagnostic(
          id: "no-order-formats",
          "the policy `\(policy.document.name.content)` knows no kind of order file", at: nil,
          help: "a file `\(PolicySources.importsFile)` in its folder says how they are read"))
    }
    return try OrderFormats(imports, for: policy)
  }

  /// Short texts in which a fact is found: the vocabulary's own, then those of the lexicons.
  func samples(of slot: Int) -> [String] {
    let fact = vocabulary.facts[slot]
    let name = FactName.shown(fact.name.content)
    let fromLexicons = lexiconSamples.withLock { known in
      let all = known ?? Self.samples(in: lexicons)
      known = all
      return all[name] ?? []
    }
    return fact.sampleTexts + fromLexicons.prefix(Self.mostSamples)
  }

  /// The messages in which facts must be found, of the first language that has any.
  ///
  /// INVARIANT: the analyzer was made of these files, which are checked when the program is built.
  private static func samples(in files: LexiconFiles) -> [String: [String]] {
    guard let language = files.languageCodes.first else { return [:] }
    do throws(Diagnostics) {
      return Dictionary(
        try files.lexicons(of: language).flatMap(\.entries).map {
          ($0.fact.text, $0.must.map(\.text))
        }, uniquingKeysWith: +)
    } catch {
      preconditionFailure("the lexicons are faulty: \(error.rendered())")
    }
  }

  /// The most samples of a fact that are tried.
  private static let mostSamples = 8

  /// The facts of which nothing is stated: the vocabulary's defaults, and what comes with a store.
  func startingFacts(in store: Store) -> FactTable {
    stores.position(of: store.id).map { storeFacts[$0] } ?? layout.facts(of: store, vocabulary)
  }

  /// The store in which a fact is another one, and as few as can be of the others that come with a
  /// store; `nil` when there is none.
  func store(in store: Store, otherwise slot: Int, _ state: FactState) -> Store? {
    let now = startingFacts(in: store)
    func others(_ store: Store) -> Int {
      let facts = startingFacts(in: store)
      return vocabulary.facts.indices.count { layout.isOfStore($0) && facts[$0] != now[$0] }
    }
    return stores.stores.filter { startingFacts(in: $0)[slot] == state }.min {
      others($0) < others($1)
    }
  }

  /// The edition of the policy that is in force at a moment.
  public func edition(at moment: Timestamp) -> Edition { editions.edition(at: moment) }

  /// The moments after one and before another at which a rule or a parameter comes or goes.
  func editionStarts(after first: Timestamp, before last: Timestamp) -> [Timestamp] {
    editions.starts(after: first, before: last)
  }
}
