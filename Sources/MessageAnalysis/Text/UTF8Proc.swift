// Unicode's own equivalences, from utf8proc: the only file that knows it. A cluster (a letter and
// the marks on it) is brought into its compatible composed form (NFKC, Unicode Annex 15).

import CUTF8Proc

/// Unicode's equivalences of single clusters.
enum UTF8Proc {
  /// The first scalar of the canonical decomposition: `e` for `é`.
  static func base(of scalar: UInt32) -> UInt32 { decomposed(scalar, compatible: false)[0] }

  /// The compatible composed form of a cluster: `5` for `５`, `ガ` for `ｶﾞ`, `fi` for `ﬁ`.
  static func compatible(_ cluster: [UInt32]) -> [UInt32] {
    var scalars = cluster.flatMap { decomposed($0, compatible: true) }
      .map { Int32(bitPattern: $0) }
    let options = utf8proc_option_t(UTF8PROC_COMPOSE.rawValue | UTF8PROC_STABLE.rawValue)
    let count = utf8proc_normalize_utf32(&scalars, scalars.count, options)
    guard count > 0 else { return cluster }
    return scalars[..<count].map { UInt32(bitPattern: $0) }
  }

  private static func decomposed(_ scalar: UInt32, compatible: Bool) -> [UInt32] {
    // The longest decomposition of any scalar has 18.
    var parts = [Int32](repeating: 0, count: 18)
    var last: Int32 = 0
    let compatibility = compatible ? UTF8PROC_COMPAT.rawValue : 0
    let options = utf8proc_option_t(UTF8PROC_DECOMPOSE.rawValue | compatibility)
    let count = utf8proc_decompose_char(
      Int32(bitPattern: scalar), &parts, parts.count, options, &last)
    guard count > 0, count <= parts.count else { return [scalar] }
    return parts[..<count].map { UInt32(bitPattern: $0) }
  }
}
