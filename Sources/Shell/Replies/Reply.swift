// What the shell says to one statement: blocks for people, the same content as JSON for programs,
// and what it asks of whoever runs the shell.

public import PolicyEngine

/// The answer to a statement.
public struct Reply: Hashable, Sendable {
  /// What whoever runs the shell has to do next.
  public enum Request: Hashable, Sendable {
    /// Leave.
    case quit
    /// Let the user edit this text; then call ``Session/finish(editing:as:)``.
    case edit(message: String, text: String)
  }

  /// What people see.
  public var blocks: [Block]
  /// What programs read.
  public var json: JSON
  /// The main verdict, when a question was answered.
  public var verdict: Verdict?
  /// Whether the last answer was compared with what is expected, and is as expected.
  public var confirmsAnswer = false
  /// What has to be done next.
  public var request: Request?

  /// Makes a reply.
  public init(
    _ blocks: [Block], json: JSON, verdict: Verdict? = nil, request: Request? = nil
  ) {
    self.blocks = blocks
    self.json = json
    self.verdict = verdict
    self.request = request
  }

  /// A sentence.
  init(_ sentence: Phrase, json: JSON = [:]) {
    self.init([.text(sentence)], json: json.with("message", .text(sentence.text)))
  }

  /// Nothing to say.
  static let silent = Reply([], json: .null)

  /// The reply as it is shown: in JSON mode one line, otherwise laid out; without a final line
  /// break, and empty when there is nothing to say.
  public func text(_ layout: Layout, mode: Settings.Mode) -> String {
    switch mode {
    case .text: layout.text(of: blocks)
    case .json: json == .null ? "" : json.line
    }
  }
}
