// A mail says the same in several texts. Each is analysed by itself; what is found in any of them
// counts for the message, and each finding stays where it was found.

extension Analysis {
  /// Adds what another text of the same message says.
  ///
  /// Counts and lengths are those of the text that has most, since texts repeat each other.
  ///
  /// - Parameters:
  ///   - other: The analysis of the same subject with that text as its body.
  ///   - part: The text; the body of the other analysis.
  ///   - onlyFacts: Facts that say that there is nothing else, by index: they have to hold for
  ///     every text.
  mutating func merge(_ other: Analysis, asPart part: MessagePart, onlyFacts: Set<Int>) {
    var findings = findings
    findings += other.findings.filter { $0.part == .body }.map { finding in
      Finding(fact: finding.fact, part: part, range: finding.range, detector: finding.detector)
    }
    var values = values
    for (fact, value) in other.values.enumerated() {
      if onlyFacts.contains(fact) {
        guard values[fact] != value else { continue }
        values[fact] = .bool(false)
        findings.removeAll { $0.fact == fact }
      } else {
        values[fact] = values[fact].joined(with: value)
      }
    }
    findings.sort(by: Finding.precedes)
    self = Analysis(findings: findings, values: values)
  }
}

extension TextValue {
  /// What both texts say together.
  fileprivate func joined(with other: TextValue) -> TextValue {
    switch (self, other) {
    case (.bool(let one), .bool(let two)): .bool(one || two)
    case (.string, _), (.unknown, .absent): self
    case (_, .string), (.absent, _): other
    case (.unknown, _), (_, .unknown): .unknown
    case (.int(let one), .int(let two)): .int(max(one, two))
    case (.number(let one), .number(let two)): .number(max(one, two))
    case (.strings(let one), .strings(let two)): .strings(one + two.filter { !one.contains($0) })
    case (.choice(let one), _): one == "none" ? other : self
    default: self
    }
  }
}

extension Finding {
  /// The order of findings: by part, place and fact.
  static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    (left.part, left.range.lowerBound, left.fact, left.range.upperBound, left.detector)
      < (right.part, right.range.lowerBound, right.fact, right.range.upperBound, right.detector)
  }
}

extension [Finding] {
  /// Sorted findings without those that say the same of the same place: words that two languages
  /// share are found in both.
  func withoutRepeats() -> [Finding] {
    var result: [Finding] = []
    result.reserveCapacity(count)
    for finding in self {
      if let last = result.last, last.fact == finding.fact, last.part == finding.part,
        last.range == finding.range
      {
        continue
      }
      result.append(finding)
    }
    return result
  }
}
