// CEL sees a choice as a string, so a misspelt word would compare as "different" for ever. This
// finds each text that is compared with a choice and is none of its words.

import CEL

struct ChoiceWords {
  let vocabulary: Vocabulary
  let document: PolicyDocument

  init(_ vocabulary: Vocabulary, _ document: PolicyDocument) {
    self.vocabulary = vocabulary
    self.document = document
  }

  /// The words that are compared with a choice without being among its own.
  func problems(in checked: CheckedExpression) -> [Diagnostic] {
    var found: [Diagnostic] = []
    visit(checked.expression.root, checked, &found)
    return found
  }

  private func visit(
    _ node: Expression.Node, _ checked: CheckedExpression, _ found: inout [Diagnostic]
  ) {
    if case .binary(let symbol, let left, let right) = node.kind {
      switch symbol {
      case .equal, .notEqual:
        compare(left, with: [right], checked, &found)
        compare(right, with: [left], checked, &found)
      case .isIn:
        if case .list(let elements) = right.kind {
          compare(left, with: elements.map(\.value), checked, &found)
        }
      default: break
      }
    }
    for child in node.children { visit(child, checked, &found) }
  }

  private func compare(
    _ node: Expression.Node, with others: [Expression.Node], _ checked: CheckedExpression,
    _ found: inout [Diagnostic]
  ) {
    guard let slot = checked.slot(of: node), let words = words(of: slot) else { return }
    for other in others {
      guard let text = other.literalText, !words.contains(text) else { continue }
      found.append(
        Diagnostic(
          id: "unknown-word",
          "`\(text)` is none of the words of `\(checked.environment.variables[slot].name)`",
          at: checked.expression.span(of: other),
          help: text.nearest(among: words).map { "did you mean `\($0)`?" }
            ?? "the words are \(words.joined(separator: ", "))"))
    }
  }

  private func words(of slot: Int) -> [String]? {
    let type: FactType
    if slot < vocabulary.facts.count {
      type = vocabulary.facts[slot].type
    } else if slot < vocabulary.facts.count + document.parameters.count {
      type = document.parameters[slot - vocabulary.facts.count].type
    } else {
      type = document.definitions[slot - vocabulary.facts.count - document.parameters.count].type
    }
    if case .choice(let words) = type { return words }
    return nil
  }
}
