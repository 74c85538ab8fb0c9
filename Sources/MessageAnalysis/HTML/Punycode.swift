// Host names in ASCII: labels with other letters as `xn--` and Punycode. The idea: the ASCII letters
// come first, and the others are told as the distances between the places where they go in, sorted by
// their numbers and written in digits whose base adapts to how large the last one was.
// RFC 3492: A. Costello, "Punycode: A Bootstring encoding of Unicode for IDNA".

enum Punycode {
  /// The longest label that the domain name system takes; a longer one stays as it is.
  private static let longestLabel = 63

  /// A host in small letters with its labels in ASCII.
  static func host(_ host: Substring) -> String {
    if host.utf8.allSatisfy({ $0 < 0x80 }) { return String(host) }
    return host.split(separator: ".", omittingEmptySubsequences: false)
      .map { encoded(Array($0.unicodeScalars.map(\.value))) }.joined(separator: ".")
  }

  private static func encoded(_ scalars: [UInt32]) -> String {
    let basic = scalars.filter { $0 < 0x80 }
    guard basic.count < scalars.count, scalars.count <= longestLabel else {
      return String(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init)))
    }
    var output = Array("xn--".utf8) + basic.map { UInt8(truncatingIfNeeded: $0) }
    if !basic.isEmpty { output.append(UInt8(ascii: "-")) }
    var handled = basic.count
    var delta = 0
    var next: UInt32 = 0x80
    var bias = 72
    while handled < scalars.count {
      let least = scalars.filter { $0 >= next }.min() ?? next
      delta += Int(least - next) * (handled + 1)
      next = least
      for scalar in scalars {
        if scalar < next { delta += 1 }
        guard scalar == next else { continue }
        append(delta, bias: bias, to: &output)
        bias = adapted(delta, points: handled + 1, isFirst: handled == basic.count)
        delta = 0
        handled += 1
      }
      delta += 1
      next += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Writes a number in digits of growing base: `a` to `z`, then `0` to `9`.
  private static func append(_ number: Int, bias: Int, to output: inout [UInt8]) {
    var rest = number
    var position = 36
    while true {
      let threshold = min(max(position - bias, 1), 26)
      guard rest >= threshold else { break }
      output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
      rest = (rest - threshold) / (36 - threshold)
      position += 36
    }
    output.append(digit(rest))
  }

  private static func digit(_ value: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: value < 26 ? 0x61 + value : 0x30 + value - 26)
  }

  private static func adapted(_ delta: Int, points: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / points
    var position = 0
    while delta > 455 {
      delta /= 35
      position += 36
    }
    return position + 36 * delta / (delta + 38)
  }
}
