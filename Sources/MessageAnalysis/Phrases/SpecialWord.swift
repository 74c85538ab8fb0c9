// Tokens that stand for no particular word: what scanners found, numbers, borders.

/// Tokens that stand for no particular word; their numbers come first in every word table.
enum SpecialWord: Int32, CaseIterable {
  /// A word that no pattern speaks of.
  case unknown
  /// The border between two sentences.
  case border
  /// Digits, with or without decimals.
  case number
  /// A link.
  case link
  /// An e-mail address.
  case emailAddress
  /// An order id.
  case orderID
  /// A phone number.
  case phoneNumber
  /// A tracking number.
  case trackingNumber
  /// The border after a sentence that ends with a question mark.
  case question

  /// The name by which patterns call it.
  var name: String {
    switch self {
    case .unknown: "unknown"
    case .border: "border"
    case .number: "number"
    case .link: "link"
    case .emailAddress: "email-address"
    case .orderID: "order-id"
    case .phoneNumber: "phone-number"
    case .trackingNumber: "tracking-number"
    case .question: "question"
    }
  }

  /// Whether a word is the border between two sentences, of whichever kind.
  @inline(__always)
  static func isBorder(_ word: Int32) -> Bool {
    word == border.rawValue || word == question.rawValue
  }
}
