// `maysend eval`: CEL expressions by themselves, without any policy.

import ArgumentParser
import CEL

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Evaluates expressions of the condition language.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Evaluate an expression of the condition language (CEL).")

  @Flag(help: "Read one expression with its variables a line from standard input, as JSON.")
  var jsonl = false

  @Argument(help: "The expression: 'duration(\"90m\").getHours()'")
  var expression: String?

  func validate() throws {
    if jsonl == (expression != nil) {
      throw ValidationError("give an expression or --jsonl")
    }
  }

  func run() throws {
    guard let expression else {
      while let line = readLine() {
        if !line.allSatisfy(\.isWhitespace) { print(EvaluationCase.answer(line)) }
      }
      return
    }
    let source = SourceText(name: "expression", text: expression)
    let outcome: Outcome
    do throws(Diagnostics) {
      let checked = try Environment().check(SourceSpan(source, 0..<source.text.utf8.count))
      outcome = Program(checked).evaluate(EmptyActivation())
    } catch {
      throw fail(error.rendered())
    }
    switch outcome {
    case .value(let value): print(value.description.visible)
    case .unknown: throw fail("error: the value is not known")
    case .error(let error):
      let span = error.range.map { SourceSpan(source, $0) }
      throw fail(Diagnostic(id: "evaluation", error.message, at: span).rendered())
    }
  }

  /// Says what is wrong on standard error; the exit status is that of invalid input.
  private func fail(_ text: String) -> ExitCode {
    let line = Array("\(text)\n".utf8)
    _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    return ExitCode(2)
  }
}
