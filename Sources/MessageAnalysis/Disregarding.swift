// Passages that somebody takes to say nothing, against what was found in them: the message is judged as
// if nothing had been found there.

/// The places of disregarded passages.
struct Disregarding {
  private var places: [MessagePart: [Range<Int>]] = [:]

  /// Finds every place at which a passage stands in subject or body.
  init(_ message: Message) {
    for part in [MessagePart.subject, .body] where !message.disregarded.isEmpty {
      let text = Array(message[part].utf8)
      let found = message.disregarded.flatMap { Self.places(of: Array($0.utf8), in: text) }
      if !found.isEmpty { places[part] = found }
    }
  }

  var isEmpty: Bool { places.isEmpty }

  /// Whether a place lies in a disregarded passage, or over one.
  func covers(_ part: MessagePart, _ range: Range<Int>) -> Bool {
    places[part]?.contains { $0.overlaps(range) } ?? false
  }

  private static func places(of passage: [UInt8], in text: [UInt8]) -> [Range<Int>] {
    guard let first = passage.first, passage.count <= text.count else { return [] }
    var result: [Range<Int>] = []
    var place = 0
    while place + passage.count <= text.count {
      if text[place] == first, text[place..<place + passage.count].elementsEqual(passage) {
        result.append(place..<place + passage.count)
        place += passage.count
      } else {
        place += 1
      }
    }
    return result
  }

  /// Takes back what scanners found at disregarded places: counts become smaller by as many, and a
  /// fact of which nothing is left becomes what it is without findings.
  func takeBack(_ findings: inout [Finding], _ values: inout [TextValue]) {
    var removed: [Int: Int] = [:]
    findings.removeAll { finding in
      guard covers(finding.part, finding.range) else { return false }
      removed[finding.fact, default: 0] += 1
      return true
    }
    for (fact, count) in removed {
      if !findings.contains(where: { $0.fact == fact }) {
        values[fact] = StructuralFact.defaults[fact]
      } else if case .int(let number) = values[fact] {
        values[fact] = .int(max(0, number - count))
      }
    }
  }
}
