// A kind of order file as data: how it is recognised, which of its fields gives which fact, and
// what it can't say. The code that reads files knows no column and no field by name.

import CEL
import PolicyEngine

/// A kind of order file.
struct OrderFormat: Sendable {
  /// How a file is written.
  enum Form: String, CaseIterable, Sendable {
    case table, json
  }

  /// A field that gives a fact.
  struct Field: Sendable {
    /// The names of the field, or paths to it; the first one that the file has is read.
    var paths: [FieldPath]
    /// The fact that it gives.
    var slot: Int
    /// What its words mean; where several items of an order differ, the first one listed counts.
    var words: [Word] = []
    /// What any value at all means.
    var presence: FactState?
    /// Whether words that are not listed say nothing.
    var ignoresOthers = false
    /// Which of several dates counts.
    var takesEarliest = false
  }

  /// A word of a field.
  struct Word: Sendable {
    /// The word as the file has it, in any case; a `*` at its end stands for anything.
    let pattern: String
    /// What it says of the fact.
    let state: FactState
  }

  /// Something to be known of an order that is no fact.
  struct Remark: Sendable {
    let paths: [FieldPath]
    let patterns: [String]
    let unless: Exception?
    let says: String
  }

  /// A fact that no field gives.
  struct Gap: Sendable {
    let slot: Int
    let unless: Exception?
  }

  /// A fact with states in which something doesn't hold.
  struct Exception: Sendable {
    let slot: Int
    let states: [FactState]
  }

  var id: String
  /// What it is called.
  var name: String
  var form: Form
  /// The columns, or keys of an order, by which it is known.
  var knownBy: [String]
  /// The keys below which JSON holds its orders.
  var inside: [String]
  /// The field with the order id.
  var orderID: FieldPath
  /// The shapes of order ids; a zero stands for any digit.
  var orderIDForms: [String]
  /// The fields that name the store.
  var stores: [FieldPath]
  /// What they hold for orders that were not placed on the marketplace.
  var elsewhere: [String]
  var fields: [Field]
  /// What holds for every order of such a file.
  var always: [(slot: Int, state: FactState)]
  /// What such a file doesn't say.
  var gaps: [Gap]
  var remarks: [Remark]
  /// Columns that are known and say nothing of use.
  var otherColumns: [String]

  /// Every column that it may have.
  var columns: [String] {
    let read = [orderID] + stores + fields.flatMap(\.paths) + remarks.flatMap(\.paths)
    return read.map(\.text) + knownBy + otherColumns
  }
}

/// The way to a value: the name of a column, or keys of JSON such as `packages[].shipTime`.
struct FieldPath: Hashable, Sendable {
  /// One key of JSON.
  struct Step: Hashable, Sendable {
    let key: String
    /// Whether each element of the list below the key is meant.
    let isList: Bool
    /// A member that elements of the list must have: `[associationType=REPLACEMENT_ORIGINAL_ID]`.
    var condition: (key: String, value: String)?

    static func == (left: Step, right: Step) -> Bool {
      left.key == right.key && left.isList == right.isList
        && left.condition?.key == right.condition?.key
        && left.condition?.value == right.condition?.value
    }

    func hash(into hasher: inout Hasher) { hasher.combine(key) }
  }

  /// As written.
  let text: String
  let steps: [Step]

  init(_ text: String) {
    self.text = text
    steps = text.split(separator: ".").map { part in
      guard part.hasSuffix("]"), let bracket = part.firstIndex(of: "[") else {
        return Step(key: String(part), isList: false)
      }
      let inner = part[part.index(after: bracket)...].dropLast().split(separator: "=")
      return Step(
        key: String(part[..<bracket]), isList: true,
        condition: inner.count == 2 ? (String(inner[0]), String(inner[1])) : nil)
    }
  }
}

extension String {
  /// Whether a text is this one; a `*` at the end stands for anything, case for nothing.
  func matchesAsPattern(_ text: String) -> Bool {
    let text = text.lowercased()
    return hasSuffix("*") ? text.hasPrefix(dropLast().lowercased()) : text == lowercased()
  }
}
