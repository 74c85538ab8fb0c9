// The functions of texts that the language itself defines, and `size`.

extension FunctionDeclaration {
  static let strings: [FunctionDeclaration] = [
    entry(
      "size",
      [ValueType.string, .bytes, .list(.a), .map(.a, .b)].flatMap {
        [
          Overload("size_\($0.name)", [$0], .int),
          Overload("\($0.name)_size", [$0], .int, isMember: true),
        ]
      }, "How many code points, octets, elements or entries there are",
      example: "size('añb') == 3 && [1, 2].size() == 2"
    ) { arguments throws(EvaluationError) in
      switch arguments.first {
      case .string(let text): .int(Int64(text.unicodeScalars.count))
      case .bytes(let bytes): .int(Int64(bytes.count))
      case .list(let list): .int(Int64(list.count))
      case .map(let map): .int(Int64(map.count))
      default: throw noOverload("size", arguments)
      }
    },
    test("contains", "Whether the text has the other somewhere", "'abcd'.contains('bc')") {
      text, other in TextSearch.first(other, in: text, from: 0) != nil
    },
    test("startsWith", "Whether the text begins with the other", "'abcd'.startsWith('ab')") {
      text, other in text.starts(with: other)
    },
    test("endsWith", "Whether the text ends with the other", "'abcd'.endsWith('cd')") {
      text, other in text.count >= other.count && text.suffix(other.count).elementsEqual(other)
    },
  ]

  /// A question about two texts, decided on their bytes.
  private static func test(
    _ name: String, _ summary: String, _ example: String,
    _ body: @escaping @Sendable ([UInt8], [UInt8]) -> Bool
  ) -> FunctionDeclaration {
    entry(
      name, [Overload("\(name)_string", [.string, .string], .bool, isMember: true)], summary,
      example: example
    ) { arguments throws(EvaluationError) in
      guard arguments.count == 2, case .string(let text) = arguments[0],
        case .string(let other) = arguments[1]
      else { throw noOverload(name, arguments) }
      return .bool(body(Array(text.utf8), Array(other.utf8)))
    }
  }
}

/// Finds one sequence in another in linear time (Knuth, Morris, Pratt).
enum TextSearch {
  /// The first place at or behind `start`.
  static func first<T: Equatable>(_ needle: [T], in text: [T], from start: Int) -> Int? {
    all(needle, in: text, from: start, limit: 1).first
  }

  /// The places that don't overlap, from the front, at most so many; none for an empty needle
  /// but the first.
  static func all<T: Equatable>(
    _ needle: [T], in text: [T], from start: Int = 0, limit: Int = .max
  ) -> [Int] {
    guard !needle.isEmpty else { return start <= text.count ? [start] : [] }
    guard limit > 0, text.count - start >= needle.count else { return [] }
    let fallback = fallbacks(needle)
    var found: [Int] = []
    var matched = 0
    for index in start..<text.count {
      while matched > 0, text[index] != needle[matched] { matched = fallback[matched - 1] }
      if text[index] == needle[matched] { matched += 1 }
      if matched == needle.count {
        found.append(index + 1 - matched)
        if found.count == limit { return found }
        matched = 0
      }
    }
    return found
  }

  /// For each length of a match, how much of it is also the beginning of another.
  private static func fallbacks<T: Equatable>(_ needle: [T]) -> [Int] {
    var result = Array(repeating: 0, count: needle.count)
    var matched = 0
    for index in needle.indices.dropFirst() {
      while matched > 0, needle[index] != needle[matched] { matched = result[matched - 1] }
      if needle[index] == needle[matched] { matched += 1 }
      result[index] = matched
    }
    return result
  }
}
