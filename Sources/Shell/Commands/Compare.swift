// `compare`: what a new edition changes, and what that means for answers; over files, which lessons
// it breaks.

import CEL
import PolicyEngine
import Scenarios

extension Command {
  static let compare = Command(
    "compare", group: .policy, usage: "compare EDITION EDITION [PATH…]",
    summary: "Tells what changed between two editions, and what it means for answers.",
    about: [
      "Each change is shown with a case on which the two editions answer differently: newly permitted, "
        + "newly prohibited, perhaps permitted, perhaps prohibited. `show CASE` shows its facts, "
        + "`load CASE` opens it. Where no case is shown, either it is proved that no answer differs "
        + "while all facts are known, or none was found in so many tries.",
      "With files and folders each question of the scenarios is answered by both editions, and each "
        + "message judged by both in the world as it is; a lesson is broken when what it expects holds "
        + "in the first edition and not in the second.",
    ],
    examples: [
      "compare 2020-01-01 2021-01-01",
      "compare 2020-01-01 2021-01-01 Scenarios/reviews/second-request.yaml",
    ],
    arguments: [.edition, .edition, .file]
  ) { session, arguments throws(Diagnostics) in
    let words = Array(arguments.words)
    guard words.count >= 2 else {
      throw arguments.usage("`compare` needs two editions", at: words.first)
    }
    let first = try session.edition(words[0])
    let second = try session.edition(words[1])
    if words.count > 2 {
      return try session.compare(
        first, second, over: words.dropFirst(2).map { Written($0.text, at: $0.span) })
    }
    return try session.compare(first, second)
  }
}

extension Session {
  fileprivate func edition(_ word: Word) throws(Diagnostics) -> World.EditionChoice {
    try domain.edition(named: Written(word.text, at: word.span), in: world.store.zone)
  }

  private func title(of choice: World.EditionChoice) -> Phrase {
    guard let document = domain.edition(at: choice.moment).document else {
      return "before the first edition on record"
    }
    let since = document.from.map { " (since \(words.day($0)))" } ?? ""
    let id = document.id.content == choice.name ? "" : "\(document.id.content) — "
    return Phrase(id + document.title) + .faint(since)
  }

  private func lead(_ first: World.EditionChoice, _ second: World.EditionChoice) -> [Block] {
    [
      .table([
        ["from", .name(first.name), title(of: first)],
        ["to", .name(second.name), title(of: second)],
      ])
    ]
  }

  // MARK: The editions alone

  fileprivate mutating func compare(
    _ first: World.EditionChoice, _ second: World.EditionChoice
  ) throws(Diagnostics) -> Reply {
    let comparison = EditionComparison(
      domain.edition(at: first.moment), domain.edition(at: second.moment),
      isStopped: surroundings.isInterrupted)
    try checkInterruption()
    let reports = report(comparison, first, second)
    var blocks = lead(first, second)
    blocks += [.blank, .text(Phrase(Self.sentence(of: reports)))]
    for kind in EditionChange.Kind.allCases {
      let own = reports.filter { $0.change.kind == kind }
      guard !own.isEmpty else { continue }
      blocks += [.blank, .text(.name(kind.rawValue))]
      for report in own { blocks += report.blocks }
    }
    if reports.contains(where: { $0.known != nil }) {
      blocks += [.blank, .text(.faint("`show CASE` shows a case, `load CASE` opens it"))]
    }
    return Reply(
      blocks,
      json: [
        "from": .text(first.name), "to": .text(second.name),
        "changes": .list(reports.map(\.json)),
      ])
  }

  /// The changes counted: `84 rules and 5 parameters differ: newly prohibited 40, …`. A case counts once,
  /// and an answer to a side question under that question.
  private static func sentence(of reports: [ChangeReport]) -> String {
    if reports.isEmpty { return "Nothing differs." }
    let rules = reports.count { if case .rule = $0.change.subject { true } else { false } }
    let subjects = [(rules, "rule"), (reports.count - rules, "parameter")].filter { $0.0 > 0 }
      .map { counted($0.0, $0.1) }
    let total = subjects.joined(separator: " and ")
    var words: [String] = []
    var counts: [String: Int] = [:]
    var cases: Set<String> = []
    for report in reports {
      if let id = report.known?.id, !cases.insert(id).inserted { continue }
      let word: String =
        switch report.change.impact {
        case .answer: report.meaning.text
        case .remark: "a hint or duty"
        case .none: "no answer differs"
        case .notFound: "no difference found"
        case .unread: "not read"
        }
      if counts[word] == nil { words.append(word) }
      counts[word, default: 0] += 1
    }
    let meanings = words.map { "\($0) \(counts[$0] ?? 0)" }.joined(separator: ", ")
    return "\(total) \(reports.count == 1 ? "differs" : "differ"): \(meanings)."
  }

  // MARK: Over files

  fileprivate mutating func compare(
    _ first: World.EditionChoice, _ second: World.EditionChoice, over paths: [Written<String>]
  ) throws(Diagnostics) -> Reply {
    var replays: [EditionReplay] = []
    var problems: [Diagnostic] = []
    var files = 0
    for path in paths {
      let isMail = !path.content.hasSuffix(".yaml") && !path.content.hasSuffix(".yml")
      do throws(Diagnostics) {
        let scenarios = try FileSystem.scenarioFiles([path.content]).filter(\.isScenario)
        for file in scenarios {
          try checkInterruption()
          files += 1
          replays += try EditionReplay.replays(
            of: file, try FileSystem.readText(file), in: domain, from: first, to: second)
        }
        for file in isMail ? try MessageFile.paths([path.content]) : [] where !file.isScenario {
          try checkInterruption()
          files += 1
          for message in try MessageFile.read(file) {
            replays.append(
              try EditionReplay.replay(of: try message.get(), in: world, from: first, to: second))
          }
        }
      } catch {
        problems += error.all.map { $0.at(path.span) }
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    guard !replays.isEmpty else {
      throw Diagnostics(
        Diagnostic(
          id: "nothing-compared", "nothing is asked in what was named", at: paths.first?.span,
          help: "name scenario files, messages, or folders of them"))
    }
    if replays.contains(where: \.isBroken) { hasDifference = true }
    return Reply(
      lead(first, second) + [.blank] + blocks(of: replays, files),
      json: [
        "from": .text(first.name), "to": .text(second.name), "files": .number(files),
        "answers": .list(replays.map { json(of: $0) }),
      ])
  }

  private func blocks(of replays: [EditionReplay], _ files: Int) -> [Block] {
    let counts = VerdictChange.allCases.compactMap { change -> String? in
      let count = replays.count { $0.change() == change }
      return count == 0 ? nil : "\(change.rawValue) \(count)"
    }
    var blocks: [Block] = [
      .text(
        Phrase(
          "\(counted(replays.count, "answer")) in \(counted(files, "file")): "
            + "\(counts.joined(separator: ", "))."))
    ]
    var path = ""
    for replay in replays where replay.isBroken || !replay.changedQuestions.isEmpty {
      if replay.path != path {
        path = replay.path
        blocks += [
          .blank, .text(.name(path) + Phrase(replay.title.isEmpty ? "" : " — \(replay.title)")),
        ]
      }
      blocks.append(.text(sentence(of: replay), indent: 2, hanging: 2))
    }
    let broken = Set(replays.filter(\.isBroken).map(\.path))
    blocks += [
      .blank,
      .text(
        broken.isEmpty
          ? "No lesson is broken."
          : Phrase("\(counted(broken.count, "file")) expect", .bad)
            + Phrase(" what holds in the first edition and not in the second.")),
    ]
    return blocks
  }

  private func sentence(of replay: EditionReplay) -> Phrase {
    let place = replay.span.map { span in "\(span.start.line): " } ?? ""
    var sentence = Phrase(
      "\(place)\(replay.message) at \(words.words(.timestamp(replay.moment))): ")
    sentence = sentence + replay.change().phrase(about: policy.questions[0], isMain: true)
    for question in replay.changedQuestions where question > 0 {
      sentence =
        sentence + "; "
        + replay.change(of: question).phrase(about: policy.questions[question], isMain: false)
    }
    let rules = replay.decidingRules
    if !rules.isEmpty { sentence = sentence + Phrase(" — \(rules.joined(separator: ", "))") }
    return replay.isBroken ? sentence + Phrase(" — breaks the lesson", .bad) : sentence
  }

  private func json(of replay: EditionReplay) -> JSON {
    [
      "path": .text(replay.path), "title": .text(replay.title),
      "line": replay.span.map { .number($0.start.line) } ?? .null,
      "message": .text(replay.message), "moment": .text(replay.moment.description),
      "changes": .object(
        policy.questions.enumerated().map { number, question in
          JSON.Member(
            name: question.id.content, value: .text(replay.change(of: number).rawValue))
        }),
      "rules": .texts(replay.decidingRules), "breaks": .flag(replay.isBroken),
    ]
  }
}

extension EditionReplay {
  /// The rules that decide in one edition and not in the other.
  fileprivate var decidingRules: [String] {
    func ids(_ decision: Decision) -> [String] {
      decision.answers.flatMap(\.deciding).map { decision.edition.rules[$0].id }
    }
    let (old, new) = (ids(before), ids(after))
    return new.filter { !old.contains($0) } + old.filter { !new.contains($0) }
  }
}

extension String {
  /// Whether a file of this name is read as a scenario.
  fileprivate var isScenario: Bool { hasSuffix(".yaml") || hasSuffix(".yml") }
}
