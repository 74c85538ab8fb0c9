// Whatever the text, the answer is a diagnostic inside it or an outcome, soon and on a small stack.

import CEL
import Foundation
import Testing

@Suite struct RobustnessTests {
  private static let environment = Environment(
    variables: [
      VariableDeclaration(name: "a.b", type: .int), VariableDeclaration(name: "s", type: .string),
      VariableDeclaration(name: "l", type: .list(.int)), VariableDeclaration(name: "d", type: .dyn),
    ])

  /// Enough for the deepest expression in a debug build; a release build needs half of it.
  private static let stackBytes = 1 << 20

  /// Runs everything there is on a text; false if a diagnostic lies outside of it.
  private static func survives(_ text: String) -> Bool {
    let source = SourceText(name: "random", text: "§\(text)§")
    let part = SourceSpan(source, 2..<2 + text.utf8.count)
    func isInside(_ diagnostics: Diagnostics) -> Bool {
      _ = diagnostics.rendered()
      return diagnostics.all.allSatisfy { diagnostic in
        guard let range = diagnostic.span?.range else { return false }
        return range.lowerBound >= 2 && range.upperBound <= part.range.upperBound
      }
    }
    let parsed: CEL.Expression
    do throws(Diagnostics) { parsed = try environment.parse(part) } catch { return isInside(error) }
    let bindings: [Binding] = [.value(.int(3)), .absent, .value(.list([.int(1)])), .unknown]
    if let resolved = try? environment.resolve(parsed) {
      _ = Program(resolved).trace(ArrayActivation(bindings))
    }
    do throws(Diagnostics) {
      let checked = try environment.check(parsed)
      _ = Program(checked).evaluate(ArrayActivation(bindings))
      return true
    } catch {
      return isInside(error)
    }
  }

  @Test func randomBytes() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<4_000 {
      let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      #expect(Self.survives(String(decoding: bytes, as: UTF8.self)))
    }
  }

  @Test func mutatedExpressions() {
    var generator = SeededGenerator(seed: 2)
    let seeds = [
      "a.b > 3 && s.contains('x') || has(a.b)", "l.map(x, x * 2).filter(y, y in l).size() > 0",
      "{'k': [1, 2u, 3.5]}.k[d].orValue(-1) == timestamp('2020-01-01T00:00:00Z').getHours('+01:00')",
      "cel.bind(v, l, v.exists_one(x, x == a.b ? true : d)) == s.matches('^[a-z]+$')",
      "b'\\xff' + bytes(s) != b'''a''' && r\"\\d\" == `x`",
      "[?d, 1].transformMap(i, v, i > 0, v % i)",
    ].map { Array($0.utf8) }
    for _ in 0..<6_000 {
      var bytes = seeds[Int.random(in: 0..<seeds.count, using: &generator)]
      for _ in 0...Int.random(in: 0...3, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let other = seeds[Int.random(in: 0..<seeds.count, using: &generator)]
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[place] = .random(in: 32...126, using: &generator)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: place)
        default:
          let start = Int.random(in: 0..<other.count, using: &generator)
          let count = Int.random(in: 0...(other.count - start), using: &generator)
          bytes.insert(contentsOf: other[start..<start + count], at: place)
        }
        if bytes.isEmpty { bytes = [0x31] }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(Self.survives(text), "\(text)")
    }
  }

  @Test(arguments: [
    "(", "[", "{1:", "!", "-", "a.b[", "f(", "true?", "true?true:", "x.", "[1].map(x,",
    "cel.bind(x,1,",
    "{'a':", "1+(", "has(", "d[?", "[?", "s+", "1+", "d.f().", "a.b==", "l[0][",
  ])
  func deepNestingEndsOnABoundedStack(part: String) {
    let ends = [
      "": "1", "(": "1" + String(repeating: ")", count: 90),
      "[": "1" + String(repeating: "]", count: 90),
    ]
    let texts =
      [90, 99, 100, 101, 5_000].flatMap { count in
        ["", "1", "x", "d.f()"].map { String(repeating: part, count: count) + $0 }
      }
      + (part == "(" || part == "["
        ? [String(repeating: part, count: 90) + (ends[part] ?? "")] : [])
    let thread = StackThread(stackBytes: Self.stackBytes) { texts.allSatisfy(Self.survives) }
    #expect(thread.run())
  }

  @Test func deepExpressionsAreEvaluatedOnABoundedStack() {
    func nested(_ open: String, _ middle: String, _ close: String) -> String {
      String(repeating: open, count: 95) + middle + String(repeating: close, count: 95)
    }
    let texts = [
      nested("[", "1", "]"), nested("(", "1", ")"), nested("!(", "true", ")"),
      nested("dyn(", "1", ")"),
      nested("(true ? ", "1", " : 2)"), nested("{1: ", "1", "}"), nested("[1].map(x, ", "x", ")"),
      nested("cel.bind(x, [1], ", "x", ")"), nested("[1].exists(x, ", "x == 1", ")"),
      "1" + String(repeating: " + 1", count: 95), "d" + String(repeating: ".f", count: 95),
      "d" + String(repeating: "[0]", count: 95), "s" + String(repeating: ".trim()", count: 95),
    ]
    let thread = StackThread(stackBytes: Self.stackBytes) {
      texts.allSatisfy { text in
        guard let parsed = try? Self.environment.parse(span(text)),
          let checked = try? Self.environment.check(parsed),
          (try? Self.environment.parse(span(parsed.description)))?.description == parsed.description
        else { return false }
        return Program(checked).evaluate(ArrayActivation([]))
          == Program(checked).trace(ArrayActivation([])).outcome
      }
    }
    #expect(thread.run())
  }

  @Test(arguments: [
    // Doubling texts, lists and maps; loops in loops; expensive comparisons.
    (0..<60).reduce("'x'") { text, index in "cel.bind(a\(index), \(text), a\(index) + a\(index))" },
    "cel.bind(a, 'xxxxxxxxxxxxxxxx', " + String(repeating: "cel.bind(a, a + a, ", count: 60) + "a"
      + String(repeating: ")", count: 61),
    "cel.bind(a, [1, 2], " + String(repeating: "cel.bind(a, [a, a], ", count: 60) + "a == a"
      + String(repeating: ")", count: 61),
    "cel.bind(a, [1, 2], " + String(repeating: "cel.bind(a, a + a, ", count: 60) + "size(a)"
      + String(repeating: ")", count: 61),
    "cel.bind(a, {1: 2}, " + String(repeating: "cel.bind(a, {1: a, 2: a}, ", count: 60) + "a in [a]"
      + String(repeating: ")", count: 61),
    "cel.bind(l, [0,1,2,3,4,5,6,7,8,9], " + (0..<12).map { "l.all(x\($0), " }.joined() + "true"
      + String(repeating: ")", count: 13),
    "cel.bind(l, [0,1,2,3,4,5,6,7,8,9], " + (0..<12).map { "l.map(x\($0), " }.joined() + "1"
      + String(repeating: ")", count: 13),
    "cel.bind(t, 'aaaaaaaaaaaaaaaa'.replace('', 'aaaaaaaaaaaaaaaa'), t.replace('', t).replace('', t).replace('', t))",
    "[1,2,3,4,5,6,7,8,9].map(x, 'aaaaaaaaaaaaaaaaaaaa'.replace('a', 'bbbbbbbbbbbbbbbbbbbbbbbbbbb')).join('cc').split('').map(c, c.matches('(a*)*$')).size() > 0",
    "'%.1000f%.1000e'.format([1e308, 5e-324]).size() > 0 && '%.1001f'.format([1.0]) == ''",
    "duration('9999999999999999999999h') > duration('0')",
    "timestamp(9223372036854775807) > timestamp(0)",
    "'x'.substring(9223372036854775807) == '' || 'x'.split('', -9223372036854775808) == ['x']",
    "math.bitShiftLeft(1, 9223372036854775807) == 0 && [1][9223372036854775807] == 1",
  ])
  func hostileExpressionsEndSoon(text: String) {
    let clock = ContinuousClock()
    let time = clock.measure { #expect(Self.survives(text)) }
    #expect(time < .seconds(20))
  }
}

/// Runs a piece of code on a thread with a stack of its own size.
private struct StackThread {
  let stackBytes: Int
  let body: @Sendable () -> Bool

  func run() -> Bool {
    final class Box: @unchecked Sendable { var result = false }
    let box = Box()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      box.result = body()
      done.signal()
    }
    thread.stackSize = stackBytes
    thread.start()
    done.wait()
    return box.result
  }
}
