// The keys of `imports.yaml`: the reader, its error messages and the docs come from these tables.

/// The tables of keys of the file of order formats.
enum OrderFormatKeys {
  static let file = KeyTable(
    "import file", "The kinds of order files that can be read.",
    [
      .required("imports", .list(.keys(format)), "The kinds; of several that fit, the first."),
      .required("order-ids", .list(.text), "The shapes of order ids; a 0 is any digit."),
    ])

  static let format = KeyTable(
    "kind of order file", "How one kind of order file is recognised and understood.",
    [
      .required("id", .text, "Its id."),
      .required("name", .text, "What it is called."),
      .required("form", .choice([("table", ""), ("json", "")]), "How it is written."),
      .required("known-by", .list(.text), "The columns or keys that make it this kind."),
      .optional("inside", .list(.text), "The keys below which JSON holds its orders."),
      .required("order-id", .text, "The field with the order id."),
      .optional("store", .oneOrMore(.text), "The fields that name the store, best first."),
      .optional("elsewhere", .list(.text), "What they hold for orders of other shops."),
      .required("facts", .list(.keys(field)), "Which field gives which fact, best first."),
      .optional("always", .list(.keys(constant)), "What holds for all its orders."),
      .optional("unsaid", .list(.keys(gap)), "Facts that are unknown, as it doesn't give them."),
      .optional("remarks", .list(.keys(remark)), "What else is worth telling of an order."),
      .optional("other-columns", .list(.text), "Columns that are known and not used."),
      .required("cites", .list(.text), "Ids of citations that it rests on."),
    ])

  static let field = KeyTable(
    "field", "A field that gives a fact.",
    [
      .required("from", .oneOrMore(.text), "Its name, or a path such as packages[].shipTime."),
      .required("fact", .text, "The fact."),
      .optional(
        "words", .named(of: "words of the file", .anything),
        "What each word means; of several items, the first word listed here counts."),
      .optional("if-any", .anything, "What any value that isn't empty means."),
      .optional("only-these", .bool, "Whether other words say nothing, instead of being wrong."),
      .optional(
        "take", .choice([("earliest", ""), ("latest", "")]),
        "Which of several dates counts; the latest if left out."),
    ])

  static let constant = KeyTable(
    "constant", "A fact of all orders of such a file.",
    [.required("fact", .text, "The fact."), .required("is", .anything, "Its value.")])

  static let exception = KeyTable(
    "exception", "States of a fact.",
    [
      .required("fact", .text, "The fact."),
      .required("is", .oneOrMore(.anything), "Its values."),
    ])

  static let gap = KeyTable(
    "gap", "A fact that is unknown where no field gives it.",
    [
      .required("fact", .text, "The fact."),
      .optional("unless", .keys(exception), "When it need not be in doubt."),
    ])

  static let remark = KeyTable(
    "remark", "Something that is told of orders.",
    [
      .required("from", .oneOrMore(.text), "The field."),
      .required("when", .list(.text), "The words of the field."),
      .optional("unless", .keys(exception), "When it is not worth telling."),
      .required("says", .text, "What follows the number of orders: with a cancelled item."),
    ])
}
