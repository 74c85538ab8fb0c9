// What a body in HTML gives: the text that readers see, and what its tags and styles say.

/// A place in the source that makes a fact what it is.
struct PageNote {
  let fact: StructuralFact
  let range: Range<Int>
  let scanner: String
}

/// A link with the text that it stands under.
struct PageLink {
  /// The address, decoded.
  let address: HTMLAttribute
  /// The bytes of the visible text.
  var text: Range<Int>
  /// Whether an image is the link, or part of it.
  var imageTag: Range<Int>?
}

/// A body in HTML, read.
struct HTMLPage {
  /// The text as readers see it.
  var visible = VisibleText()
  /// The links in their order.
  var links: [PageLink] = []
  /// The visible texts that stand for images.
  var alternatives: [(text: Range<Int>, tag: Range<Int>)] = []
  /// What tags and styles say.
  var values: [StructuralFact: TextValue] = [:]
  var notes: [PageNote] = []
  private var measured: [StructuralFact: PageNote] = [:]
  /// Nodes, style comparisons and bytes looked at.
  var steps = 0

  /// The facts that are left open when a body can't be read.
  static let styling: [StructuralFact] = [
    .fontSizes, .marginPercent, .imageWidthPercent, .overridesStyle, .centred, .hiddenText,
    .insecureImages, .gifs, .trackingPixel, .productImages, .logoWithLink, .disguisedLinks,
    .accessibilityFaults, .untoldLanguage,
  ]

  /// Adds one to a count.
  mutating func count(_ fact: StructuralFact, _ range: Range<Int>, _ scanner: Scanner) {
    if case .int(let number)? = values[fact] {
      values[fact] = .int(number + 1)
    } else {
      values[fact] = .int(1)
    }
    note(fact, range, scanner)
  }

  /// Makes a fact true.
  mutating func hold(_ fact: StructuralFact, _ range: Range<Int>, _ scanner: Scanner) {
    values[fact] = .bool(true)
    note(fact, range, scanner)
  }

  /// Makes a measure at least a number; the place of the largest is kept.
  mutating func measure(
    _ fact: StructuralFact, _ number: Double, _ range: Range<Int>, _ scanner: Scanner
  ) {
    if case .number(let known)? = values[fact], known >= number { return }
    values[fact] = .number(number)
    measured[fact] = PageNote(fact: fact, range: range, scanner: scanner.id)
  }

  /// All places: those noted, and those of the measures.
  var allNotes: [PageNote] { notes + StructuralFact.allCases.compactMap { measured[$0] } }

  /// Notes a place.
  mutating func note(_ fact: StructuralFact, _ range: Range<Int>, _ scanner: Scanner) {
    guard !range.isEmpty else { return }
    notes.append(PageNote(fact: fact, range: range, scanner: scanner.id))
  }
}
