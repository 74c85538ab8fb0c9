// Messages of which somebody has said what they say: how precisely, and how completely, the lexicons
// and scanners find it.

public import CEL
public import MessageAnalysis

/// A file of labelled messages.
public struct LabelledMessages: Sendable {
  /// One message with its labels.
  public struct Labelled: Sendable {
    /// The message.
    public let message: Message
    /// The facts that hold, without `message.`.
    public let says: Set<String>
    /// `plain`, `near-miss` or `obfuscated`.
    public let kind: String
    /// Where its text stands.
    public let span: SourceSpan
  }

  /// The language of the messages, or what they have in common.
  public let name: String
  /// The messages.
  public let messages: [Labelled]
  /// The facts that are labelled although no lexicon finds them, without `message.`.
  public let scanned: Set<String>
  /// Whether what lexicons find is labelled too.
  public let areWordsLabelled: Bool
  /// For counts and measures among them that have a limit: a fact holds above it.
  public let limits: [String: Double]

  /// Reads a file.
  ///
  /// - Throws: every fault of it.
  public init(_ source: SourceText) throws(Diagnostics) {
    var problems: [Diagnostic] = []
    let document = YAMLDocument.parse(source, reporting: &problems)
    var reader = YAMLReader(problems: problems)
    var messages: [Labelled] = []
    var name = ""
    var scanned: Set<String> = []
    var areWordsLabelled = true
    var limits: [String: Double] = [:]
    if let fields = reader.fields(document?.root, Self.file) {
      name = reader.text(fields["name"]) ?? ""
      scanned = Set(reader.items(fields["scanned"], of: .text).compactMap { reader.text($0) })
      if let words = fields["words"] { areWordsLabelled = reader.bool(words) ?? true }
      for (name, limit) in reader.entries(fields["above"], named: "a fact") {
        limits[name.text] = reader.double(limit)
      }
      for node in reader.items(fields["messages"], of: .keys(Self.message)) {
        guard let fields = reader.fields(node, Self.message), let text = fields["text"] else {
          continue
        }
        let labels = reader.items(fields["says"], of: .text).compactMap { reader.text($0) }
        let subject = fields["subject"].flatMap { reader.text($0) } ?? ""
        messages.append(
          Labelled(
            message: Message(subject: subject, body: reader.text(text) ?? ""),
            says: Set(labels), kind: fields["kind"].flatMap { reader.text($0) } ?? "plain",
            span: text.span))
      }
    }
    try reader.finish()
    self.name = name
    self.messages = messages
    self.scanned = scanned
    self.areWordsLabelled = areWordsLabelled
    self.limits = limits
  }

  static let file = KeyTable(
    "labelled messages", "Messages of which somebody has said what they say.",
    [
      .required("name", .text, "The language, or what the messages have in common."),
      .optional("scanned", .list(.text), "Labelled facts that no lexicon finds."),
      .optional(
        "words", .bool, "Whether facts that lexicons find are labelled too; without it, yes."),
      .optional(
        "above", .named(of: "a fact", .double),
        "The most that counts and measures may be; they hold above it."),
      .required("messages", .list(.keys(message)), "The messages."),
    ])

  static let message = KeyTable(
    "message", "A message with what it says.",
    [
      .optional("subject", .text, "The subject line."),
      .required("text", .text, "The body."),
      .required("says", .list(.text), "The facts that hold, without `message.`; no other does."),
      .optional("kind", .text, "plain, near-miss or obfuscated."),
    ])
}

/// How often a fact was found rightly, wrongly, or missed.
public struct LabelTally: Sendable {
  /// Found and labelled.
  public private(set) var right = 0
  /// Found and not labelled.
  public private(set) var wrong = 0
  /// Labelled and not found.
  public private(set) var missed = 0

  /// An empty tally.
  public init() {}

  /// The share of findings that are right; 1 when nothing was found.
  public var precision: Double { right + wrong == 0 ? 1 : Double(right) / Double(right + wrong) }
  /// The share of labels that were found; 1 when nothing is labelled.
  public var recall: Double { right + missed == 0 ? 1 : Double(right) / Double(right + missed) }
  /// How many messages have the label.
  public var labelled: Int { right + missed }

  /// Counts one message.
  public mutating func count(found: Bool, labelled: Bool) {
    switch (found, labelled) {
    case (true, true): right += 1
    case (true, false): wrong += 1
    case (false, true): missed += 1
    case (false, false): break
    }
  }

  /// Adds another tally.
  public mutating func add(_ other: LabelTally) {
    right += other.right
    wrong += other.wrong
    missed += other.missed
  }
}

/// What came of labelled messages.
public struct LabelReport: Sendable {
  /// For each label its tally.
  public private(set) var tallies: [String: LabelTally] = [:]
  /// A problem for each label that was missed or wrongly found, with its message.
  public private(set) var problems: [Diagnostic] = []

  /// Analyses the messages and compares.
  public init(_ labelled: LabelledMessages, _ analyzer: Analyzer) {
    let facts = analyzer.facts.indices.map { index in
      String(analyzer.facts[index].name.dropFirst("message.".count))
    }
    let counted = facts.indices.filter { index in
      labelled.scanned.contains(facts[index])
        || (labelled.areWordsLabelled && analyzer.facts[index].kind == .bool
          && analyzer.isFoundByPhrases(index))
    }
    for one in labelled.messages {
      let analysis = analyzer.analyze(one.message)
      for index in counted {
        let name = facts[index]
        let found = analysis.values[index].isFound(above: labelled.limits[name] ?? 0)
        let isLabelled = one.says.contains(name)
        tallies[name, default: LabelTally()].count(found: found, labelled: isLabelled)
        if found == isLabelled { continue }
        let by = analysis.findings(of: index).map { analyzer.detector(of: $0).summary }
        problems.append(
          Diagnostic(
            id: found ? "wrongly-found" : "missed",
            found ? "`\(name)` is found but not labelled" : "`\(name)` is labelled but not found",
            at: one.span, help: by.first.map { "found by `\($0)`" }))
      }
      for label in one.says where !facts.contains(label) {
        problems.append(
          Diagnostic(
            id: "unknown-label", "there is no fact `message.\(label)`", at: one.span,
            help: label.nearest(among: facts).map { "did you mean `\($0)`?" }))
      }
    }
  }

  /// All labels together.
  public var whole: LabelTally {
    tallies.values.reduce(into: LabelTally()) { $0.add($1) }
  }

  /// A table of the labels that occur.
  public var table: String {
    let used = tallies.filter { $0.value.labelled + $0.value.wrong > 0 }
    let width = (used.keys.map(\.count).max() ?? 0) + 2
    var lines = ["label".padded(to: width) + "precision  recall  messages"]
    for (name, tally) in used.sorted(by: { $0.key < $1.key }) + [("all", whole)] {
      lines.append(
        name.padded(to: width) + Self.share(tally.precision).padded(to: 11)
          + Self.share(tally.recall).padded(to: 8) + String(tally.labelled))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A share with two decimals.
  public static func share(_ share: Double) -> String {
    let hundredths = Int((share * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}

extension TextValue {
  /// Whether a value says that something was found, or more of it than a limit allows.
  fileprivate func isFound(above limit: Double) -> Bool {
    switch self {
    case .bool(let value): value
    case .int(let count): Double(count) > limit
    case .number(let number): number > limit
    case .choice(let word): word != "none"
    case .strings(let texts): !texts.isEmpty
    case .string: true
    case .unknown, .absent: false
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(1, width - count))
  }
}
