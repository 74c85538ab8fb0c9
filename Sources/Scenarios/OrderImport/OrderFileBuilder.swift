// From records to orders: the rows of an order are brought together, words become facts, and what
// the file can't say is marked as unknown.

import CEL
import PolicyEngine

/// Collects the orders of one file.
struct OrderFileBuilder {
  /// An order while its rows come in.
  private struct Draft {
    let id: Written<String>
    var store: Store?
    var isElsewhere = false
    /// For each field of the format, what it says and how strongly: less counts more.
    var findings: [Finding?]
    var remarks: Set<Int> = []
  }

  private struct Finding {
    let state: FactState
    let span: SourceSpan
    let rank: Int
  }

  private let format: OrderFormat
  private let domain: Domain
  private let standard: Store
  private var drafts: [Draft] = []
  private var positions: [String: Int] = [:]
  private var problems: [Diagnostic] = []
  private var hiddenProblems = 0
  private let storesByName: [String: Store]

  /// The rank of a value that could not be understood: nothing may be concluded from the others.
  private static let broken = -1

  init(_ format: OrderFormat, _ domain: Domain, _ standard: Store) {
    self.format = format
    self.domain = domain
    self.standard = standard
    var names: [String: Store] = [:]
    for store in domain.stores.stores {
      for name in [store.id, store.marketplace] { names[name.lowercased()] = store }
    }
    storesByName = names
  }

  mutating func report(_ broken: BrokenRecord) { report(broken.problem) }

  mutating func report(_ problem: Diagnostic) {
    if problems.count < OrderImportLimits.problems {
      problems.append(problem)
    } else {
      hiddenProblems += 1
    }
  }

  /// Takes a record.
  ///
  /// - Throws: that there are more orders than a world can hold.
  mutating func add(_ record: OrderRecord) throws(Diagnostics) {
    guard let id = orderID(of: record) else { return }
    let position = positions[id.text] ?? drafts.count
    if position == drafts.count {
      guard drafts.count < OrderImportLimits.orders else {
        throw Diagnostics(
          Diagnostic(
            id: "too-many-orders", "there are more than \(OrderImportLimits.orders) orders",
            at: id.span, help: "export fewer days at a time"))
      }
      positions[id.text] = position
      drafts.append(
        Draft(
          id: Written(id.text, at: id.span),
          findings: Array(repeating: nil, count: format.fields.count)))
    }
    readStore(of: record, into: position)
    let zone = (drafts[position].store ?? standard).zone
    for (index, field) in format.fields.enumerated() {
      for value in record.values(field.paths) {
        guard let finding = finding(value, field, in: zone) else { continue }
        if drafts[position].findings[index].map({ $0.rank <= finding.rank }) ?? false { continue }
        drafts[position].findings[index] = finding
      }
    }
    for (index, remark) in format.remarks.enumerated() {
      let isMeant = record.values(remark.paths).contains { value in
        remark.patterns.contains { $0.matchesAsPattern(value.text) }
      }
      if isMeant { drafts[position].remarks.insert(index) }
    }
  }

  private mutating func orderID(of record: OrderRecord) -> OrderValue? {
    guard let id = record.values([format.orderID]).first else {
      report(
        Diagnostic(
          id: "no-order-id", "this row has no `\(format.orderID.text)`", at: record.span,
          help: "it is left out"))
      return nil
    }
    guard format.orderIDForms.contains(where: { $0.isForm(of: id.text) }) else {
      let forms = format.orderIDForms.first.map { "an order id looks like \($0)" }
      report(
        Diagnostic(
          id: "bad-order-id", "`\(id.text.prefix(40))` is no order id", at: id.span,
          help: "\(forms ?? "it has another form"); it is left out"))
      return nil
    }
    return id
  }

  private mutating func readStore(of record: OrderRecord, into position: Int) {
    let values = format.stores.flatMap { record.values([$0]) }
    if values.contains(where: { value in
      format.elsewhere.contains { $0.matchesAsPattern(value.text) }
    }) {
      drafts[position].isElsewhere = true
      return
    }
    guard drafts[position].store == nil, let first = values.first else { return }
    for value in values {
      guard let store = storesByName[value.text.lowercased()] else { continue }
      drafts[position].store = store
      return
    }
    report(
      Diagnostic(
        .warning, id: "unknown-store", "no store is called `\(first.text.prefix(40))`",
        at: first.span, help: "the order is taken to be of the store that is open"))
  }

  // MARK: Values

  private mutating func finding(
    _ value: OrderValue, _ field: OrderFormat.Field, in zone: TimeZone
  ) -> Finding? {
    if let state = field.presence { return Finding(state: state, span: value.span, rank: 0) }
    if !field.words.isEmpty { return word(value, field) }
    let type = domain.vocabulary.facts[field.slot].type
    switch type {
    case .timestamp:
      do throws(CalendarText.Fault) {
        let date = try CalendarText(value.text.utf8)
        guard let instant = date.instant(in: zone) else {
          return broken(value, "bad-date", "no date", help: "the years go from 1 to 9999")
        }
        let order = Int(instant.seconds)
        return Finding(
          state: .value(.timestamp(instant)), span: value.span,
          rank: (field.takesEarliest ? order : -order) + Self.largestMoment)
      } catch {
        return broken(value, "bad-date", "no date", help: error.reason)
      }
    case .bool:
      let text = value.text.lowercased()
      if ["true", "yes", "y", "1"].contains(text) { return simple(.bool(true), value, rank: 0) }
      if ["false", "no", "n", "0"].contains(text) { return simple(.bool(false), value, rank: 1) }
      return broken(value, "bad-value", "neither true nor false", help: nil)
    case .int:
      guard let number = Int64(value.text) else {
        return broken(value, "bad-value", "no whole number", help: nil)
      }
      return simple(.int(number), value, rank: 0)
    case .string: return simple(.string(value.text), value, rank: 0)
    case .choice(let words):
      guard words.contains(value.text.lowercased()) else {
        return broken(
          value, "unknown-word", "no word of `\(name(field))`", help: help(value, among: words))
      }
      return simple(.string(value.text.lowercased()), value, rank: 0)
    case .double, .duration, .list:
      return broken(value, "bad-value", "nothing that `\(name(field))` can be", help: nil)
    }
  }

  /// More than the seconds from 1970 to any date that can be written.
  private static let largestMoment = 1 << 40

  private func simple(_ state: Value, _ value: OrderValue, rank: Int) -> Finding {
    Finding(state: .value(state), span: value.span, rank: rank)
  }

  private mutating func word(_ value: OrderValue, _ field: OrderFormat.Field) -> Finding? {
    let text = value.text.lowercased()
    let rank =
      field.words.firstIndex { $0.pattern.lowercased() == text }
      ?? field.words.firstIndex { $0.pattern.matchesAsPattern(text) }
    if let rank { return Finding(state: field.words[rank].state, span: value.span, rank: rank) }
    if field.ignoresOthers { return nil }
    return broken(
      value, "unknown-word", "no known word of `\(field.paths.first?.text ?? "")`",
      help: help(value, among: field.words.map { $0.pattern.filter { $0 != "*" } }))
  }

  private mutating func broken(
    _ value: OrderValue, _ id: String, _ what: String, help: String?
  ) -> Finding {
    report(
      Diagnostic(
        id: id, "`\(value.text.prefix(40))` is \(what)", at: value.span, help: help))
    return Finding(state: .unknown, span: value.span, rank: Self.broken)
  }

  private func help(_ value: OrderValue, among words: [String]) -> String {
    value.text.nearest(among: words).map { "did you mean `\($0)`?" }
      ?? "the words are \(words.joined(separator: ", "))"
  }

  private func name(_ field: OrderFormat.Field) -> String {
    FactName.shown(domain.vocabulary.facts[field.slot].name.content)
  }

  // MARK: Orders

  func finish(_ file: inout OrderFile) {
    var remarked = format.remarks.map { _ in [String]() }
    for draft in drafts {
      let id = draft.id.content
      if draft.isElsewhere {
        file.elsewhere.append(id)
        continue
      }
      let facts = facts(of: draft)
      file.orders.append(OrderFile.Order(id: draft.id, store: draft.store, facts: facts))
      for index in draft.remarks.sorted() {
        let isExcepted = format.remarks[index].unless?.holds(facts) ?? false
        if !isExcepted { remarked[index].append(id) }
      }
    }
    file.remarks = zip(format.remarks, remarked).filter { !$1.isEmpty }.map {
      OrderFile.Remark(says: $0.says, orders: $1)
    }
    file.problems = problems.isEmpty ? [] : Diagnostics(problems).all
    if hiddenProblems > 0 {
      file.problems.append(
        Diagnostic(id: "more-problems", "\(hiddenProblems) more problems are not shown", at: nil))
    }
  }

  private func facts(of draft: Draft) -> FactSheet {
    var facts = FactSheet()
    for (field, finding) in zip(format.fields, draft.findings) {
      guard let finding, facts[field.slot] == nil else { continue }
      facts.set(field.slot, to: finding.state, at: finding.span)
    }
    for (slot, state) in format.always where facts[slot] == nil {
      facts.set(slot, to: state, at: draft.id.span)
    }
    for gap in format.gaps where facts[gap.slot] == nil && !(gap.unless?.holds(facts) ?? false) {
      facts.set(gap.slot, to: .unknown, at: draft.id.span)
    }
    return facts
  }
}

extension OrderFormat.Exception {
  fileprivate func holds(_ facts: FactSheet) -> Bool {
    facts[slot].map(states.contains) ?? false
  }
}

extension String {
  /// Whether a text has this form, in which a zero stands for any digit.
  fileprivate func isForm(of text: String) -> Bool {
    utf8.count == text.utf8.count
      && zip(utf8, text.utf8).allSatisfy { form, byte in
        form == UInt8(ascii: "0") ? (0x30...0x39).contains(byte) : form == byte
      }
  }
}
