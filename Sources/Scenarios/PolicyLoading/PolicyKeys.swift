// The keys of policy files: what the loader reads, and what the schema for policy authors says.

import PolicyEngine

/// The tables of keys, one for each kind of mapping in a policy's files.
public enum PolicyKeys {
  /// A JSON Schema for every file of a policy.
  public static var jsonSchema: String {
    KeyTable.jsonSchema(title: "A file of a maysend policy", anyOf: [policy, chapter] + lists)
  }

  static let cites = KeyTable.Key.optional(
    "cites", .list(.text), "Ids of citations that it rests on.")

  static let question = KeyTable(
    "question", "Something that every decision answers with yes, no or depends.",
    [
      .required("id", .text, "The word by which rules name it."),
      .required("asks", .text, "The question in words."),
      .required("otherwise", .bool, "The answer when no rule applies."),
    ])

  static let policy = KeyTable(
    "policy file", "What the policy is called and which questions it answers.",
    [
      .required("policy", .text, "The name by which scenario files choose it."),
      .required("title", .text, "What the policy is about, in a few words."),
      .optional("notice", .text, "What its reader is told once, such as who has the last word."),
      .required("zone", .text, "The IANA zone in which the dates of its files begin."),
      .optional("zone-fact", .text, "The fact that holds the zone in which times are shown."),
      .required("questions", .list(.keys(question)), "What it answers, the main question first."),
      .required("chapters", .list(.text), "The files of rules without `.yaml`, in reading order."),
    ])

  static let tally = KeyTable(
    "tally", "A fact that is counted over the messages so far.",
    [
      .required("of", .choice([("sent", ""), ("received", "")]), "Which messages."),
      .required(
        "on", .choice([("order", ""), ("buyer", ""), ("seller", ""), ("thread", "")]),
        "Those that have this in common with the message in question."),
      .optional("where", .text, "Only those for which this CEL condition held."),
      .required(
        "give",
        .choice(Tally.Result.allCases.map { ($0.rawValue, "") }), "What is told of them."),
    ])

  static let type = KeyTable.Key.required(
    "type", .text,
    "bool, int, double, string, choice, timestamp, duration, or `list of` one of these.")

  static let alteration = KeyTable(
    "change", "How a fact can be changed, for those who look for a way out.",
    [
      .required(
        "by",
        .choice([
          ("edit", "by editing the text"), ("wait", "by waiting; it is the clock"),
          ("choose", "by choosing something else"), ("do", "by doing something first"),
          ("state", "only by saying it, where it is not known"), ("never", "not at all"),
        ]), "By which means."),
      .optional(
        "cost", .int, "What it costs, in whole points; without it, what is usual for the means."),
      .optional("to", .list(.anything), "The only values it can get."),
      .optional(
        "says", .text,
        "What is to be done, as an order without a full stop; `{value}` stands for the new value."),
      .optional("adds", .text, "The line that an edit adds; `{order}` stands for the order id."),
      .optional(
        "takes", .choice(Alteration.Cut.allCases.map { ($0.rawValue, "") }),
        "How much an edit takes out: the marked words' sentence, the mark alone, or nothing, where "
          + "something has to be written."),
      .optional(
        "only-way", .bool, "Whether nothing else is looked for where this change helps."),
      .optional("drops-text", .list(.anything), "The values with which the text falls away."),
      .optional("drop-says", .text, "What is to be done then, as `says`."),
      .optional("drops-files", .list(.anything), "The values with which the files fall away."),
      .optional(
        "carries", .list(.text),
        "The purposes of messages that consist in it: taken out, nothing of them is left."),
    ])

  static let fact = KeyTable(
    "fact", "Something that rules may ask about.",
    [
      .required("name", .text, "subject.property, with hyphens."),
      type,
      .optional(
        "values", .either([.named(of: "words", .text), .list(.text)]),
        "For a choice: its words, each with what it means. For a string: some that it often is."),
      .required("default", .anything, "A value, `none` (has not happened) or `unknown`."),
      .required("meaning", .text, "What it means, in one line."),
      .optional("label", .text, "A noun phrase for sentences that compare it."),
      .optional("says", .text, "The sentence when it is true."),
      .optional("says-not", .text, "The sentence when it is false."),
      .optional("given", .bool, "Whether scenario files may state it."),
      .optional(
        "from",
        .choice([
          ("analysis", "the text"), ("files", "the attached files"), ("store", "the store"),
          ("clock", "the clock"), ("spelling", "the dictionaries"),
        ]),
        "What else supplies it."),
      .optional("tally", .keys(tally), "How it is counted over the messages so far."),
      .optional("changes", .keys(alteration), "How it can be changed."),
      .optional(
        "sample", .oneOrMore(.text),
        "A short text in which it is found once, or several texts for several values."),
      .optional("subject-sample", .oneOrMore(.text), "The same for a subject."),
      cites,
    ])

  static let period = KeyTable(
    "value", "A value and the day from which it holds.",
    [
      .optional("from", .timestamp, "The first day; without it, always."),
      .required("value", .anything, "The value, or `none`."),
      cites,
    ])

  static let parameter = KeyTable(
    "parameter", "A number, time span or list that rules compare with.",
    [
      .required("name", .text, "subject.property, with hyphens."),
      type,
      .optional("words", .list(.text), "For a choice: its words."),
      .required("meaning", .text, "What it means, in one line."),
      .required("values", .list(.keys(period)), "Its values over time."),
    ])

  static let definition = KeyTable(
    "definition", "A named expression that rules use like a fact.",
    [
      .required("name", .text, "subject.property, with hyphens."),
      type,
      .optional("words", .list(.text), "For a choice: its words."),
      .required("meaning", .text, "What it means, in one line."),
      .optional("label", .text, "A noun phrase for sentences that compare it."),
      .optional("says", .text, "The sentence when it is true."),
      .optional("says-not", .text, "The sentence when it is false."),
      .required("is", .text, "The CEL expression."),
      cites,
    ])

  static let source = KeyTable(
    "source", "A text from which statements are taken.",
    [
      .required("key", .text, "The word by which citations name it."),
      .required("short", .text, "The name shown in answers."),
      .required("title", .text, "Its title."),
      .optional("publisher", .text, "Who published it."),
      .optional("date", .text, "When."),
    ])

  static let citation = KeyTable(
    "citation", "One statement of one or several sources.",
    [
      .required("id", .text, "The id that rules cite."),
      .required("source", .oneOrMore(.text), "Keys of the sources that make it."),
      .optional("chapter", .text, "The chapter of the first source."),
      .optional("position", .text, "The place in it."),
      .optional("confidence", .text, "How sure it is."),
      .required("text", .text, "The statement, in our words."),
    ])

  static let conflict = KeyTable(
    "conflict", "A point on which sources disagree.",
    [
      .required("id", .text, "The id that rules name under `conflict`."),
      .required("cites", .list(.text), "The citations that disagree."),
      .required("text", .text, "What they disagree about."),
      .required("reading", .text, "How the policy reads it."),
    ])

  static let edition = KeyTable(
    "edition", "A day on which the policy changed.",
    [
      .required("id", .text, "The id by which people choose it."),
      .required("title", .text, "The name of the edition."),
      .optional("from", .timestamp, "Its first day; without it, always."),
      .optional("assumed", .bool, "Whether the day is our choice because no source names one."),
      .required("changed", .text, "What it changed."),
      cites,
    ])

  static let setAside = KeyTable(
    "statement", "A statement of the sources that is no rule.",
    [
      .required("id", .text, "The id of its citation."),
      .required("reason", .text, "Why no rule follows from it."),
    ])

  /// Every kind of file but chapters: the key that tells it, and its table.
  static let lists: [KeyTable] = [
    KeyTable("vocabulary", "", [.required("facts", .list(.keys(fact)), "The facts.")]),
    KeyTable(
      "parameter file", "", [.required("parameters", .list(.keys(parameter)), "The parameters.")]),
    KeyTable(
      "definition file", "",
      [.required("definitions", .list(.keys(definition)), "The definitions.")]),
    KeyTable(
      "source file", "",
      [
        .required("sources", .list(.keys(source)), "The texts."),
        .required("citations", .list(.keys(citation)), "Their statements."),
        .optional("conflicts", .list(.keys(conflict)), "Where they disagree."),
      ]),
    KeyTable("edition file", "", [.required("editions", .list(.keys(edition)), "The editions.")]),
    KeyTable(
      "file of statements without rules", "",
      [.required("not-rules", .list(.keys(setAside)), "The statements, each with the reason.")]),
  ]
}
