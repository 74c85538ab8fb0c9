// Reads the file of numbers: shapes of phone numbers, words around numbers, contacts in words.

public import CEL
public import MessageAnalysis

extension LexiconReader {
  private static let callingCodes = KeyTable(
    "calling codes", "The codes dialled for a country.",
    [
      .required("source", .text, "Where they are published."),
      .required("codes", list, "The codes, as numbers or spans."),
      .required("dialled-before", list, "What is dialled before them, other than +."),
    ])

  private static let country = KeyTable(
    "country", "The phone numbers of a country.",
    [
      .required("country", .text, "Its name."),
      .required("source", .text, "Who publishes its numbering plan."),
      .required("calling-code", .text, "Its calling code."),
      .required("digits", .text, "How many digits a number has without the one dialled first."),
      .required("alone", list, "Shapes that no other number has."),
      .required("hinted", list, "Shapes that need a hint before them."),
      .required("must", list, "Phone numbers."),
      .optional("must-not", list, "Numbers that are none."),
    ])

  private static let carrier = KeyTable(
    "carrier", "Tracking numbers that are told by their shape.",
    [
      .required("carrier", .text, "Who gives them out."),
      .required("source", .text, "Where their form is published."),
      .required("shapes", list, "How they look."),
      .optional("check", .text, "How their check digit is made: s10 or gs1."),
      .required("must", list, "Tracking numbers."),
      .optional("must-not", list, "Numbers that are none."),
    ])

  private static let byLanguage = ValueShape.named(of: "languages", list)

  /// The keys of the words, in the order of the roles.
  private static let roles: [(role: NumberLists.Role, key: KeyTable.Key)] = [
    (.phone, .required("phone", byLanguage, "A phone number stands near.")),
    (.phoneLetters, .required("phone-letters", byLanguage, "The same, with a colon or dot after.")),
    (.hint, .required("hint", byLanguage, "Somebody can be reached.")),
    (.hintNext, .required("hint-next", byLanguage, "The same, directly before only.")),
    (.order, .required("order", byLanguage, "An order.")),
    (.orderNumber, .required("order-number", byLanguage, "The number of an order.")),
    (.tracking, .required("tracking", byLanguage, "A tracking number follows.")),
    (.parcel, .required("parcel", byLanguage, "A parcel.")),
    (.number, .required("number", byLanguage, "Words for a number.")),
    (.other, .required("other", byLanguage, "Some other number follows.")),
    (.between, .required("between", byLanguage, "May stand between such a word and its number.")),
    (.yours, .required("yours", byLanguage, "Before a word for a number: it is none of ours.")),
    (.unit, .required("unit", byLanguage, "A quantity.")),
  ]

  private static let words = KeyTable(
    "words", "What words say about a number near them.", roles.map(\.key))

  private static let texts = ValueShape.named(of: "words", .text)

  private static let spelling = KeyTable(
    "language", "How contacts are said in a language.",
    [
      .required("at", list, "Words for @."),
      .required("dot", list, "Words for the dot in a host."),
      .optional("dot-not-before", list, "Domains before which such a word is an everyday one."),
      .required("digits", texts, "Words for digits and two-digit numbers."),
      .optional("repeats", texts, "Words that repeat the next digit, with how often."),
      .optional("joins", list, "Words between digits."),
      .optional("plus", list, "Words for the + before a calling code."),
      .optional("names-not", list, "Words before \"at\" or \"dot\" that are no names."),
      .required("must", list, "Texts with a contact."),
      .optional("must-not", list, "Texts without."),
    ])

  private static let spelled = KeyTable(
    "spelled-out contacts", "Contacts in words.",
    [
      .required("mailboxes", list, "Usual names of mailboxes."),
      .required("mail-hosts", list, "Hosts of private mail."),
      .required("mail-hosts-alone", list, "Those that are known without a domain after them."),
      .required("domains", list, "Top-level domains beside those of the host lists."),
      .required("domains-that-are-words", list, "Those that count beside www or @ only."),
      .optional("file-suffixes", list, "Endings of file names, which no host has."),
      .required("languages", .named(of: "languages", .keys(spelling)), "The languages."),
    ])

  /// The keys of the file of numbers.
  public static let numbers = KeyTable(
    "number lists", "How numbers look and what announces them.",
    [
      .required("calling-codes", .keys(callingCodes), "The codes of all countries."),
      .required("countries", .list(.keys(country)), "Countries with their shapes."),
      .optional("parcels", .list(.keys(carrier)), "Carriers with the shapes of their numbers."),
      .required("words", .keys(words), "Words near numbers."),
      .required("spelled", .keys(spelled), "Contacts in words."),
    ])

  /// Reads the file of numbers.
  public static func numbers(_ source: SourceText) throws(Diagnostics) -> NumberLists {
    var (document, reader) = open(source)
    var result = NumberLists()
    if let fields = reader.fields(document?.root, numbers) {
      if let codes = reader.fields(fields["calling-codes"], callingCodes) {
        result.callingCodes = phrases(codes["codes"], &reader)
        result.dialledBefore = phrases(codes["dialled-before"], &reader)
      }
      result.countries = reader.items(fields["countries"], of: .keys(country))
        .compactMap { country($0, &reader) }
      result.parcels = reader.items(fields["parcels"], of: .keys(carrier))
        .compactMap { parcels($0, &reader) }
      if let fields = reader.fields(fields["words"], words) {
        for (role, key) in roles {
          for (_, list) in reader.entries(fields[key.name], named: "languages") {
            result.words += phrases(list, &reader).map { (role, $0) }
          }
        }
      }
      readSpelled(fields["spelled"], &result, &reader)
    }
    try reader.finish()
    return result
  }

  private static func country(
    _ node: YAMLNode, _ reader: inout YAMLReader
  ) -> NumberLists.Country? {
    guard let fields = reader.fields(node, country), let name = fields["country"],
      let code = fields["calling-code"], let digits = fields["digits"]
    else { return nil }
    for key in ["country", "source", "calling-code", "digits"] {
      _ = fields[key].map { reader.text($0) }
    }
    var result = NumberLists.Country(
      name: phrase(name), callingCode: phrase(code), digits: phrase(digits))
    result.alone = phrases(fields["alone"], &reader)
    result.hinted = phrases(fields["hinted"], &reader)
    result.must = phrases(fields["must"], &reader)
    result.mustNot = phrases(fields["must-not"], &reader)
    return result
  }

  private static func parcels(
    _ node: YAMLNode, _ reader: inout YAMLReader
  ) -> NumberLists.Parcels? {
    guard let fields = reader.fields(node, carrier), let name = fields["carrier"] else {
      return nil
    }
    for key in ["carrier", "source", "check"] { _ = fields[key].map { reader.text($0) } }
    var result = NumberLists.Parcels(carrier: phrase(name))
    result.shapes = phrases(fields["shapes"], &reader)
    result.check = fields["check"].map { phrase($0) }
    result.must = phrases(fields["must"], &reader)
    result.mustNot = phrases(fields["must-not"], &reader)
    return result
  }

  private static func readSpelled(
    _ node: YAMLNode?, _ result: inout NumberLists, _ reader: inout YAMLReader
  ) {
    guard let fields = reader.fields(node, spelled) else { return }
    result.mailboxes = phrases(fields["mailboxes"], &reader)
    result.mailHosts = phrases(fields["mail-hosts"], &reader)
    result.mailHostsAlone = phrases(fields["mail-hosts-alone"], &reader)
    result.domains = phrases(fields["domains"], &reader)
    result.domainsThatAreWords = phrases(fields["domains-that-are-words"], &reader)
    result.fileSuffixes = phrases(fields["file-suffixes"], &reader)
    for (language, node) in reader.entries(fields["languages"], named: "languages") {
      guard let fields = reader.fields(node, spelling) else { continue }
      var spelling = NumberLists.Spelling(language: phrase(language))
      spelling.at = phrases(fields["at"], &reader)
      spelling.dot = phrases(fields["dot"], &reader)
      spelling.dotNotBefore = phrases(fields["dot-not-before"], &reader)
      spelling.digits = pairs(fields["digits"], "words", &reader).map { ($0, $1) }
      spelling.repeats = pairs(fields["repeats"], "words", &reader).map { ($0, $1) }
      spelling.joins = phrases(fields["joins"], &reader)
      spelling.plus = phrases(fields["plus"], &reader)
      spelling.namesNot = phrases(fields["names-not"], &reader)
      spelling.must = phrases(fields["must"], &reader)
      spelling.mustNot = phrases(fields["must-not"], &reader)
      result.spellings.append(spelling)
    }
  }
}
