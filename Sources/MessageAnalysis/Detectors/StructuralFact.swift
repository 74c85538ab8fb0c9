// The facts that byte scanners know, with their meaning: one table for reader, help and tests.

/// A fact that needs no lexicon.
enum StructuralFact: Int, CaseIterable, Sendable {
  case orderIDForm, orderIDs, orderIDInSubject, orderIDInBody
  case links, externalLinks, insecureLinks, amazonLinks, amazonProductLinks, carrierLinks
  case linkHosts, emailAddresses, phoneNumbers, trackingNumbers, emojis, emoticons
  case lineBreaksInARow, characters, words, subjectTag, hasHTML
  case attachments, attachmentBytes, attachmentKinds
  case fontSizes, marginPercent, imageWidthPercent, overridesStyle, centred, hiddenText
  case insecureImages, gifs, trackingPixel, productImages, logoWithLink, disguisedLinks
  case accessibilityFaults, untoldLanguage, unreadHTML
  case language, languages

  /// The facts in the order of the cases.
  static let table: [TextFact] = allCases.map(\.declaration)

  /// What each fact is when nothing was found.
  static let defaults: [TextValue] = table.map {
    switch $0.kind {
    case .bool: .bool(false)
    case .int: .int(0)
    case .number: .number(0)
    case .choice: .choice("none")
    case .string: .absent
    case .strings: .strings([])
    }
  }

  private var declaration: TextFact {
    switch self {
    case .orderIDForm:
      fact(
        "order-id-form", .choice(["none", "hyphenated", "digits-only", "other"]),
        "How order ids are written in subject and body; the best form found. hyphenated: 3-7-7 "
          + "digits; digits-only: 17 digits in one piece; other: a letter form such as D01-…, "
          + "other separators, or a number called an order number that has neither form.")
    case .orderIDs:
      fact(
        "order-ids", .strings,
        "The order ids in subject and body, 17 digits written as 3-7-7, others as they stand.")
    case .orderIDInSubject:
      fact("order-id-in-subject", .bool, "An order id of any form stands in the subject.")
    case .orderIDInBody:
      fact("order-id-in-body", .bool, "An order id of any form stands in the body.")
    case .links:
      fact(
        "links", .int,
        "Web addresses in subject and body: with a scheme, with www., or a bare domain of a known "
          + "top-level domain, also with words for its dots. The bare name of a store, such as Amazon.com, is no link."
      )
    case .externalLinks:
      fact("external-links", .int, "Links to hosts that are neither Amazon's nor a carrier's.")
    case .insecureLinks: fact("insecure-links", .int, "Links that begin with http:.")
    case .amazonLinks: fact("amazon-links", .int, "Links to Amazon's hosts.")
    case .amazonProductLinks:
      fact(
        "amazon-product-links", .int,
        "Links to product, store or search pages of Amazon; pages of orders, reviews, feedback "
          + "and contact are not among them.")
    case .carrierLinks: fact("carrier-links", .int, "Links to hosts of known carriers.")
    case .linkHosts:
      fact("link-hosts", .strings, "The hosts of all links, in small letters, each once.")
    case .emailAddresses:
      fact(
        "email-addresses", .int,
        "E-mail addresses in subject and body, also with words for @ and dots.")
    case .phoneNumbers:
      fact(
        "phone-numbers", .int,
        "Phone numbers in subject and body, also in words or digit by digit; order ids, tracking "
          + "numbers, dates, prices and product codes are told apart.")
    case .trackingNumbers:
      fact("tracking-numbers", .int, "Tracking numbers of carriers in subject and body.")
    case .emojis:
      fact("emojis", .int, "Emoji in subject and body, a joined sequence counted once; not ©, ™.")
    case .emoticons: fact("emoticons", .int, "Faces made of signs, such as :-).")
    case .lineBreaksInARow:
      fact(
        "line-breaks-in-a-row", .int,
        "The longest run of line breaks in the body with nothing but spaces between them; those "
          + "before the first and after the last character are not counted.")
    case .characters: fact("characters", .int, "The length of the body in Unicode scalars.")
    case .words: fact("words", .int, "The words of the body, quoted text left out.")
    case .subjectTag:
      fact(
        "subject-tag",
        .choice(["none", "important", "important-unbracketed", "important-round", "wichtig"]),
        "The tag in the subject, in capital or small letters: [Important], [Wichtig]; "
          + "important-round: (Important); important-unbracketed: IMPORTANT or Important: alone "
          + "or in other brackets.")
    case .hasHTML: fact("has-html", .bool, "The body holds HTML tags or named entities.")
    case .attachments: fact("attachments", .int, "How many files come with the message.")
    case .attachmentBytes: fact("attachment-bytes", .int, "The size of all attachments in bytes.")
    case .attachmentKinds:
      fact(
        "attachment-kinds", .strings,
        "The kinds of the attachments by name or media type, each once: pdf, jpg, png, gif, doc, "
          + "txt, zip, xls or other.")
    case .language:
      fact(
        "language", .string,
        "The language in which most of the body is written, as a two-letter code; that of the "
          + "subject when the body does not tell. Not known when the words are too few to tell, "
          + "none when there are none.")
    case .languages:
      fact(
        "languages", .strings,
        "The languages in which at least a quarter of the body is written, as two-letter codes, "
          + "that of most letters first.")
    default: styling
    }
  }

  /// The facts that only HTML has.
  private var styling: TextFact {
    switch self {
    case .fontSizes:
      fact("font-sizes", .int, "How many sizes of type visible text has, the default one included.")
    case .marginPercent:
      fact(
        "margin-percent", .number,
        "The widest margin or padding at the side of a block, in percent of the message's width.")
    case .imageWidthPercent:
      fact(
        "image-width-percent", .number,
        "The widest declared width of an image, in percent of the message's width.")
    case .overridesStyle:
      fact("overrides-style", .bool, "Visible text has its own line height, font or colour.")
    case .centred:
      fact(
        "centred", .bool,
        "Visible text is aligned otherwise than its direction of writing has it by default.")
    case .hiddenText: fact("hidden-text", .bool, "The body holds text that readers don't see.")
    case .insecureImages: fact("insecure-images", .int, "Images fetched over http.")
    case .gifs: fact("gifs", .int, "Images that are GIFs by suffix or type.")
    case .trackingPixel:
      fact(
        "tracking-pixel", .bool,
        "An image from the web is hidden, at most 2 pixels wide and high, or has the address of a "
          + "counter.")
    case .productImages:
      fact("product-images", .int, "Images from the catalogue of Amazon's image hosts.")
    case .logoWithLink:
      fact(
        "logo-with-link", .bool,
        "An image links to a host that is neither Amazon's nor a carrier's, or its alternative "
          + "text shows a web address.")
    case .disguisedLinks:
      fact("disguised-links", .int, "Links whose text shows another host than they lead to.")
    case .accessibilityFaults:
      fact(
        "accessibility-faults", .int,
        "Images without alternative text or with the name of a file for it, links without a "
          + "telling text, skipped heading levels, and colours of too little contrast.")
    case .untoldLanguage:
      fact(
        "untold-language", .bool,
        "The body is a whole document in HTML that does not say which language it is in.")
    default:
      fact(
        "unread-html", .bool,
        "The body's HTML has more tags, attributes or nesting than is read; it was taken for text.")
    }
  }

  private func fact(_ name: String, _ kind: TextFact.Kind, _ summary: String) -> TextFact {
    TextFact(name: "message." + name, kind: kind, summary: summary)
  }
}
