// A double's exact decimal digits, so that rounding to a number of places is exact and the same
// in every locale.

/// The digits of a finite number's absolute value: 0.d1d2d3… times a power of ten.
struct DecimalDigits {
  /// The digits without leading zeros; empty for zero.
  private(set) var digits: [UInt8]
  /// How many of them stand before the point; negative for zeros behind it.
  private(set) var point: Int

  init(_ value: Double) {
    guard value != 0, value.isFinite else {
      digits = []
      point = 0
      return
    }
    // value = significand * 2^exponent, both whole.
    let exponent = Int(value.exponent) - 52
    let significand = UInt64((value.magnitude.significand * 0x1p52).rounded())
    var number = BigNumber(significand)
    if exponent >= 0 {
      number.multiply(by: 2, times: exponent)
    } else {
      // m / 2^k = m * 5^k / 10^k
      number.multiply(by: 5, times: -exponent)
    }
    digits = number.decimalDigits
    point = digits.count - max(0, -exponent)
  }

  /// Keeps so many digits, the rest rounded to the nearest, halves to the even digit.
  mutating func round(to count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      digits = []
      return
    }
    let next = digits[count]
    let isExact = digits[(count + 1)...].allSatisfy { $0 == 0 }
    let isOdd = count > 0 && digits[count - 1] % 2 == 1
    let isUp = next > 5 || next == 5 && (!isExact || isOdd)
    digits.removeSubrange(count...)
    guard isUp else { return }
    var index = count - 1
    while index >= 0, digits[index] == 9 {
      digits[index] = 0
      index -= 1
    }
    if index >= 0 {
      digits[index] += 1
    } else {
      digits.insert(1, at: 0)
      point += 1
    }
  }

  /// The digit at a place counted from the point: 0 is the last before it, 1 the first behind.
  func digit(at place: Int) -> UInt8 {
    let index = point - 1 + place
    return index >= 0 && index < digits.count ? digits[index] : 0
  }
}

/// A whole number of any size.
private struct BigNumber {
  private static let base: UInt64 = 1_000_000_000
  /// Nine decimal digits each, the lowest first.
  private var limbs: [UInt64]

  init(_ value: UInt64) {
    limbs = [value % Self.base, value / Self.base % Self.base, value / Self.base / Self.base]
  }

  mutating func multiply(by factor: UInt64, times count: Int) {
    // The highest power that keeps a product inside 64 bits.
    let (step, power): (Int, UInt64) = factor == 2 ? (32, 1 << 32) : (13, 1_220_703_125)
    var rest = count
    while rest > 0 {
      let taken = min(rest, step)
      var product: UInt64 = 1
      for _ in 0..<taken { product *= factor }
      multiply(by: taken == step ? power : product)
      rest -= taken
    }
  }

  private mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = limbs[index] * factor + carry
      limbs[index] = product % Self.base
      carry = product / Self.base
    }
    while carry > 0 {
      limbs.append(carry % Self.base)
      carry /= Self.base
    }
  }

  /// The digits from the highest that isn't zero.
  var decimalDigits: [UInt8] {
    var result: [UInt8] = []
    for limb in limbs.reversed() {
      var divisor = Self.base / 10
      while divisor > 0 {
        let digit = UInt8(limb / divisor % 10)
        if digit != 0 || !result.isEmpty { result.append(digit) }
        divisor /= 10
      }
    }
    return result
  }
}

extension Double {
  /// The finite number with so many digits behind the point: `2.50`.
  func fixed(_ precision: Int) -> String {
    var decimal = DecimalDigits(self)
    decimal.round(to: decimal.point + precision)
    let whole = (min(1 - decimal.point, 0)...0).map { decimal.digit(at: $0) }
    let fraction = precision == 0 ? [] : (1...precision).map { decimal.digit(at: $0) }
    return (sign == .minus ? "-" : "") + Self.text(whole)
      + (fraction.isEmpty ? "" : "." + Self.text(fraction))
  }

  /// The finite number with one digit before the point, so many behind, and a power of ten:
  /// `2.50e+00`.
  func scientific(_ precision: Int) -> String {
    var decimal = DecimalDigits(self)
    decimal.round(to: 1 + precision)
    let exponent = decimal.digits.isEmpty ? 0 : decimal.point - 1
    let digits = (0...precision).map {
      $0 < decimal.digits.count ? decimal.digits[$0] : 0
    }
    let fraction = precision == 0 ? "" : "." + Self.text(Array(digits.dropFirst()))
    let power = (exponent.magnitude < 10 ? "0" : "") + String(exponent.magnitude)
    return (sign == .minus ? "-" : "") + Self.text([digits[0]]) + fraction
      + (exponent < 0 ? "e-" : "e+") + power
  }

  private static func text(_ digits: [UInt8]) -> String {
    String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
  }
}
