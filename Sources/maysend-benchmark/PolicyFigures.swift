// The whole policy at once: any two editions compared with cases, and lint with its mutation score
// over the examples of the rules.

import CEL
import Glibc
import PolicyEngine
import Scenarios

enum PolicyFigures {
  static func measure(_ domain: Domain) throws(Diagnostics) -> [Figure] {
    let policy = domain.policy
    let editions = policy.dates.map { domain.edition(at: $0) }
    var slowest = 0.0
    for (position, before) in editions.enumerated() {
      for after in editions[(position + 1)...]
      where position == 0 || after.date == editions[editions.count - 1].date {
        let time = Timing(rounds: 1, repetitions: 1) {
          _ = EditionComparison(before, after)
        }
        slowest = max(slowest, time.median)
      }
    }
    var noticed = 0
    let linting = Timing(rounds: 1, repetitions: 1, clock: CLOCK_MONOTONIC) {
      noticed = LintReport(domain).score.killed
    }
    precondition(noticed > 0, "some change must be noticed by some example")
    return [
      Figure("the slowest comparison of two editions, with cases", slowest / 1e9, atMost: 1, "s"),
      Figure("lint with mutation score", linting.median / 1e9, atMost: 10, "s"),
    ]
  }
}
