// Every entry of the function table is documented and keeps what its example promises.

import CEL
import Testing

@Suite struct FunctionTableTests {
  @Test(arguments: FunctionDeclaration.standard.map(\.name))
  func exampleIsTrue(name: String) throws {
    let function = try #require(Environment().functions[name])
    #expect(evaluate(function.example) == "true", "\(function.example)")
    let plain = name.filter { $0.isLetter || $0.isNumber || $0 == "." }
    #expect(
      function.example.contains(
        plain.isEmpty || name.hasPrefix("_") ? "" : plain.replacing("@", with: "")))
    #expect(!function.summary.isEmpty && !function.summary.hasSuffix("."))
  }

  @Test func namesAndOverloadIdsAreUnique() {
    let functions = FunctionDeclaration.standard
    #expect(Set(functions.map(\.name)).count == functions.count)
    for function in functions {
      #expect(!function.overloads.isEmpty)
      #expect(Set(function.overloads.map(\.id)).count == function.overloads.count)
    }
  }

  @Test(arguments: FunctionDeclaration.standard.map(\.name))
  func wrongArgumentsAreRefused(name: String) throws {
    let function = try #require(Environment().functions[name])
    let odd: [Value] = [
      .type(.int), .null, .bool(true), .bytes([1]), .list([.null]), .map(MapValue()),
    ]
    for first in odd {
      for second in odd {
        // Whatever the arguments, the answer is a value or an error.
        _ = try? function.implementation([])
        _ = try? function.implementation([first])
        _ = try? function.implementation([first, second])
        _ = try? function.implementation([first, second, first])
      }
    }
  }

  @Test func hostFunctionsAreCalledLikeStandardOnes() throws {
    let twice = FunctionDeclaration(
      name: "shop.twice", overloads: [.init("twice_int", [.int], .int)],
      summary: "The double", example: "shop.twice(2) == 4"
    ) { arguments throws(EvaluationError) in
      guard case .int(let value)? = arguments.first else { throw EvaluationError("not a number") }
      return .int(value * 2)
    }
    let environment = Environment(functions: FunctionDeclaration.standard + [twice])
    let checked = try environment.check(span("shop.twice(4) + 1"))
    #expect(Program(checked).evaluate(EmptyActivation()) == .value(.int(9)))
    #expect(throws: Diagnostics.self) { try environment.check(span("shop.twice('a')")) }
  }
}
