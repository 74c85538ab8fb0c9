// The tree for one rule: its condition, its exception, what it requires, each down to the facts.

import CEL

extension Decision {
  /// Why a rule in force does or does not apply.
  ///
  /// - Parameters:
  ///   - rule: The rule's position in ``Edition/rules``.
  ///   - isComplete: Whether conditions that did not matter are shown too.
  public func explanation(of rule: Int, isComplete: Bool = false) -> Explanation {
    let conditions = edition.conditions[rule]
    let writer = ExplanationWriter(self, isComplete: isComplete)
    var children = writer.parts(of: conditions.when)
    if let must = conditions.must {
      let truth = evaluation.truths[Int(must.truth)]
      children.append(
        Explanation(
          subject: .requirement,
          sentence: truth == .yes ? "what it asks for is there" : "what it asks for is not there",
          truth: !truth, quotes: [], children: writer.parts(of: must)))
    }
    if let unless = conditions.unless {
      let truth = evaluation.truths[Int(unless.truth)]
      if isComplete || truth != .no {
        children.append(
          Explanation(
            subject: .exception,
            sentence: truth == .yes
              ? "its exception holds"
              : truth == .no
                ? "its exception does not hold" : "it is not known whether its exception holds",
            truth: !truth, quotes: [], children: writer.parts(of: unless)))
      }
    }
    return Explanation(
      subject: .rule(edition.rules[rule].id), sentence: edition.rules[rule].title,
      truth: applies(rule), quotes: [], children: children)
  }

  /// The sentence of a rule, with the values compared filled in.
  public func sentence(of rule: Int) -> String {
    fill(edition.rules[rule].says)
  }

  /// The next step that a rule names, with its values filled in.
  public func remedy(of rule: Int) -> (kind: RemedyKind, sentence: String)? {
    guard let remedy = edition.rules[rule].document.remedy,
      let template = edition.rules[rule].remedy
    else { return nil }
    return (remedy.kind, fill(template))
  }

  /// The words in which values are shown: in the zone that the policy's zone fact names.
  public var words: ValueWords {
    let slot = edition.policy.document.zoneFact.flatMap { facts.vocabulary.slot(of: $0) }
    guard let slot, case .value(.string(let name)) = facts[slot],
      let zone = edition.policy.zones.zone(name)
    else { return ValueWords(zone: .utc) }
    return ValueWords(zone: zone)
  }

  private func fill(_ template: Template) -> String {
    evaluation.withActivation(edition.graph, facts) { fill(template, $0) }
  }

  private func fill(_ template: Template, _ activation: GraphActivation) -> String {
    let words = words
    var result = ""
    for piece in template.pieces {
      switch piece {
      case .text(let text): result += text
      case .hole(let checked, let program):
        let fact = checked.slot(of: checked.expression.root).flatMap {
          $0 < facts.vocabulary.facts.count ? facts.vocabulary.facts[$0] : nil
        }
        switch program.evaluate(activation) {
        // The end of a count is a moment: its hour matters on the very day.
        case .value(.timestamp(let instant)) where fact == nil: result += words.moment(instant)
        case .value(let value): result += words.words(value, as: fact)
        case .unknown: result += "(not known)"
        case .error: result += "(not on record)"
        }
      }
    }
    return result
  }
}

extension Edition {
  /// The sentence of a rule for no message in particular: values of parameters stand in it, facts are
  /// named in brackets, and what is computed from a message is left out as `…`.
  public func outline(of rule: Rule, in words: ValueWords) -> String {
    let facts = policy.vocabulary.facts
    let parameters = policy.document.parameters
    return rule.says.pieces.reduce(into: "") { result, piece in
      switch piece {
      case .text(let text): result += text
      case .hole(let checked, _):
        guard let slot = checked.slot(of: checked.expression.root) else {
          result += "…"
          return
        }
        if slot < facts.count {
          result += "[\(facts[slot].label)]"
        } else if slot - facts.count < parameters.count,
          let value = parameters[slot - facts.count].period(on: date)?.value
        {
          result += words.words(value)
        } else {
          result += "…"
        }
      }
    }
  }
}
