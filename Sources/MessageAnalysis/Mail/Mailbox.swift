// A mailbox in one file (mbox): mails one after the other, each behind a line `From …` that follows
// an empty line or begins the file.

/// Finds the mails of a mailbox.
public enum Mailbox {
  /// The bytes of each mail in order, without the line before it.
  ///
  /// Lines `>From …` inside of a mail lose the mark that the mailbox put there.
  public static func mails(in bytes: [UInt8]) -> [[UInt8]] {
    var mails: [[UInt8]] = []
    var mail: [UInt8] = []
    var isOpen = false
    var isAfterEmptyLine = true
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      let line = bytes[start..<end]
      start = end
      if isAfterEmptyLine, beginsMail(line) {
        if isOpen { mails.append(mail) }
        mail = []
        isOpen = true
        isAfterEmptyLine = false
        continue
      }
      isAfterEmptyLine = line.elementsEqual([0x0A]) || line.elementsEqual([0x0D, 0x0A])
      guard isOpen else { continue }
      let marks = line.prefix { $0 == UInt8(ascii: ">") }
      let isMarked = !marks.isEmpty && line.dropFirst(marks.count).starts(with: "From ".utf8)
      mail += isMarked ? line.dropFirst() : line
    }
    if isOpen { mails.append(mail) }
    return mails
  }

  /// Whether a line stands before a mail: `From `, a sender without spaces, and a time such as
  /// `Fri Mar  5 10:15:00 2021`.
  public static func beginsMail(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "From ".utf8), line.count < longestBeginning else { return false }
    let words = line.split { $0 <= 0x20 }.dropFirst(2)
    let hasTime = words.contains { word in
      let parts = word.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      return (2...3).contains(parts.count)
        && parts.allSatisfy { $0.count == 2 && $0.allSatisfy { $0 &- 0x30 < 10 } }
    }
    return hasTime && words.contains { $0.count == 4 && $0.allSatisfy { $0 &- 0x30 < 10 } }
  }

  private static let longestBeginning = 300
}
