// One line of `eval --jsonl`: an expression with its variables in, its value or error out.

import CEL
import FoundationEssentials

/// An expression to evaluate, as JSON; only `expr` has to be there.
struct EvaluationCase: Decodable {
  /// The expression.
  let expr: String
  /// The types of variables, in the text form of CEL's type messages.
  var env: [String: String]?
  /// The variables' values, tagged with their types.
  var bindings: [String: JSON]?
  /// The namespace in which names are looked up.
  var container: String?
  /// Whether types are checked; they are unless it says false.
  var check: Bool?
  /// Whether the expression is only checked; the answer is its type then.
  var isCheckOnly: Bool?

  private enum CodingKeys: String, CodingKey {
    case expr, env, bindings, container, check
    case isCheckOnly = "check_only"
  }

  /// The answer to a line: `{"value": …}`, `{"type": …}` or `{"error": …}`.
  static func answer(_ line: String) -> String {
    let answer: JSON
    do {
      answer = try JSONDecoder().decode(EvaluationCase.self, from: Data(line.utf8)).answer()
    } catch {
      answer = .object(["error": .string("the line is no evaluation case")])
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = try? encoder.encode(answer)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? #"{"error": "no JSON"}"#
  }

  private func answer() -> JSON {
    do throws(CaseError) {
      return try evaluate()
    } catch {
      return .object(["error": .string(error.message)])
    }
  }

  private struct CaseError: Error {
    let message: String
  }

  private func evaluate() throws(CaseError) -> JSON {
    var variables: [VariableDeclaration] = []
    var activation: [Binding] = []
    let names = Set(env.map { Array($0.keys) } ?? []).union(bindings.map { Array($0.keys) } ?? [])
    for name in names.sorted() {
      var type = ValueType.dyn
      if let text = env?[name] {
        guard let declared = ValueType(text: text) else {
          throw CaseError(message: "the type of `\(name)` can't be used: \(text)")
        }
        type = declared
      }
      var binding = Binding.absent
      if let json = bindings?[name] {
        guard let value = Value(tagged: json) else {
          throw CaseError(message: "the value of `\(name)` can't be used")
        }
        binding = .value(value)
      }
      variables.append(VariableDeclaration(name: name, type: type))
      activation.append(binding)
    }
    let environment = Environment(variables: variables, container: container ?? "")
    let source = SourceText(name: "expr", text: expr)
    let checked: CheckedExpression
    do throws(Diagnostics) {
      let parsed = try environment.parse(SourceSpan(source, 0..<expr.utf8.count))
      checked = check ?? true ? try environment.check(parsed) : try environment.resolve(parsed)
    } catch {
      throw CaseError(message: error.all.map(\.message).joined(separator: "; "))
    }
    if isCheckOnly ?? false { return .object(["type": .string(checked.type.description)]) }
    switch Program(checked).evaluate(ArrayActivation(activation)) {
    case .value(let value): return .object(["value": value.tagged])
    case .unknown: throw CaseError(message: "the value is not known")
    case .error(let error): throw CaseError(message: error.message)
    }
  }
}
