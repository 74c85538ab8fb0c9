// `at` and `wait`: the clock of the world stands still until somebody moves it.

import CEL
import Scenarios

extension Command {
  static let at = Command(
    "at", group: .world, usage: "at TIME", summary: "Moves the clock.",
    about: [
      "`at 2021-04-02`, `at 2021-04-02 09:00`, `at 2021-04-02T09:00-07:00`, `at 18:30`, "
        + "`at tomorrow`. A date alone is its first minute, in the zone of the store."
    ],
    examples: ["at 2021-04-02 09:00"], arguments: [.moment], effect: .changes
  ) { session, arguments throws(Diagnostics) in
    _ = try arguments.required("a time")
    let moment = try Moments(world: session.world).moment(arguments.words)
    return try session.move(to: moment)
  }

  static let wait = Command(
    "wait", group: .world, usage: "wait LENGTH", summary: "Lets time pass.",
    about: [
      "`wait 3d`, `wait 36 hours`, `wait 2 weeks`. A day ends at the same time of day, also where "
        + "clocks are changed in between."
    ],
    examples: ["wait 3d"], arguments: [.words(["1d", "3d", "1w", "30d"])], effect: .changes
  ) { session, arguments throws(Diagnostics) in
    let first = try arguments.required("a length of time")
    let text = arguments.words.map(\.text).joined(separator: " ")
    guard let duration = CEL.Duration(written: text.utf8) else {
      throw Diagnostics(
        Diagnostic(
          id: "no-duration", "`\(text)` is no length of time", at: first.span,
          help: "write `3d`, `36h`, `90m` or `2 weeks`"))
    }
    var world = session.world
    try world.wait(seconds: duration.seconds, at: first.span)
    return try session.move(to: world.clock)
  }
}

extension Session {
  fileprivate mutating func move(to moment: Timestamp) throws(Diagnostics) -> Reply {
    world.clock = moment
    situation.record(.pause, at: moment)
    let notation = world.notation
    return Reply(
      "It is now \(notation.words(for: moment)).", json: ["clock": .text(moment.description)])
  }
}
