// The rules that make these files stricter than YAML, each with its error.

import CEL
import Glibc

extension YAMLTreeBuilder {
  /// The place of an event in the text.
  mutating func span(_ event: YAMLEvent) -> SourceSpan {
    let start = cursor.offset(of: event.start)
    return SourceSpan(source, start..<max(start, cursor.offset(of: event.end)))
  }

  mutating func complain(
    _ event: YAMLEvent, _ id: String, _ message: String, help: String? = nil
  ) {
    report(Diagnostic(id: id, message, at: span(event), help: help))
  }

  mutating func report(_ problem: Diagnostic) {
    if problems.count < YAMLLimits.problems {
      problems.append(problem)
    } else {
      hiddenProblems += 1
    }
  }

  mutating func complainAboutDepth(_ event: YAMLEvent) {
    complain(
      event, "yaml-too-deep", "lists and mappings are nested more than \(YAMLLimits.nesting) deep",
      help: "the files of this program need less than ten levels")
  }

  mutating func complainAboutTag(_ event: YAMLEvent) {
    complain(
      event, "yaml-tag", "tags (`!`) are not used here",
      help: "leave it out: the key decides what kind of value it takes")
  }

  /// Refuses what can't be a key, when the event stands where a key stands.
  mutating func checkKey(_ event: YAMLEvent) {
    guard let parent = open.last, records[parent.index].kind == .mapping,
      records[parent.index].count % 2 == 0
    else { return }
    guard event.kind == .scalar else {
      complain(
        event, "yaml-compound-key", "a key has to be a word",
        help: event.kind == .alias
          ? "write the key out" : "`{` or `[` at the start of a text needs quotes around the text")
      return
    }
    if event.text.isEmpty, event.style == .plain {
      complain(event, "yaml-empty-key", "a key is missing before `:`")
    } else if event.style == .plain, event.text.elementsEqual("<<".utf8) {
      complain(
        event, "yaml-merge-key", "the merge key `<<` is not used here",
        help: "write the keys out, or in a message use `like: OTHER-MESSAGE`")
    }
  }

  /// Reports every key of a mapping that equals an earlier one.
  mutating func checkForDuplicates(in mapping: Int) {
    keys.removeAll(keepingCapacity: true)
    var position = mapping + 1
    let end = Int(records[mapping].next)
    while position < end {
      if records[position].kind == .scalar { keys.append(position) }
      position = Int(records[position].next)
      if position < end { position = Int(records[position].next) }
    }
    var pairs: [(first: Int, second: Int)] = []
    if keys.count <= 12 {
      for second in keys.indices {
        for first in keys[..<second] where compare(first, keys[second]) == 0 {
          pairs.append((first, keys[second]))
          break
        }
      }
    } else {
      let sorted = keys.sorted {
        let order = compare($0, $1)
        return order == 0 ? $0 < $1 : order < 0
      }
      var first = sorted[0]
      for key in sorted.dropFirst() {
        if compare(first, key) == 0 {
          pairs.append((first, key))
        } else {
          first = key
        }
      }
      pairs.sort { $0.second < $1.second }
    }
    for (first, second) in pairs {
      let key = records[second]
      let line = SourceSpan(source, Int(records[first].start)..<Int(records[first].end)).start.line
      let value = withValue(second) { String(decoding: $0, as: UTF8.self) }
      report(
        Diagnostic(
          id: "yaml-duplicate-key", "the key `\(value)` stands twice in this mapping",
          at: SourceSpan(source, Int(key.start)..<Int(key.end)),
          help: "the first one is in line \(line); keep one of them"))
      if hiddenProblems > 0 { break }
    }
  }

  private func withValue<Result>(
    _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let range = Int(records[index].value)..<Int(records[index].value) + Int(records[index].count)
    if records[index].isDecoded {
      return decoded.withUnsafeBufferPointer { body(.init(rebasing: $0[range])) }
    }
    return body(.init(rebasing: bytes[range]))
  }

  /// Orders scalars by length, then by bytes; 0 when they are equal.
  private func compare(_ left: Int, _ right: Int) -> Int {
    let difference = Int(records[left].count) - Int(records[right].count)
    guard difference == 0 else { return difference }
    return withValue(left) { leftBytes in
      withValue(right) { rightBytes in
        guard let left = leftBytes.baseAddress, let right = rightBytes.baseAddress else { return 0 }
        return Int(memcmp(left, right, leftBytes.count))
      }
    }
  }
}
