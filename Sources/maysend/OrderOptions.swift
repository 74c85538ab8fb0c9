// Order files that a command is given: read before anything else, their broken rows told and left
// out.

import CEL
import Scenarios

enum OrderOptions {
  /// The orders of files.
  ///
  /// - Throws: every file that can't be read or holds no orders.
  static func files(
    _ paths: [String], in domain: Domain, store: Store
  ) throws(Diagnostics) -> [OrderFile] {
    var files: [OrderFile] = []
    var unreadable: [Diagnostic] = []
    for path in paths {
      do throws(Diagnostics) {
        files.append(try OrderFile.read(path, in: domain, store: store))
      } catch {
        unreadable += error.all
      }
    }
    if !unreadable.isEmpty { throw Diagnostics(unreadable) }
    let problems = files.flatMap(\.problems)
    if !problems.isEmpty { StandardStreams.problem(Diagnostics(problems).rendered()) }
    return files
  }
}
