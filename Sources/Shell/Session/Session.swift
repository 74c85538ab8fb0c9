// A conversation with the shell, as a value: a statement turns it into the next one, or leaves it
// as it was and says why. Keeping old values is all that `undo` needs.

public import CEL
public import PolicyEngine
public import Scenarios

/// The state of a conversation.
public struct Session: Sendable {
  /// A state to go back to, with the statement that left it.
  struct Snapshot: Sendable {
    let statement: String
    let situation: Situation
  }

  /// The world and its story.
  public internal(set) var situation: Situation
  /// The situation to which `reset` goes back.
  var loaded: Situation
  /// States to go back to, the newest last.
  var past: [Snapshot] = []
  /// States that were gone back from, the next one last.
  var future: [Snapshot] = []
  /// How the session answers.
  public var settings: Settings
  /// What the session may ask of its surroundings.
  public var surroundings: Surroundings
  /// Where replies go instead.
  var output: OutputFile?
  /// The statements so far.
  var statements: [String] = []
  /// The question that `ask` put last.
  var asking: Asking?
  /// Whether the policy's notice was said.
  var isNoticeSaid = false
  /// Advice that is told once in a conversation and was told, by its rules.
  var heardAdvice: Set<String> = []
  /// The message that is being written.
  var composition: Composition?
  /// How often each rule mattered; made when the first answers are counted.
  var coverage: CoverageCounter {
    get { counter ?? CoverageCounter(domain.policy) }
    set { counter = newValue }
  }
  private var counter: CoverageCounter?
  /// In how many answers it was counted.
  var coveredAnswers = 0
  /// Answers that are counted only when somebody asks for it, since that takes longer than they.
  private var uncounted: [Decision] = []
  /// Whether a run found something other than expected.
  public internal(set) var hasDifference = false
  /// Cases that were shown; the number in an id is the place here.
  var cases: [KnownCase] = []
  /// Both sides of the edges that were shown, in order.
  var edgeSides: [KnownCase] = []
  /// How deeply `read` is inside `read`.
  var depth = 0

  /// The most states to go back to.
  static let mostSnapshots = 1_000
  /// The deepest nesting of `read`.
  static let deepestRead = 16

  /// Starts a conversation in an empty world.
  public init(
    _ domain: Domain, clock: Timestamp, settings: Settings = Settings(),
    surroundings: Surroundings = Surroundings()
  ) {
    situation = Situation(World(domain, clock: clock))
    loaded = situation
    self.settings = settings
    self.surroundings = surroundings
  }

  /// The world now.
  public internal(set) var world: World {
    get { situation.world }
    set { situation.world = newValue }
  }

  /// Counts an answer for `coverage`.
  mutating func count(_ decision: Decision) {
    uncounted.append(decision)
    coveredAnswers += 1
    if uncounted.count >= Self.mostUncounted { finishCounting() }
  }

  /// Brings ``coverage`` up to date.
  mutating func finishCounting() {
    for decision in uncounted { coverage.count(decision) }
    uncounted = []
  }

  private static let mostUncounted = 256

  /// The fixed part of the world.
  public var domain: Domain { world.domain }
  /// The policy.
  public var policy: Policy { domain.policy }
  /// The edition that answers now.
  public var edition: Edition { domain.edition(at: world.edition?.moment ?? world.clock) }
  /// Whether rows are taken as the text of a message.
  public var isComposing: Bool { composition != nil }
  /// Whether replies go to a file.
  public var hasOutput: Bool { output != nil }
  /// The main verdict of the last answer.
  public var lastVerdict: Verdict? { situation.lastAnswer?.decision.verdict }
  /// Values in words, in the store's zone.
  var words: ValueWords { ValueWords(zone: world.store.zone) }

  /// What stands before the next line: the world's clock.
  public var prompt: String {
    if let composition { return composition.prompt }
    return "\(world.notation.words(for: world.clock)) > "
  }

  /// What is said when the shell opens.
  public var banner: String {
    let sellers = world.messages.entries.count
    return "maysend · policy \(policy.document.name.content), edition of \(editionDay) · "
      + "\(counted(world.orders.count, "order")), \(counted(sellers, "message")) · "
      + "`help` lists the commands"
  }

  /// The day from which the edition has been in force; the policy's first edition has none.
  var editionDay: String {
    edition.document?.from.map { words.day($0) } ?? "the beginning"
  }
}

/// A number with a noun in the singular or plural.
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(plural ?? noun + "s")"
}

extension ValueWords {
  /// The day of an instant.
  func day(_ instant: Timestamp) -> String {
    String(Notation(zone: zone).text(of: instant).prefix { $0 != "T" })
  }
}
