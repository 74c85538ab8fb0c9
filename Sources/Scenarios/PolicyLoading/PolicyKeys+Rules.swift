// The keys of the files that hold rules.

import PolicyEngine

extension PolicyKeys {
  static let inForce = KeyTable(
    "time in force", "The days on which a rule binds.",
    [
      .optional("from", .timestamp, "The first day."),
      .optional("until", .timestamp, "The first day on which it no longer binds."),
    ])

  static let remedy = KeyTable(
    "remedy", "What helps when the rule decides against a message.",
    [
      .required("kind", .choice(RemedyKind.allCases.map { ($0.rawValue, "") }), "What kind."),
      .required("text", .text, "The next step; may hold {CEL}."),
    ])

  static let example = KeyTable(
    "example", "A case on one side of the rule.",
    [
      .optional("decides", .text, "What the case is, when the rule applies or is not met."),
      .optional("spares", .text, "What the case is, when the rule does not apply or is met."),
      .optional(
        "given", .named(of: "facts", .anything), "Facts that differ from the defaults."),
      .optional("subject", .text, "A subject line, which is read for what it says."),
      .optional("body", .text, "A text, which is read for what it says."),
    ])

  static let rule = KeyTable(
    "rule", "One rule of the policy.",
    [
      .required("id", .text, "topic.sentence-in-kebab-case, stable for ever."),
      .required("title", .text, "A heading of a few words."),
      .optional("question", .text, "The question that it helps to answer; else the main one."),
      .required(
        "effect",
        .choice([
          ("permit", "answers yes unless something forbids"), ("forbid", "answers no"),
          ("require", "answers no when `must` does not hold"),
          ("advise", "gives a hint and changes no answer"),
          ("duty", "names something that must be done"),
        ]), "What it does when it applies."),
      .optional("in-force", .keys(inForce), "When it binds; without it, always."),
      .required("when", .text, "The CEL condition under which it applies."),
      .optional("must", .text, "For `require`: what has to hold when `when` does."),
      .optional("unless", .text, "The exception, in CEL."),
      .optional("unless-cites", .list(.text), "Ids of citations for the exception."),
      .required("says", .text, "The sentence when it decides; may hold {CEL}."),
      .optional("why", .text, "The reason for the rule."),
      .optional("once", .bool, "For advice: whether hearing it once in a conversation is enough."),
      .optional("remedy", .keys(remedy), "The next step."),
      .optional("conflict", .text, "The id of a conflict in which it takes one side."),
      cites,
      .required("examples", .list(.keys(example)), "Cases on both sides; they run as tests."),
    ])

  static let chapter = KeyTable(
    "chapter", "Rules that belong together, in reading order.",
    [
      .required("chapter", .text, "The heading."),
      .required("about", .text, "What the chapter is about."),
      .required("rules", .list(.keys(rule)), "The rules."),
    ])
}
