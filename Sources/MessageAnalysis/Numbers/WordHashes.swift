// What a folded word means, looked up by the hash of its bytes in a table with free places: one
// step for almost every word of a message, which is not there.

/// Values by the hashes of words.
struct WordHashes<Value: Sendable>: Sendable {
  private var keys = [UInt64](repeating: 0, count: 16)
  private var places = [Int16](repeating: -1, count: 16)
  private var values: [Value] = []

  /// The value of a word.
  @inline(__always)
  subscript(hash: UInt64) -> Value? {
    let place = places[slot(of: hash)]
    return place < 0 ? nil : values[Int(place)]
  }

  /// Sets the value of a word, made from the one it has.
  mutating func update(_ hash: UInt64, _ change: (Value?) -> Value) {
    let place = places[slot(of: hash)]
    if place >= 0 {
      values[Int(place)] = change(values[Int(place)])
      return
    }
    if values.count * 4 >= keys.count { grow() }
    insert(hash, Int16(values.count))
    values.append(change(nil))
  }

  /// Where a word is, or the free place where it would be.
  @inline(__always)
  private func slot(of hash: UInt64) -> Int {
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 29) & mask
    while places[slot] >= 0, keys[slot] != hash { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func insert(_ hash: UInt64, _ place: Int16) {
    let slot = slot(of: hash)
    keys[slot] = hash
    places[slot] = place
  }

  private mutating func grow() {
    let old = zip(keys, places).filter { $0.1 >= 0 }
    let count = keys.count * 2
    keys = [UInt64](repeating: 0, count: count)
    places = [Int16](repeating: -1, count: count)
    for (key, place) in old { insert(key, place) }
  }
}

extension FoldedWord {
  /// The hash of a word with one more scalar, in its small form.
  @inline(__always)
  static func hash(_ hash: UInt64, scalar value: UInt32) -> UInt64 {
    let folded = foldedScalar(value)
    if folded < 0x80 {
      let first = Self.hash(hash, UInt8(truncatingIfNeeded: folded))
      let second = value < 0x80 ? 0 : secondLetter(value)
      return second == 0 ? first : Self.hash(first, second)
    }
    var hash = hash
    if folded < 0x800 {
      hash = Self.hash(hash, UInt8(truncatingIfNeeded: 0xC0 | folded >> 6))
    } else {
      if folded < 0x10000 {
        hash = Self.hash(hash, UInt8(truncatingIfNeeded: 0xE0 | folded >> 12))
      } else {
        hash = Self.hash(hash, UInt8(truncatingIfNeeded: 0xF0 | folded >> 18))
        hash = Self.hash(hash, UInt8(truncatingIfNeeded: 0x80 | folded >> 12 & 0x3F))
      }
      hash = Self.hash(hash, UInt8(truncatingIfNeeded: 0x80 | folded >> 6 & 0x3F))
    }
    return Self.hash(hash, UInt8(truncatingIfNeeded: 0x80 | folded & 0x3F))
  }

  /// The hash of a text in small letters.
  static func hash(of text: some StringProtocol) -> UInt64 {
    text.unicodeScalars.reduce(emptyHash) { hash($0, scalar: $1.value) }
  }
}

/// Words that are found anywhere in a text: those of scripts without spaces, and signs.
struct UnspacedWords<Value: Sendable>: Sendable {
  private var words = WordHashes<Value>()
  private var longest = 0
  /// By the low bits of a scalar: whether some word begins with it.
  private var begins = [Bool](repeating: false, count: 4_096)

  /// Sets the value of a word, made from the one it has.
  mutating func update(_ text: some StringProtocol, _ change: (Value?) -> Value) {
    guard let first = text.unicodeScalars.first else { return }
    words.update(FoldedWord.hash(of: text), change)
    longest = max(longest, text.unicodeScalars.count)
    begins[Int(foldedScalar(first.value) & 0xFFF)] = true
  }

  /// The longest word that begins at a place and ends before a limit.
  func first(at start: Int, limit: Int, in bytes: [UInt8]) -> (value: Value, end: Int)? {
    guard start < limit,
      begins[Int(foldedScalar(scalar(in: bytes, at: start).value) & 0xFFF)]
    else { return nil }
    var hash = FoldedWord.emptyHash
    var found: (Value, Int)?
    var place = start
    for _ in 0..<longest where place < limit {
      let next = scalar(in: bytes, at: place)
      hash = FoldedWord.hash(hash, scalar: next.value)
      place += next.length
      if let value = words[hash] { found = (value, place) }
    }
    return found
  }

  /// Whether a text is such a word: it has no spaces around it, or is a sign.
  static func holds(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.contains { scalar in
      guard scalar.value >= 0x80 else {
        let kind = byteClasses[Int(scalar.value)]
        return kind == .symbol || kind == .other && scalar != "-"
      }
      let kind = wideClass(scalar.value)
      return kind != .letter && kind != .apostrophe && kind != .ignored
    }
  }
}
