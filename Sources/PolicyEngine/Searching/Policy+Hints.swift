// What a search needs to know of a policy besides its conditions: a usual moment, values that occur,
// and who reads a term.

import CEL

extension Edition {
  /// A moment in the edition's time: two weeks and nine hours after it began.
  var usualMoment: Timestamp {
    // 1 January 2021 for what has always been so.
    let start = date == .first ? Timestamp(seconds: 1_609_459_200) ?? date : date
    return Duration(seconds: 14 * 86_400 + 9 * 3_600).flatMap(start.adding) ?? start
  }
}

extension Policy {
  /// The rules whose conditions read a parameter or definition, also through definitions.
  func rules(reading name: String) -> [Rule] {
    guard let slot = environment.variables.firstIndex(where: { $0.name == name }) else { return [] }
    var slots: Set<Int> = [slot]
    for (number, definition) in definitions.enumerated()
    where definition.expression.slots.contains(where: slots.contains) {
      slots.insert(firstDefinitionSlot + number)
    }
    return rules.filter { rule in
      [rule.when, rule.must, rule.unless].contains { condition in
        condition?.slots.contains(where: slots.contains) ?? false
      }
    }
  }

  /// The values that the rules' examples state, by slot.
  var exampleValues: [Int: [Value]] {
    var values: [Int: [Value]] = [:]
    for example in rules.flatMap(\.document.examples) {
      for given in example.given {
        guard let slot = vocabulary.slot(of: given.fact.content),
          case .value(let value) = given.state,
          !(values[slot] ?? []).contains(value)
        else { continue }
        values[slot, default: []].append(value)
      }
    }
    return values
  }
}
