// What was seen and proved, as findings in the order of their places.

import CEL

extension PolicyLint {
  var findings: [LintFinding] {
    var result: [LintFinding] = []
    for rule in policy.rules {
      guard let sighting = sightings[rule.id], !sighting.decides, sighting.isProved else {
        continue
      }
      result.append(finding(rule, sighting))
    }
    for pair in same where !areDifferent(pair[0], pair[1]) {
      let (first, second) = (policy.rules[pair[0]], policy.rules[pair[1]])
      result.append(
        LintFinding(
          .sameCondition, second.id,
          "the rules `\(first.id)` and `\(second.id)` apply to the same facts",
          at: second.document.when.span,
          reason: "proved for an edition with both; make one rule of them, or tell them apart"))
    }
    for (part, seen) in truths where seen.count < 2 && !unproved.contains(part) {
      let text = part.span.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let word = seen.contains(.yes) ? "true" : seen.contains(.no) ? "false" : "without a value"
      result.append(
        LintFinding(
          .constant, part.owner, "`\(text)` is always \(word) in `\(part.owner)`", at: part.span,
          reason: "proved for every edition in which it counts; leave it out, or correct it"))
    }
    return result.sorted { left, right in
      guard let first = left.span, let second = right.span else { return left.span != nil }
      return (first.source.name, first.range.lowerBound)
        < (second.source.name, second.range.lowerBound)
    }
  }

  private func finding(_ rule: Rule, _ sighting: Sighting) -> LintFinding {
    let span = rule.document.when.span ?? rule.document.id.span
    guard sighting.applies else {
      return LintFinding(
        .neverApplies, rule.id, "the rule `\(rule.id)` applies to no facts", at: span,
        reason: "proved for every edition in which it is in force")
    }
    if let shadows = sighting.shadows, !shadows.isEmpty {
      let names = policy.rules.map(\.id).filter(shadows.contains).map { "`\($0)`" }
      return LintFinding(
        .shadowed, rule.id, "the rule `\(rule.id)` never decides alone", at: span,
        reason: "wherever it applies, \(names.joined(separator: ", ")) "
          + "\(names.count == 1 ? "does" : "do") too: proved",
        witness: sighting.witness)
    }
    return LintFinding(
      .neverDecides, rule.id, "the rule `\(rule.id)` never makes an answer what it is", at: span,
      reason: rule.effect == .permit
        ? "wherever it applies, others permit or forbid as well while all facts are known: proved"
        : "wherever it applies, others forbid as well or nothing permits while all facts are known: proved",
      witness: sighting.witness)
  }
}
