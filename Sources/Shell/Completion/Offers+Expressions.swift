// What can follow in an expression: names with their types, functions with their signatures, and
// behind a name and a dot the functions that its type has.

import CEL
import PolicyEngine

extension Session {
  /// The offers for a word of an expression; only its last name is completed.
  func expressionOffers(_ typed: String) -> [Offer] {
    let bytes = Array(typed.utf8)
    let start =
      bytes.lastIndex { byte in !Self.isPartOfName(byte) }.map { $0 + 1 } ?? 0
    let head = String(decoding: bytes[..<start], as: UTF8.self)
    let name = FactName.inConditions(String(decoding: bytes[start...], as: UTF8.self))
    var offers =
      typed.isEmpty || typed.hasPrefix("-")
      ? [Offer("--type", "tells the type, without computing it")] : []
    offers += allTerms.map { term in
      Offer(head + FactName.inConditions(term.name), "\(term.type): \(term.meaning)")
    }
    if let dot = name.lastIndex(of: "."),
      let variable = policy.environment.variables.first(where: { $0.name == name[..<dot] })
    {
      return offers
        + functionOffers(head + name[...dot]) {
          $0.isMember && $0.parameters.first == variable.type
        }
    }
    return offers + functionOffers(head) { !$0.isMember }
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  private func functionOffers(
    _ head: String, where fits: (FunctionDeclaration.Overload) -> Bool
  ) -> [Offer] {
    policy.environment.functions.values.sorted { $0.name < $1.name }.compactMap { function in
      guard let first = function.name.utf8.first, (0x61...0x7A).contains(first | 0x20),
        let overload = function.overloads.first(where: fits)
      else { return nil }
      let parameters = overload.parameters.dropFirst(overload.isMember ? 1 : 0)
      let signature = "(\(parameters.map { "\($0)" }.joined(separator: ", "))) → \(overload.result)"
      return Offer(
        "\(head)\(function.name)(", "\(signature): \(function.summary)", isFinal: false)
    }
  }
}
