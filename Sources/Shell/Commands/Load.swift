// `load`: opens scenarios. Their scripts are played, so that what was sent is known; several files
// make one world, as long as they agree.

public import CEL
public import PolicyEngine
import Scenarios

extension Command {
  static let load = Command(
    "load", "open", group: .world, usage: "load FILE… | CASE",
    summary: "Opens one scenario, or several as one world.",
    about: [
      "The script of the scenario is played: what it sends and receives has happened, and the clock "
        + "stands where the script leaves it. Expectations are not checked; `run FILE` does that.",
      "A world that `edges` has shown is opened by its name: `load edge-1a`.",
      "Several files become one world when they are for the same store and say nothing different of "
        + "the same thing.",
    ],
    examples: ["load Scenarios/reviews/second-request.yaml"], arguments: [.fileOrWorld],
    effect: .changes
  ) { session, arguments throws(Diagnostics) in
    _ = try arguments.required("a file")
    return try session.load(arguments.words.map { Written($0.text, at: $0.span) })
  }

  static let reset = Command(
    "reset", group: .world, usage: "reset",
    summary: "Goes back to the scenario as it was loaded.",
    about: ["`undo` takes a reset back."], examples: ["send second-ask", "reset"],
    effect: .changes
  ) { session, arguments throws(Diagnostics) in
    _ = try arguments.atMost(0)
    session.situation = session.loaded
    return Reply("The world is as it was loaded: \(session.overview).")
  }
}

extension Session {
  /// Opens scenario files as one world.
  ///
  /// - Throws: every problem of the files, or what they disagree on.
  public mutating func load(_ paths: [Written<String>]) throws(Diagnostics) -> Reply {
    var scenarios: [(path: String, scenario: Scenario)] = []
    var problems: [Diagnostic] = []
    for path in paths {
      do throws(Diagnostics) {
        if let scenario = knownCase(path.content)?.scenario {
          scenarios.append((path.content, scenario))
          continue
        }
        let source = try FileSystem.readText(path.content)
        scenarios.append((path.content, try Scenario(source, in: domain)))
      } catch {
        problems += error.all.map { $0.at(path.span) }
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    guard let first = scenarios.first else { preconditionFailure("nothing to load") }
    var next = Situation(first.scenario.world)
    next.title = first.scenario.title
    next.about = first.scenario.about
    for (path, scenario) in scenarios.dropFirst() {
      try next.origin.join(scenario.world, from: path)
    }
    next.world = next.origin
    next.files = scenarios.map(\.path)
    for (position, one) in scenarios.enumerated() {
      if position > 0 { try next.play(Step(.pause, at: one.scenario.world.clock)) }
      for step in one.scenario.script {
        try checkInterruption()
        try next.play(step)
      }
    }
    // A world that was shown is about one question.
    if scenarios.count == 1, knownCase(first.path) != nil,
      case .can(let id, _)? = first.scenario.script.last?.action
    {
      next.topic = id.content
    }
    situation = next
    loaded = next
    return Reply(
      [
        .text(.name(next.title)),
        .text(Phrase(next.about), indent: 2),
        .text(Phrase("\(overview).")),
      ].filter { $0 != .text("", indent: 2) },
      json: [
        "scenario": .text(next.title), "about": .text(next.about), "files": .texts(next.files),
        "orders": .number(world.orders.count), "messages": .number(world.messages.count),
        "clock": .text(world.clock.description),
      ])
  }

  /// The size of the world: `1 order, 2 messages, 1 of them sent`.
  var overview: String {
    var parts = [
      counted(world.orders.count, "order"), counted(world.messages.count, "message"),
    ]
    for (direction, word) in [(Tally.Direction.sent, "sent"), (.received, "received")] {
      let count = world.events.count { $0.direction == direction }
      if count > 0 { parts.append("\(count) \(word)") }
    }
    return parts.joined(separator: ", ")
  }
}

extension Diagnostic {
  /// The problem at a place, if it has none of its own.
  func at(_ span: SourceSpan?) -> Diagnostic {
    self.span == nil
      ? Diagnostic(severity, id: id, message, at: span, help: help) : self
  }
}

extension Situation {
  /// Plays a step of a loaded script: the world follows, and the journal keeps it as written.
  mutating func play(_ step: Step) throws(Diagnostics) {
    try world.perform(step)
    journal.append(step)
    journalClock = world.clock
  }
}

extension World {
  /// Takes over what another world holds.
  ///
  /// - Throws: what the two say differently.
  mutating func join(_ other: World, from path: String) throws(Diagnostics) {
    func differs(_ what: String) -> Diagnostics {
      Diagnostics(
        Diagnostic(
          id: "scenarios-differ", "`\(path)` has another \(what) than the scenarios before it",
          at: nil, help: "open it on its own"))
    }
    guard store == other.store else { throw differs("store") }
    guard edition == other.edition else { throw differs("edition") }
    for entry in other.facts.entries {
      if let state = facts[entry.slot], state != entry.state {
        throw differs("`\(FactName.shown(domain.vocabulary.facts[entry.slot].name.content))`")
      }
      try set(entry.slot, to: entry.state, of: .world, at: entry.span)
    }
    for order in other.orders.entries {
      if let mine = orders[order.id], mine != order { throw differs("order `\(order.id)`") }
      put(order)
    }
    for message in other.messages.entries {
      if let mine = messages[message.id], mine != message {
        throw differs("message `\(message.id)`")
      }
      put(message)
    }
    clock = other.clock
  }
}
