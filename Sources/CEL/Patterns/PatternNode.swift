// A regular expression as a tree, in the syntax of RE2. Only whether a text matches is ever asked,
// so groups capture nothing and greed makes no difference.

/// A part of a regular expression.
indirect enum PatternNode: Sendable {
  case empty
  case character(CharacterClass)
  case assertion(Assertion)
  case sequence([PatternNode])
  case alternatives([PatternNode])
  /// At least and, unless it is `nil`, at most so many times.
  case repetition(PatternNode, Int, Int?)

  /// A condition on a place between characters.
  enum Assertion: Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
  }
}

/// A set of code points.
struct CharacterClass: Sendable {
  /// What belongs to the set, or doesn't if it is negated.
  enum Item: Sendable {
    case range(ClosedRange<UInt32>)
    /// A Unicode general category by its name, `L` or `Lu`; any if the name is empty.
    case category(String)
    case nested(CharacterClass)
  }

  var items: [Item]
  var isNegated = false
  var ignoresCase = false

  init(_ items: [Item], isNegated: Bool = false, ignoresCase: Bool = false) {
    self.items = items
    self.isNegated = isNegated
    self.ignoresCase = ignoresCase
  }

  /// The set of these ranges.
  init(_ ranges: ClosedRange<Unicode.Scalar>...) {
    items = ranges.map { .range($0.lowerBound.value...$0.upperBound.value) }
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    if holds(scalar) { return !isNegated }
    guard ignoresCase else { return isNegated }
    let lower = Self.single(scalar.properties.lowercaseMapping) ?? scalar
    let upper = Self.single(scalar.properties.uppercaseMapping) ?? scalar
    let folded = Self.single(upper.properties.lowercaseMapping) ?? upper
    return (holds(lower) || holds(upper) || holds(folded)) != isNegated
  }

  private func holds(_ scalar: Unicode.Scalar) -> Bool {
    for item in items {
      switch item {
      case .range(let range): if range.contains(scalar.value) { return true }
      case .category(let name):
        if name.isEmpty || scalar.properties.generalCategory.code.utf8.starts(with: name.utf8) {
          return true
        }
      case .nested(let inner): if inner.contains(scalar) { return true }
      }
    }
    return false
  }

  private static func single(_ text: String) -> Unicode.Scalar? {
    text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
  }

  static let digit = CharacterClass("0"..."9")
  static let word = CharacterClass("0"..."9", "A"..."Z", "_"..."_", "a"..."z")
  static let space = CharacterClass("\t"..."\n", "\u{0C}"..."\r", " "..." ")
  static let any = CharacterClass([.category("")])
  static let anyButLineFeed = CharacterClass([.range(0x0A...0x0A)], isNegated: true)

  /// The set that a letter after a backslash means.
  init?(perl letter: Unicode.Scalar) {
    switch letter {
    case "d": self = .digit
    case "w": self = .word
    case "s": self = .space
    case "D": self = .digit.negated
    case "W": self = .word.negated
    case "S": self = .space.negated
    default: return nil
    }
  }

  /// The set of a name such as `alpha` in `[[:alpha:]]`.
  init?(posix name: String) {
    switch name {
    case "alnum": self.init("0"..."9", "A"..."Z", "a"..."z")
    case "alpha": self.init("A"..."Z", "a"..."z")
    case "ascii": self.init("\0"..."\u{7F}")
    case "blank": self.init("\t"..."\t", " "..." ")
    case "cntrl": self.init("\0"..."\u{1F}", "\u{7F}"..."\u{7F}")
    case "digit": self = .digit
    case "graph": self.init("!"..."~")
    case "lower": self.init("a"..."z")
    case "print": self.init(" "..."~")
    case "punct": self.init("!"..."/", ":"..."@", "["..."`", "{"..."~")
    case "space": self.init("\t"..."\r", " "..." ")
    case "upper": self.init("A"..."Z")
    case "word": self = .word
    case "xdigit": self.init("0"..."9", "A"..."F", "a"..."f")
    default: return nil
    }
  }

  var negated: CharacterClass {
    CharacterClass(items, isNegated: !isNegated, ignoresCase: ignoresCase)
  }
}

extension Unicode.GeneralCategory {
  /// The category's two-letter name.
  var code: String {
    switch self {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .surrogate: "Cs"
    case .privateUse: "Co"
    case .unassigned: "Cn"
    @unknown default: "Cn"
    }
  }

  /// All names of categories and of their groups.
  static let codes: Set<String> = [
    "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc",
    "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C",
    "Cc", "Cf", "Cs", "Co",
  ]
}
