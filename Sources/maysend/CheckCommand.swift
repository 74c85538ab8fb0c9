// `maysend check`: messages in files, mailboxes and folders, or questions as lines of JSON, judged one by one.

import ArgumentParser
import CEL
import PolicyEngine
import Scenarios

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Judge messages in files: mails, mailboxes, HTML and text.",
    discussion: """
      A mail (.eml) is judged by each of its texts and its attachments, a mailbox (mbox) mail by \
      mail, a folder file by file; `box.mbox#3` is the third mail. What a file is shows its \
      beginning. Other files hold the body; a first line `Subject: …` with an empty line after it \
      is the subject. \
      With --jsonl, each line of standard input is a question, such as \
      {"at": "2021-03-20T09:00", "order": {"delivered": "2021-03-05"}, "message": {"purpose": \
      "review-request", "channel": "app", "body": "…"}}, and each line of output its answer.
      The exit status is 0 when all is permitted, 1 when something is prohibited, 2 when \
      something can't be used, 3 when something depends on what is not known.
      """)

  /// The forms of an answer.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Argument(help: "Files and folders with messages.")
  var files: [String] = []

  @Option(help: "A scenario in whose world, after its last step, the messages are judged.")
  var scenario: String?

  @Option(help: "The store where it sells, such as amazon.de; the scenario's, or else amazon.com.")
  var store: String?

  @Option(help: "An order report, or orders as JSON, with the order that the messages are about.")
  var orders: [String] = []

  @Option(help: "The id of the order that the messages are about.")
  var order: String?

  @Option(help: "When they would be sent: a date or time in the zone of the store, or `now`.")
  var at: String?

  @Option(help: "What they are for, such as review-request.")
  var purpose: String?

  @Option(help: "How they would be sent, such as app or email.")
  var channel: String?

  @Option(name: .customLong("set"), help: "Any fact: FACT=VALUE; may stand several times.")
  var facts: [String] = []

  @Option(help: "The form of the answers: text or json.")
  var format = Format.text

  @Flag(help: "Read questions as lines of JSON, and answer each with a line.")
  var jsonl = false

  @Flag(
    inversion: .prefixedNo,
    help: """
      Check the spelling with the dictionaries that are installed; so it is unless --jsonl is given.
      """)
  var spelling: Bool?

  @Option(help: "A folder with another policy than the one that comes with the program.")
  var policy: String?

  func validate() throws {
    if jsonl, !files.isEmpty { throw ValidationError("--jsonl reads standard input, not files") }
    if !jsonl, files.isEmpty { throw ValidationError("name at least one file") }
    if !jsonl || !orders.isEmpty, scenario == nil, at == nil {
      throw ValidationError("say when: --at 2021-03-20T09:00, or --at now")
    }
    if scenario != nil, store != nil {
      throw ValidationError("the scenario names its store: leave out --store or --scenario")
    }
    if let fact = facts.first(where: { !$0.contains("=") }) {
      throw ValidationError("write --set FACT=VALUE, not `\(fact)`")
    }
  }

  func run() throws {
    var status: Int32
    do throws(Diagnostics) {
      let domain = try Domain.load(policy: policy)
      var checker = MessageChecker(
        domain: domain, world: try startingWorld(domain), order: order,
        facts: [("message.purpose", purpose), ("message.channel", channel)].compactMap {
          name, value in
          value.map { (name, $0) }
        }
          + facts.map { fact in
            let parts = fact.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), String(parts[1]))
          })
      checker.checksSpelling = spelling ?? !jsonl
      status = jsonl ? answerLines(checker) : try answerFiles(checker)
    } catch {
      StandardStreams.problem(error.rendered())
      status = 2
    }
    if status != 0 { throw ExitCode(status) }
  }

  private func startingWorld(_ domain: Domain) throws(Diagnostics) -> World? {
    var world: World?
    let chosen = try chosenStore(domain)
    if let scenario {
      world = try Scenario(try FileSystem.readText(scenario), in: domain).worldAfterScript()
    }
    if !orders.isEmpty {
      var filled = world ?? World(domain, clock: .first, store: chosen)
      filled.add(try OrderOptions.files(orders, in: domain, store: filled.store))
      world = filled
    }
    if let at {
      let zone = (world?.store ?? chosen).zone
      let moment = try Moment(at).instant(in: zone)
      world = world ?? World(domain, clock: moment, store: chosen)
      world?.clock = moment
    }
    return world
  }

  /// The store that was named, or the standard one.
  private func chosenStore(_ domain: Domain) throws(Diagnostics) -> Store {
    guard let store else { return domain.stores.standard }
    if let known = domain.stores[store.lowercased()] { return known }
    throw Diagnostics(
      Diagnostic(
        id: "unknown-store", "there is no store `\(store)`", at: nil,
        help: "one of: \(domain.stores.names.joined(separator: ", "))"))
  }

  private func answerFiles(_ checker: MessageChecker) throws(Diagnostics) -> Int32 {
    var worst: Int32 = 0
    var count = 0
    for path in try MessageFile.paths(files) {
      do throws(Diagnostics) {
        for message in try MessageFile.read(path) {
          count += 1
          worst = Self.worse(worst, answer(message, checker))
        }
      } catch {
        count += 1
        StandardStreams.problem(error.rendered())
        worst = 2
      }
    }
    if count == 0 {
      StandardStreams.problem("error: there are no messages in what was named")
      return 2
    }
    return worst
  }

  private func answer(
    _ message: Result<MessageFile, Diagnostics>, _ checker: MessageChecker
  ) -> Int32 {
    do throws(Diagnostics) {
      let judgement = try checker.judge(try message.get())
      switch format {
      case .text: StandardStreams.output(judgement.text())
      case .json: StandardStreams.output(judgement.json() + "\n")
      }
      return judgement.exitStatus
    } catch {
      StandardStreams.problem(error.rendered())
      return 2
    }
  }

  private func answerLines(_ checker: MessageChecker) -> Int32 {
    var worst: Int32 = 0
    var number = 0
    while let line = readLine() {
      number += 1
      if line.allSatisfy(\.isWhitespace) { continue }
      let (answer, status) = checker.answer(line: line, number: number)
      StandardStreams.output(answer + "\n")
      worst = Self.worse(worst, status)
    }
    if number == 0 {
      StandardStreams.problem("error: no question came on standard input")
      return 2
    }
    return worst
  }

  /// Unusable is worse than prohibited, and that is worse than open.
  private static func worse(_ left: Int32, _ right: Int32) -> Int32 {
    let order: [Int32] = [0, 3, 1, 2]
    return order[
      max(order.firstIndex(of: left) ?? 0, order.firstIndex(of: right) ?? 0)]
  }
}
