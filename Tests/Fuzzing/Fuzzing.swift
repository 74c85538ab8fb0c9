// Feeds whatever libFuzzer invents to one reader of strangers' bytes, chosen by FUZZ_TARGET. A crash, a
// hang or a finding outside of its text stops it; the input then becomes a test.
//
//     .ci/fuzz html 600        # ten minutes of HTML

import CEL
import Glibc
import MessageAnalysis
import PolicyEngine
import Scenarios

/// What is fuzzed.
private enum Target: String, CaseIterable {
  case mail, html, css, cel, yaml, phrases, patterns, orders

  /// The one that the environment names.
  static let chosen: Target = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = Target(rawValue: name) else {
      print("set FUZZ_TARGET to one of: \(allCases.map(\.rawValue).joined(separator: ", "))")
      exit(2)
    }
    return target
  }()

  func run(_ bytes: [UInt8]) {
    switch self {
    case .mail:
      for mail in Mailbox.mails(in: bytes) + [bytes] {
        do throws(Diagnostics) {
          check(MessageFile(try Mail(mail, name: "mail"), name: "mail").message)
        } catch { _ = error.rendered() }
      }
    case .html: check(Message(body: text(bytes), bodyKind: .html))
    case .css:
      let style = text(bytes)
      check(
        Message(
          body: "<style>\(style)</style><p class=a style=\"\(style)\">Hello <b id=b>you</b></p>",
          bodyKind: .html))
    case .phrases: check(Message(subject: text(bytes.prefix(64)), body: text(bytes)))
    case .cel: checkExpression(text(bytes))
    case .yaml:
      rendered { () throws(Diagnostics) in
        _ = try Scenario(SourceText(name: "scenario", text: text(bytes)), in: Shop.domain)
      }
    case .patterns:
      rendered { () throws(Diagnostics) in
        let lexicon = SourceText(name: "Lexicons/en/fuzz.yaml", text: text(bytes))
        let facts = SourceText(
          name: "Lexicons/facts.yaml", text: "facts:\n  - { fact: message.x, means: X. }\n")
        let analyzer = try LexiconFiles([facts, lexicon]).analyzer(checksLanguages: true)
        _ = analyzer.analyze(Message(body: text(bytes)))
      }
    case .orders:
      rendered { () throws(Diagnostics) in
        let domain = Shop.domain
        _ = try OrderFile(bytes, named: "orders", in: domain, store: domain.stores.standard)
      }
    }
  }

  private func text(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self)
  }

  /// Runs what may find problems, and words them.
  private func rendered(_ body: () throws(Diagnostics) -> Void) {
    do throws(Diagnostics) { try body() } catch { _ = error.rendered() }
  }

  /// Analyses a message; every finding lies in its part.
  private func check(_ message: Message) {
    for finding in Shop.domain.analyzer.analyze(message).findings {
      let count = message[finding.part].utf8.count
      precondition(
        finding.range.lowerBound >= 0 && finding.range.upperBound <= count,
        "a finding outside of its part")
    }
  }

  private func checkExpression(_ text: String) {
    rendered { () throws(Diagnostics) in
      let source = SourceText(name: "expression", text: text)
      let parsed = try Shop.environment.parse(SourceSpan(source, 0..<text.utf8.count))
      let checked = try Shop.environment.check(parsed)
      _ = Program(checked).evaluate(
        ArrayActivation([.value(.int(3)), .absent, .value(.list([.int(1)])), .unknown]))
    }
  }
}

/// What the targets need, made once.
private enum Shop {
  static let domain: Domain = made { () throws(Diagnostics) in try Domain.load() }
  static let environment = Environment(
    variables: [
      VariableDeclaration(name: "a.b", type: .int), VariableDeclaration(name: "s", type: .string),
      VariableDeclaration(name: "l", type: .list(.int)), VariableDeclaration(name: "d", type: .dyn),
    ])

  private static func made<Content>(_ make: () throws(Diagnostics) -> Content) -> Content {
    do throws(Diagnostics) { return try make() } catch { preconditionFailure(error.rendered()) }
  }
}

/// libFuzzer's own loop; it ends the process.
@_extern(c, "LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ tryInput: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@main
enum Fuzzing {
  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(
      runFuzzer(&count, &arguments) { start, count in
        Target.chosen.run(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
      })
  }
}
