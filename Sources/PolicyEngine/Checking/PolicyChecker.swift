// Checks a policy document part by part and collects every problem on the way.

import CEL

struct PolicyChecker {
  let document: PolicyDocument
  let vocabulary: Vocabulary
  let environment: Environment
  var rules: [Rule] = []
  var definitions: [Definition] = []
  var tallyConditions: [Int: CheckedExpression] = [:]
  var rulePositions: [String: Int] = [:]
  var citationPositions: [String: Int] = [:]
  private var ruleTitles: [String: String] = [:]
  var problems: [Diagnostic] = []

  init(_ document: PolicyDocument, _ vocabulary: Vocabulary, _ functions: [FunctionDeclaration]) {
    self.document = document
    self.vocabulary = vocabulary
    environment = Environment(
      variables: document.facts.map {
        VariableDeclaration(name: $0.name.content, type: $0.type.celType)
      }
        + document.parameters.map {
          VariableDeclaration(name: $0.name.content, type: $0.type.celType)
        }
        + document.definitions.map {
          VariableDeclaration(name: $0.name.content, type: $0.type.celType)
        },
      functions: functions)
  }

  mutating func checkAll() {
    checkNames()
    checkCitations()
    checkParameters()
    checkTallies()
    for position in document.definitions.indices { checkDefinition(position) }
    for chapter in document.chapters {
      for rule in chapter.rules { checkRule(rule, in: chapter.title) }
    }
    for entry in document.setAside { checkCitation(entry.id) }
  }

  /// Facts, parameters and definitions share one set of names.
  private mutating func checkNames() {
    var known = Set(document.facts.map(\.name.content))
    for name in document.parameters.map(\.name) + document.definitions.map(\.name)
    where !known.insert(name.content).inserted {
      problems.append(.nameTaken(name))
    }
    var editions: Set<String> = []
    for edition in document.editions where !editions.insert(edition.id.content).inserted {
      problems.append(.nameTaken(edition.id))
    }
  }

  private mutating func checkCitations() {
    for (position, citation) in document.citations.enumerated()
    where citationPositions.updateValue(position, forKey: citation.id.content) != nil {
      problems.append(.nameTaken(citation.id))
    }
    for fact in document.facts { for id in fact.citations { checkCitation(id) } }
    for edition in document.editions { for id in edition.citations { checkCitation(id) } }
  }

  private mutating func checkCitation(_ id: Written<String>) {
    if citationPositions[id.content] == nil {
      problems.append(
        .unknownCitation(id, nearest: id.content.nearest(among: citationPositions.keys.sorted())))
    }
  }

  private mutating func checkParameters() {
    for parameter in document.parameters {
      for period in parameter.periods {
        if let value = period.value, !parameter.type.holds(value) {
          problems.append(.wrongParameter(parameter, period))
        }
        for id in period.citations { checkCitation(id) }
      }
    }
  }

  private mutating func checkTallies() {
    for (slot, fact) in document.facts.enumerated() {
      guard case .tally(let tally) = fact.origin, let condition = tally.condition else { continue }
      tallyConditions[slot] = check(condition, is: .bool)
    }
  }

  private mutating func checkDefinition(_ position: Int) {
    let written = document.definitions[position]
    for id in written.citations { checkCitation(id) }
    guard let checked = check(written.expression, is: written.type.celType) else { return }
    let firstOwn = vocabulary.facts.count + document.parameters.count
    for (slot, span) in checked.uses where slot >= firstOwn + position {
      problems.append(
        .usedBeforeDefined(
          environment.variables[slot].name, span, isSelf: slot == firstOwn + position))
    }
    definitions.append(Definition(document: written, expression: checked))
  }

  private mutating func checkRule(_ written: RuleDocument, in chapter: String) {
    let count = problems.count
    if let first = ruleTitles.updateValue(written.title, forKey: written.id.content) {
      problems.append(.ruleTwice(written.id, firstTitle: first))
    }
    let question = document.questions.firstIndex { $0.id.content == written.question.content }
    if question == nil { problems.append(.unknownQuestion(written.question, document.questions)) }
    if (written.effect == .require) != (written.must != nil) {
      problems.append(.mustBelongsToRequire(written))
    }
    if written.citations.isEmpty { problems.append(.uncited(written.id)) }
    for id in written.citations + written.unlessCitations { checkCitation(id) }
    if let conflict = written.conflict { checkCitation(conflict) }
    let when = check(written.when, is: .bool)
    let must = written.must.flatMap { check($0, is: .bool) }
    let unless = written.unless.flatMap { check($0, is: .bool) }
    let says = Template(written.says, in: environment, problems: &problems)
    let remedy = written.remedy.flatMap {
      Template($0.text, in: environment, problems: &problems)
    }
    guard problems.count == count, let when, let says, let question else { return }
    rulePositions[written.id.content] = rules.count
    rules.append(
      Rule(
        document: written, chapter: chapter, question: question, when: when, must: must,
        unless: unless, says: says, remedy: remedy))
  }

  /// Parses and checks a condition; problems are collected.
  private mutating func check(_ written: Written<String>, is type: ValueType) -> CheckedExpression?
  {
    let span =
      written.span
      ?? {
        let source = SourceText(name: "condition", text: written.content)
        return SourceSpan(source, 0..<source.text.utf8.count)
      }()
    do throws(Diagnostics) {
      let checked = try environment.check(try environment.parse(span))
      problems += ChoiceWords(vocabulary, document).problems(in: checked)
      if checked.type != type, checked.type != .dyn {
        problems.append(.wrongType(checked.type, expected: type, span))
        return nil
      }
      return checked
    } catch {
      problems += error.all
      return nil
    }
  }
}

extension Diagnostic {
  fileprivate static func nameTaken(_ name: Written<String>) -> Diagnostic {
    Diagnostic(
      id: "name-taken", "the name `\(FactName.shown(name.content))` is used twice", at: name.span,
      help: "give one of them another name")
  }

  fileprivate static func ruleTwice(_ id: Written<String>, firstTitle: String) -> Diagnostic {
    Diagnostic(
      id: "rule-twice",
      "the rule id `\(id.content)` already belongs to \u{201C}\(firstTitle)\u{201D}",
      at: id.span, help: "ids stay with a rule for ever; give the new rule its own")
  }

  fileprivate static func unknownCitation(_ id: Written<String>, nearest: String?) -> Diagnostic {
    Diagnostic(
      id: "unknown-citation", "no source has the id `\(id.content)`", at: id.span,
      help: nearest.map { "did you mean `\($0)`?" } ?? "add it to the sources first")
  }

  fileprivate static func unknownQuestion(
    _ id: Written<String>, _ questions: [QuestionDocument]
  ) -> Diagnostic {
    let names = questions.map { "`\($0.id.content)`" }.joined(separator: ", ")
    return Diagnostic(
      id: "unknown-question", "no question is called `\(id.content)`", at: id.span,
      help: "the questions are \(names)")
  }

  fileprivate static func mustBelongsToRequire(_ rule: RuleDocument) -> Diagnostic {
    rule.must == nil
      ? Diagnostic(
        id: "missing-must", "the rule `\(rule.id.content)` requires something but has no `must`",
        at: rule.id.span, help: "add `must:` with the condition that has to hold")
      : Diagnostic(
        id: "needless-must", "`must` belongs to rules with `effect: require`",
        at: rule.must?.span, help: "put the condition into `when` or `unless`")
  }

  fileprivate static func uncited(_ id: Written<String>) -> Diagnostic {
    Diagnostic(
      id: "uncited-rule", "the rule `\(id.content)` cites nothing", at: id.span,
      help: "add `cites: [ID, …]` with ids of the sources")
  }

  fileprivate static func wrongParameter(
    _ parameter: ParameterDocument, _ period: ParameterDocument.Period
  ) -> Diagnostic {
    Diagnostic(
      id: "wrong-parameter",
      "this value of `\(FactName.shown(parameter.name.content))` is no \(parameter.type.words)",
      at: period.span ?? parameter.name.span, help: "write a \(parameter.type.words)")
  }

  fileprivate static func usedBeforeDefined(
    _ name: String, _ span: SourceSpan, isSelf: Bool
  ) -> Diagnostic {
    Diagnostic(
      id: "used-before-defined",
      isSelf ? "`\(name)` is defined by itself" : "`\(name)` is used before it is defined",
      at: span, help: "a definition may only use those that stand above it")
  }

  fileprivate static func wrongType(
    _ type: ValueType, expected: ValueType, _ span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      id: "wrong-type", "this condition gives \(type), but \(expected) is needed", at: span,
      help: expected == .bool ? "compare it with something, so that it is true or false" : nil)
  }
}
