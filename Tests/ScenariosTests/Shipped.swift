// What comes with the program, loaded once for all tests: compiling the lexicons takes seconds.

import CEL
import MessageAnalysis
import Scenarios

enum Shipped {
  private static let loaded = Result { () throws(Diagnostics) in try Domain.load() }

  /// The policy with everything that comes with it.
  static func domain() throws(Diagnostics) -> Domain { try loaded.get() }
}
