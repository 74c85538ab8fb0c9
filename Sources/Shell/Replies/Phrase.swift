// A line of text whose parts say what they are. How that looks, or whether it shows at all, is
// for the layout: a phrase reads the same without any colour.

/// A text in styled pieces.
public struct Phrase: Hashable, Sendable {
  /// What a piece of text is.
  public enum Style: Hashable, Sendable {
    case plain
    /// An answer of yes, or something that holds.
    case good
    /// An answer of no, or something that stands against it.
    case bad
    /// Something that is not known.
    case open
    /// A heading or an id.
    case name
    /// Of less weight.
    case faint
  }

  /// A piece of one style.
  public struct Run: Hashable, Sendable {
    /// The text.
    public let text: String
    /// What it is.
    public let style: Style
  }

  /// The pieces.
  public private(set) var runs: [Run]

  /// Makes a phrase of one style.
  public init(_ text: String, _ style: Style = .plain) {
    runs = text.isEmpty ? [] : [Run(text: text, style: style)]
  }

  /// The text alone.
  public var text: String { runs.map(\.text).joined() }

  /// The phrase as it is read aloud: words instead of signs.
  var spoken: Phrase {
    var result = self
    result.runs = runs.map { run in
      let sign = run.style == .plain ? nil : Self.words[run.text]
      let text =
        sign ?? run.text.replacing(" · ", with: "; ").replacing(" → ", with: " turns into ")
      return Run(text: text, style: run.style)
    }
    return result
  }

  private static let words = [
    "✓": "yes:", "✗": "no:", "?": "not known:", "•": "applies:", "·": "-",
  ]

  static func name(_ text: String) -> Phrase { Phrase(text, .name) }
  static func faint(_ text: String) -> Phrase { Phrase(text, .faint) }

  static func + (left: Phrase, right: Phrase) -> Phrase {
    var result = left
    result.runs += right.runs
    return result
  }
}

extension Phrase: ExpressibleByStringInterpolation {
  /// Makes a plain phrase.
  public init(stringLiteral value: String) { self.init(value) }
}
