// Small numbers from the generator that is the same in every run.

extension SeededGenerator {
  /// A number from 0 to below the limit.
  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
