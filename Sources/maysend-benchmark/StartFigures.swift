// From the start of the program to its first answer, as a process of its own.

import Glibc

enum StartFigures {
  /// Starts the `maysend` that stands beside this program; it must have been built too.
  static func measure() -> [Figure] {
    let own = CommandLine.arguments[0]
    let program = (own.lastIndex(of: "/").map { String(own[...$0]) } ?? "") + "maysend"
    let question = [
      program, "-c", "draft hello purpose thanks channel app body Thanks!; can hello",
    ]
    guard run(question) == 1 else {
      print("the start was not measured: build maysend first, in the same configuration")
      return []
    }
    let timing = Timing(rounds: 25, repetitions: 1, clock: CLOCK_MONOTONIC) { _ = run(question) }
    return [Figure("start to first answer", timing.median / 1e6, atMost: 20, "ms")]
  }

  /// Runs a program with its output thrown away; its exit status, -1 if it did not run.
  private static func run(_ arguments: [String]) -> Int32 {
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
      return -1
    }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
  }
}
