// Regular expressions: what matches, what is refused, and that the work stays linear.

import CEL
import Testing

@Suite struct PatternTests {
  @Test(arguments: [
    ("", "abc", true), ("b", "abc", true), ("^b", "abc", false), ("c$", "abc", true),
    ("a.c", "a\nc", false), ("(?s)a.c", "a\nc", true), ("^b$", "a\nb\nc", false),
    ("(?m)^b$", "a\nb\nc", true),
    ("(?i)straße", "STRAßE", true), ("(?i:A)b", "ab", true), ("(?i:A)b", "aB", false),
    ("[^a-c]+", "abc", false), ("[^a-c]", "abcd", true), ("[]a]", "]", true), ("[a-]", "-", true),
    ("[[:digit:]]{2}", "a12", true), ("[[:^alpha:]]", "abc", false),
    ("\\d+\\.\\d{2}", "12.50", true),
    ("\\bcat\\b", "a cat.", true), ("\\bcat\\b", "concat", false), ("\\Bcat", "concat", true),
    ("^(ab|cd)*$", "abcdab", true), ("^(ab|cd)*$", "abc", false), ("^a{2,3}$", "aaaa", false),
    ("^a{2,}$", "aaaa", true), ("a{,2}", "a{,2}", true), ("x{2", "x{2", true), ("^a??$", "", true),
    ("\\p{Lu}\\p{Ll}", "Äé", true), ("\\pN", "x٣", true), ("\\P{L}", "abc", false),
    ("\\x41\\x{1F600}", "A😀", true), ("\\Qa.b\\E", "axb", false), ("\\Qa.b\\E", "a.b", true),
    ("(?P<x>a)(?<y>b)(?:c)", "abc", true), ("(|a)+$", "aaa", true), ("(a*)*b", "aaab", true),
    ("^\\s*$", " \t", true), ("\\w", "é", false), ("\\A.\\z", "é", true), ("\\101", "A", true),
    ("a|b|", "zzz", true), ("(?i)[k]", "K", true), ("(?i)[^k]", "K", false),
  ])
  func matches(pattern: String, text: String, isMatch: Bool) throws {
    #expect(try Pattern(pattern).matches(text) == isMatch)
  }

  @Test(arguments: [
    ("(a", "`(` without `)`", 0), ("a)", "`)` without `(`", 1), ("[a", "`[` without `]`", 0),
    ("*a", "`*` without a part to repeat", 0), ("a**", "two repetitions of the same part", 2),
    ("a{3,2}", "{n,m} with n above m", 1), ("a{1001}", "more than 1000 repetitions", 1),
    ("é(?=b)", "there is no look-around", 2), ("(?<!b)", "there is no look-around", 0),
    ("(a)\\1", "there are no back-references", 3), ("\\q", "unknown escape `\\q`", 0),
    ("[z-a]", "a range that ends before it begins", 1),
    ("\\p{Greek}", "unknown category `Greek`; there are L, Lu, Nd and the like", 0),
    ("(?x)a", "unknown flag `x`", 2), ("a\\", "`\\` at the end", 1),
    ("[[:no:]]", "unknown class `[:no:]`", 1),
  ])
  func refuses(pattern: String, message: String, offset: Int) {
    #expect {
      try Pattern(pattern)
    } throws: { error in
      (error as? EvaluationError)?.reason
        == .badPattern("no regular expression: \(message)", argument: 0, offset: offset)
    }
  }

  @Test(arguments: [
    "((a{1000}){1000}){1000}", "(((((((((){1000}){1000}){1000}){1000}){1000}){1000}){1000}){1000})",
    String(repeating: "(", count: 5_000), String(repeating: "(a|", count: 200),
  ])
  func hugePatternsAreRefused(pattern: String) {
    #expect(throws: EvaluationError.self) { try Pattern(pattern) }
  }

  @Test func workIsLinearAndCounted() throws {
    let text = String(repeating: "a", count: 20_000)
    #expect(try !Pattern("(a+)+$b").matches(text))
    #expect(try !Pattern("(a|a)*(a|a)*c").matches(text))
    let big =
      "cel.bind(t, '\(String(repeating: "a", count: 50_000))', [1,2,3,4,5,6,7,8,9].all(i, t.matches('^' + 'a{0,400}'.replace('x', '') + 'a*$')))"
    let result = evaluate(big)
    #expect(result == "true" || result.hasPrefix("error: the expression takes more steps"))
  }

  @Test func randomPatternsNeverCrash() {
    var generator = SeededGenerator(seed: 5)
    let parts = [
      "a", "b", "(", ")", "[", "]", "*", "+", "?", "{2}", "{0,3}", "|", "\\", "d", "^", "$", ".",
      "-", "(?i)", "[:alpha:]", "\\p{L}", "é", "\\b",
    ]
    for _ in 0..<3_000 {
      let pattern = (0..<Int.random(in: 1...12, using: &generator))
        .map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
      if let compiled = try? Pattern(pattern) { _ = compiled.matches("aabé-b a") }
    }
  }
}
