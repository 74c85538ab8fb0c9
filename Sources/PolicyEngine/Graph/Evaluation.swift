// The record of one decision: every truth and every scalar. Explanations read it and compute
// nothing.

import CEL

/// All results of one decision.
struct Evaluation: Sendable {
  var truths: [Truth]
  var scalars: [Scalar]
  /// What does not fit into flat arrays.
  var extra: EvaluationExtra
}

/// Large values and errors.
struct EvaluationExtra: Sendable {
  /// Texts and lists that scalars refer to: first the facts' own, then the constants', then
  /// computed ones.
  var objects: [Value]
  /// Why a step failed, by the step's position.
  var errors: [Int: EvaluationError] = [:]
  /// The zone that was asked for last, by the position of its name.
  var zone: (name: Int64, zone: TimeZone)?
}

extension DecisionGraph {
  /// Computes every truth and scalar for the given facts.
  func evaluate(_ facts: FactTable, zones: TimeZoneCache) -> Evaluation {
    var evaluation = beginning(with: facts)
    evaluation.withRun(of: self, on: facts, zones) { run in
      for position in run.steps.indices { run.perform(position) }
    }
    return evaluation
  }

  /// Computes only what these steps give, which hold all the steps that they rest on.
  func evaluate(_ facts: FactTable, only steps: [Int], zones: TimeZoneCache) -> Evaluation {
    var evaluation = beginning(with: facts)
    evaluation.withRun(of: self, on: facts, zones) { run in
      for position in steps { run.perform(position) }
    }
    return evaluation
  }

  /// The steps that some truths rest on, in their order.
  func steps(for truths: [Int32]) -> [Int] {
    var isNeeded = [Bool](repeating: false, count: steps.count)
    var open = truths.map { truthSteps[Int($0)] }
    while let position = open.popLast() {
      guard position >= 0, !isNeeded[Int(position)] else { continue }
      isNeeded[Int(position)] = true
      let read = inputs[Int(position)]
      open += read.truths.map { truthSteps[Int($0)] }
      open += read.scalars.map { scalarSteps[Int($0)] }
    }
    return isNeeded.indices.filter { isNeeded[$0] }
  }

  /// The facts and the constants; nothing is computed yet.
  private func beginning(with facts: FactTable) -> Evaluation {
    Evaluation(
      truths: [Truth](unsafeUninitializedCapacity: truthCount) { buffer, count in
        buffer.initialize(repeating: .notNeeded)
        buffer[Int(Self.no)] = .no
        buffer[Int(Self.yes)] = .yes
        count = truthCount
      },
      scalars: [Scalar](unsafeUninitializedCapacity: scalarCount) { buffer, count in
        _ = buffer.initialize(fromContentsOf: facts.scalars)
        let offset = Int64(facts.objects.count)
        for (position, constant) in constants.enumerated() {
          var value = constant
          if value.kind == .object { value.bits += offset }
          buffer.initializeElement(at: factCount + position, to: value)
        }
        buffer[(factCount + constants.count)...].initialize(repeating: .error)
        count = scalarCount
      },
      extra: EvaluationExtra(objects: facts.objects + constantObjects))
  }

  /// The evaluation in which some facts have other states; only what reads them is computed.
  ///
  /// - Parameter isNeeded: Whether a step is to be computed, by its position.
  func evaluate(
    _ changed: FactTable, insteadOf evaluation: Evaluation, slots: [Int], zones: TimeZoneCache,
    where isNeeded: (Int) -> Bool = { _ in true }
  ) -> Evaluation {
    guard changed.objects.count + constantObjects.count == evaluation.extra.objects.count else {
      return evaluate(changed, zones: zones)
    }
    var result = evaluation
    for slot in slots { result.scalars[slot] = changed.scalars[slot] }
    result.withRun(of: self, on: changed, zones) { run in
      if let slot = slots.first, slots.count == 1 {
        for position in uses.readers[slot] where isNeeded(Int(position)) {
          run.perform(Int(position))
        }
      } else {
        for position in Set(slots.flatMap { uses.readers[$0] }).sorted()
        where isNeeded(Int(position)) {
          run.perform(Int(position))
        }
      }
    }
    return result
  }
}

extension Evaluation {
  /// Lets steps run over the arrays without copying or checking them.
  fileprivate mutating func withRun(
    of graph: DecisionGraph, on facts: FactTable, _ zones: TimeZoneCache,
    _ body: (inout GraphRun) -> Void
  ) {
    truths.withUnsafeMutableBufferPointer { truths in
      scalars.withUnsafeMutableBufferPointer { scalars in
        graph.steps.withUnsafeBufferPointer { steps in
          graph.wordSets.withUnsafeBufferPointer { wordSets in
            var run = GraphRun(
              graph: graph, vocabulary: facts.vocabulary, zones: zones, steps: steps,
              wordSets: wordSets, truths: truths, scalars: scalars, extra: extra)
            extra.objects = []
            body(&run)
            extra = run.extra
          }
        }
      }
    }
  }

  /// Reads variables from the record, for templates and words.
  func withActivation<Result>(
    _ graph: DecisionGraph, _ facts: FactTable, _ body: (GraphActivation) -> Result
  ) -> Result {
    truths.withUnsafeBufferPointer { truths in
      scalars.withUnsafeBufferPointer { scalars in
        let view = GraphView(
          graph: graph, vocabulary: facts.vocabulary, truths: truths, scalars: scalars,
          objects: extra.objects)
        return withUnsafePointer(to: view) { body(GraphActivation(view: $0)) }
      }
    }
  }
}
