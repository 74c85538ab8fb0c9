// `fix`: what would have to change for a message to be permitted, and a draft in which it has.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let fix = Command(
    "fix", group: .ask, usage: "fix [MESSAGE] [--all | apply NUMBER]",
    summary: "Lists the ways to make a message permitted, cheapest first.",
    about: [
      "Each way is a smallest set of things to do: none of them can be left out. All ways are found, "
        + "and each is tried by asking again before it is shown. What can be changed, how and at "
        + "what cost stands in the policy's vocabulary; `terms FACT` shows it.",
      "`fix X apply 1` (or `--apply 1`) makes the edited text a new message, shows what is different, "
        + "and asks about it. What needs an author is named and never written: among that a sentence "
        + "without which nothing would be left of what the message is for.",
    ],
    examples: [
      "draft bill purpose invoice body \"Here is the invoice. You get 10% off.\"", "fix bill",
      "fix bill apply 1",
    ],
    arguments: [.message, .words(["apply", "--all"])]
  ) { session, arguments throws(Diagnostics) in
    var words = arguments.words
    let options: Set<String> = ["apply", "--apply", "all", "--all"]
    let message =
      words.first.map { options.contains($0.lowered) } ?? true ? nil : words.popFirst()
    let id = try session.message(message, arguments)
    let question = try session.world.question(about: id)
    let option = words.popFirst()
    session.situation.topic = id.content
    let fixes = question.fixes()
    let report = FixReport(fixes)
    switch option?.lowered {
    case nil, "--all", "all":
      if let extra = words.first { throw arguments.usage("too many words", at: extra) }
      return Reply(report.blocks(all: option != nil), json: report.json)
    default:
      guard let option, options.contains(option.lowered) else {
        throw arguments.usage("`\(option?.text ?? "")` is no option of `fix`", at: option)
      }
      guard let word = words.first, let number = Int(word.text), words.count == 1 else {
        throw arguments.usage("`apply` needs the number of a way", at: words.first ?? option)
      }
      guard fixes.all.indices.contains(number - 1) else {
        throw Diagnostics(
          Diagnostic(
            id: "no-way", "there is no way \(number)", at: word.span,
            help: fixes.all.isEmpty
              ? "`fix \(id.content)` says why" : "`fix \(id.content)` lists \(fixes.all.count)"))
      }
      return session.apply(
        fixes.all[number - 1], report.ways[number - 1], to: question,
        as: String(arguments.statement.span.text))
    }
  }
}

extension Session {
  /// Makes the draft of a way, and asks about it.
  fileprivate mutating func apply(
    _ fix: Fix, _ way: FixReport.Way, to question: Question, as statement: String
  ) -> Reply {
    let before = situation
    var name = "\(question.message.id)-fixed"
    var number = 2
    while world.messages[name] != nil {
      name = "\(question.message.id)-fixed-\(number)"
      number += 1
    }
    let applied = question.applying(fix, as: name)
    _ = put(applied.message)
    let difference = TextDifference(question.message.content, applied.message.content)
    let choices = ChosenDifference(question, applied)
    var blocks: [Block] = [
      .text(.name(name) + Phrase(" is a draft made from \(question.message.id).")), .blank,
    ]
    blocks += difference.blocks
    if !choices.rows.isEmpty { blocks += [.blank] + choices.blocks }
    let left = way.steps.filter { $0.needsAuthor }
    for step in left {
      let hint = step.hint.map { ": \($0)" } ?? ""
      blocks.append(
        .text(Phrase("left to an author: \(step.words)\(hint)"), indent: 2, hanging: 2))
    }
    if fix.asksForMore {
      blocks.append(.blank)
      blocks.append(
        .text("The answer below takes as done what is not a part of the message.", indent: 2))
      for command in way.steps.compactMap(\.command) where !command.hasPrefix("set message.") {
        blocks.append(.text(.faint("`\(command)`"), indent: 4))
      }
    }
    blocks.append(.blank)
    let asked: Asked
    if !fix.asksForMore,
      let own = try? world.question(about: Written(name), at: fix.wait ?? world.clock)
    {
      asked = Asked(own)
      let answer = self.answer(asked)
      blocks += answer.blocks
    } else {
      asked = Asked(applied)
      blocks += AnswerReport(asked, heard: heardAdvice).blocks
    }
    remember(before, statement)
    let report = AnswerReport(asked)
    return Reply(
      blocks,
      json: [
        "draft": .text(name), "difference": difference.json, "changed": choices.json,
        "author": .texts(left.map(\.words)), "answer": report.json,
      ], verdict: report.verdict)
  }
}
