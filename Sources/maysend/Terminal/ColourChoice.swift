// Whether output is coloured: what the user says, else what the environment says, else
// whether a person is looking. Meaning never hangs on colour.

/// The values of `--color`.
enum ColourChoice: String, CaseIterable, Sendable {
  case auto, always, never

  /// Whether to use colour on an output.
  ///
  /// `NO_COLOR` (https://no-color.org) counts more than `CLICOLOR_FORCE`
  /// (https://bixense.com/clicolors), and both more than the kind of output.
  func usesColour(isTerminal: Bool, environment: [String: String]) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      if environment.nonEmpty("NO_COLOR") != nil { return false }
      if let force = environment.nonEmpty("CLICOLOR_FORCE"), force != "0" { return true }
      guard isTerminal, environment["CLICOLOR"] != "0" else { return false }
      let name = environment.nonEmpty("TERM") ?? "dumb"
      return name != "dumb"
    }
  }
}
