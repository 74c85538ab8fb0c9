// What somebody says of a fact at a prompt, read as a scenario file would read it.

public import CEL
public import PolicyEngine

extension World {
  /// The state that a text gives to a fact: a value of its type, `none` or `unknown`.
  ///
  /// - Parameter written: The text, with its place in what was typed.
  /// - Throws: why it is no such state, with its place.
  public func state(
    ofFact slot: Int, written: SourceSpan
  ) throws(Diagnostics) -> FactState {
    let type = domain.vocabulary.facts[slot].type
    var text = String(written.text)
    var shift = 0
    if case .list = type, !text.hasPrefix("["), text != "none", text != "unknown" {
      text = "[\(text)]"
      shift = 1
    }
    let source = SourceText(name: written.source.name, text: text)
    var problems: [Diagnostic] = []
    let document = YAMLDocument.parse(source, reporting: &problems)
    var reader = YAMLReader(problems: problems)
    let state = reader.state(document?.root, of: type, in: store.zone)
    do throws(Diagnostics) {
      try reader.finish()
    } catch {
      throw Diagnostics(error.all.map { $0.moved(into: written, by: shift) })
    }
    guard let state else { preconditionFailure("no state and no problem") }
    return state
  }
}

extension Diagnostic {
  /// The problem at its place in the text from which the part was taken.
  fileprivate func moved(into whole: SourceSpan, by shift: Int) -> Diagnostic {
    let range = span?.range ?? 0..<0
    let start = whole.range.lowerBound - shift
    let moved = max(whole.range.lowerBound, start + range.lowerBound)
    let end = min(whole.range.upperBound, max(moved, start + range.upperBound))
    return Diagnostic(
      severity, id: id, message, at: SourceSpan(whole.source, moved..<end), help: help)
  }
}
