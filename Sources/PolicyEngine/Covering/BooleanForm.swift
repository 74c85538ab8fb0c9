// A rule or definition as the boolean form of its conditions: `and`, `or`, `not` and choices over
// numbered leaves. Equal leaves have one number, so that a condition is the same wherever it stands.

import CEL

/// A boolean form over conditions by number.
indirect enum BooleanForm: Sendable {
  case leaf(Int)
  case constant(Bool)
  case not(BooleanForm)
  case and([BooleanForm])
  case or([BooleanForm])
  case choose(BooleanForm, BooleanForm, BooleanForm)

  /// The truth of the form for truths of its conditions.
  func truth(_ conditions: [Truth]) -> Truth {
    switch self {
    case .leaf(let number): conditions[number]
    case .constant(let value): value ? .yes : .no
    case .not(let form): !form.truth(conditions)
    case .and(let forms): forms.reduce(.yes) { Truth.and($0, $1.truth(conditions)) }
    case .or(let forms): forms.reduce(.no) { Truth.or($0, $1.truth(conditions)) }
    case .choose(let test, let yes, let no):
      switch test.truth(conditions) {
      case .yes: yes.truth(conditions)
      case .no: no.truth(conditions)
      case let other: other
      }
    }
  }
}

/// Collects the conditions of expressions.
struct ConditionCollector {
  /// The texts, one a number.
  private(set) var texts: [String] = []
  /// Where each stands first.
  private(set) var spans: [SourceSpan] = []
  private var numbers: [String: Int] = [:]

  /// The form of an expression.
  mutating func form(of checked: CheckedExpression) -> BooleanForm {
    form(of: checked.expression.root, checked)
  }

  private mutating func form(
    of node: Expression.Node, _ checked: CheckedExpression
  ) -> BooleanForm {
    switch node.kind {
    case .literal(.bool(let value)): return .constant(value)
    case .not(let operand): return .not(form(of: operand, checked))
    case .and(let operands): return .and(operands.map { form(of: $0, checked) })
    case .or(let operands): return .or(operands.map { form(of: $0, checked) })
    case .conditional(let condition, let yes, let no):
      return .choose(
        form(of: condition, checked), form(of: yes, checked), form(of: no, checked))
    default:
      let span = checked.expression.span(of: node)
      let text = span.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if let known = numbers[text] { return .leaf(known) }
      numbers[text] = texts.count
      texts.append(text)
      spans.append(span)
      return .leaf(texts.count - 1)
    }
  }
}
