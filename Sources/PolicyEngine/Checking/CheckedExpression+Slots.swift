// Which variable a part of a condition stands for.

import CEL

extension CheckedExpression {
  /// The slot of the variable that a node reads or tests, if it is one.
  func slot(of node: Expression.Node) -> Int? {
    if case .variable(let slot) = reference(of: node) { slot } else { nil }
  }

  /// Every place where a variable is read or tested, in the order of the text.
  var uses: [(slot: Int, span: SourceSpan)] {
    var found: [(slot: Int, span: SourceSpan)] = []
    func visit(_ node: Expression.Node) {
      if let slot = slot(of: node) {
        found.append((slot, expression.span(of: node)))
      } else {
        node.children.forEach(visit)
      }
    }
    visit(expression.root)
    return found
  }
}
