// From the start of the program to its first answer, as a process of its own.

import Glibc

enum StartFigures {
  /// Starts the `maysend` that stands beside this program; no figure without it.
  static func measure() -> [Figure] {
    let program =
      String(CommandLine.arguments[0].reversed().drop { $0 != "/" }.reversed()) + "maysend"
    guard access(program, X_OK) == 0 else {
      print("no maysend beside this program: the start was not measured")
      return []
    }
    let question = [
      program, "-c", "draft hello; set message.purpose thanks; set message.channel app; can hello",
    ]
    let timing = Timing(rounds: 25, repetitions: 1, clock: CLOCK_MONOTONIC) { run(question) }
    let none = Timing(rounds: 25, repetitions: 1, clock: CLOCK_MONOTONIC) { run(["/bin/true"]) }
    return [
      Figure("start to first answer", timing.median / 1e6, atMost: 20, "ms"),
      Figure("an empty process, for comparison", none.median / 1e6, atMost: 20, "ms"),
    ]
  }

  private static func run(_ arguments: [String]) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [Int32(1), 2] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    var pointers = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var process = pid_t()
    guard posix_spawn(&process, arguments[0], &actions, nil, &pointers, environ) == 0 else {
      return
    }
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }
}
