// What the walks over a body ask about an element by its name, looked up once for each tag.

/// What the standard's tree builder, style sheets and readers make of a tag.
struct TagTraits: OptionSet {
  let rawValue: UInt32

  /// Nothing of it is shown.
  static let unseen = TagTraits(rawValue: 1 << 0)
  /// Lines end before and after it.
  static let block = TagTraits(rawValue: 1 << 1)
  /// An empty line stands around it.
  static let paragraph = TagTraits(rawValue: 1 << 2)
  /// A cell of a table.
  static let cell = TagTraits(rawValue: 1 << 3)
  /// `h1` to `h6`.
  static let heading = TagTraits(rawValue: 1 << 4)
  /// Takes `align` for its text.
  static let aligned = TagTraits(rawValue: 1 << 5)
  /// Takes `width`.
  static let sized = TagTraits(rawValue: 1 << 6)
  /// Its end tag may be left out.
  static let implied = TagTraits(rawValue: 1 << 7)
  /// It has no end tag.
  static let void = TagTraits(rawValue: 1 << 8)
  /// The parser opens it again where it was closed out of order.
  static let formatting = TagTraits(rawValue: 1 << 9)
  /// Its content follows other rules: after one of these nothing counts as closed.
  static let unusual = TagTraits(rawValue: 1 << 10)
  /// Its content is text up to its own end tag.
  static let raw = TagTraits(rawValue: 1 << 11)

  /// The traits of a tag by its name in small letters.
  static func of(_ name: String) -> TagTraits { table[name] ?? [] }

  private static let table: [String: TagTraits] = {
    var table: [String: TagTraits] = [:]
    for (traits, names) in names {
      for name in names.split(separator: " ") { table[String(name), default: []].insert(traits) }
    }
    return table
  }()

  private static let names: [(TagTraits, String)] = [
    (
      .unseen,
      "head style script title template meta link object textarea select audio video iframe noscript"
    ),
    (
      .block,
      """
      html body div table tbody thead tfoot tr ul ol li dl dt dd hr section header footer article \
      main nav aside center form fieldset address figure figcaption caption p h1 h2 h3 h4 h5 h6 \
      blockquote pre
      """
    ),
    (.paragraph, "p ul ol dl h1 h2 h3 h4 h5 h6 blockquote pre figure"),
    (.cell, "td th"),
    (.heading, "h1 h2 h3 h4 h5 h6"),
    (.aligned, "p div h1 h2 h3 h4 h5 h6 td th tr tbody thead tfoot"),
    (.sized, "table td th img div col"),
    (.implied, "p li td th tr dd dt option optgroup thead tbody tfoot colgroup rp rt"),
    (.void, "br img hr meta link input area base col embed param source track wbr"),
    (.formatting, "a b big code em font i nobr s small strike strong tt u"),
    (
      .unusual,
      "script svg math plaintext select template frameset xmp iframe noembed noframes noscript"
    ),
    (.raw, "style title textarea"),
  ]
}
