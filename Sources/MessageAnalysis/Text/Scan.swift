// One walk over the bytes of a part: a table says which scanners look at which byte; what they
// find is noted with its place, and claimed places are not looked at again.

/// What a claimed place is for the words of the text.
enum RegionKind: Sendable {
  case orderID, link, emailAddress, phoneNumber, trackingNumber
  /// A tag that stands inside a line.
  case inlineMarkup
  /// A tag that ends a sentence.
  case blockMarkup
  /// Not the author's words.
  case quoted
  /// A paragraph in another language than the one that is read for.
  case otherLanguage
}

/// A place that is read as one token, or left out.
struct Region: Sendable {
  let kind: RegionKind
  let range: Range<Int>

  /// Where the rest of a tag ends that begins here: its attributes are no words.
  func tagEnd(in bytes: [UInt8]) -> Int {
    var place = range.upperBound
    guard bytes[range.lowerBound] == UInt8(ascii: "<") else { return place }
    while place < bytes.count, bytes[place] != UInt8(ascii: ">"), bytes[place] != UInt8(ascii: "<")
    {
      place += 1
    }
    return place
  }

  /// The place with the attributes of a tag.
  func whole(in bytes: [UInt8]) -> Range<Int> {
    let isTag = kind == .inlineMarkup || kind == .blockMarkup
    return isTag ? range.lowerBound..<tagEnd(in: bytes) : range
  }
}

/// The state of a walk over one part of a message.
struct Scan {
  /// The bytes of the part.
  let bytes: [UInt8]
  let part: MessagePart
  let hosts: HostTable
  let numbers: NumberTable
  /// Claimed places in their order.
  private(set) var regions: [Region] = []
  /// Where the last claimed place ends.
  private(set) var claimed = 0
  private(set) var findings: [Finding] = []
  /// One value for each structural fact.
  var values: [TextValue]
  /// Up to here the dots were looked at, and belong to no host.
  var noHostBefore = 0
  /// Up to here the digits were looked at, and begin no phone number.
  var digitsReadTo = 0
  /// The scanner at work.
  var detector = 0
  /// Counted to prove that work is linear: bytes and look-backs.
  var steps = 0

  init(
    _ bytes: [UInt8], part: MessagePart, hosts: HostTable, numbers: NumberTable,
    values: [TextValue]
  ) {
    self.bytes = bytes
    self.part = part
    self.hosts = hosts
    self.numbers = numbers
    self.values = values
  }

  /// Looks at every byte that some scanner waits for, outside of the quoted places and of contacts
  /// in words, which are claimed as they are.
  mutating func run(_ scanners: [Scanner], triggers: [UInt32], quoted: [Range<Int>]) {
    var stops = findSpelledContacts()
    if !quoted.isEmpty {
      stops += quoted.map { SpelledContact(kind: .quoted, range: $0) }
      stops.sort { $0.range.lowerBound < $1.range.lowerBound }
    }
    var place = 0
    var next = 0
    while place < bytes.count {
      let limit = next < stops.count ? stops[next].range.lowerBound : bytes.count
      let from = place
      while place < limit, triggers[Int(bytes[place])] == 0 { place += 1 }
      steps += place - from + 1
      if place < limit {
        place = look(at: place, scanners, triggers[Int(bytes[place])])
      } else if next < stops.count {
        let stop = stops[next]
        next += 1
        if stop.kind == .quoted {
          claim(.quoted, max(place, limit)..<max(place, stop.range.upperBound))
          place = max(place, stop.range.upperBound)
        } else if limit >= max(place, claimed) {
          count(stop)
          place = stop.range.upperBound
        }
      }
    }
  }

  /// Asks the scanners that wait for a byte; gives the place after what was found.
  private mutating func look(at place: Int, _ scanners: [Scanner], _ waiting: UInt32) -> Int {
    var waiting = waiting
    while waiting != 0 {
      detector = waiting.trailingZeroBitCount
      waiting &= waiting - 1
      steps += 1
      if let end = scanners[detector].scan(&self, place) { return max(end, place + 1) }
    }
    return place + 1
  }

  /// Makes a place one token; it must lie behind the last claimed one.
  mutating func claim(_ kind: RegionKind, _ range: Range<Int>) {
    guard range.lowerBound >= claimed, !range.isEmpty else { return }
    regions.append(Region(kind: kind, range: range))
    claimed = range.upperBound
  }

  /// Notes a finding.
  mutating func note(_ fact: StructuralFact, _ range: Range<Int>) {
    findings.append(Finding(fact: fact.rawValue, part: part, range: range, detector: detector))
  }

  /// Notes a finding and counts it.
  mutating func count(_ fact: StructuralFact, _ range: Range<Int>) {
    note(fact, range)
    if case .int(let number) = values[fact.rawValue] {
      values[fact.rawValue] = .int(number + 1)
    }
  }

  /// Adds a text to a list fact, each once.
  mutating func list(_ fact: StructuralFact, _ text: String) {
    guard case .strings(var texts) = values[fact.rawValue], !texts.contains(text),
      texts.count < Self.longestList
    else { return }
    texts.append(text)
    values[fact.rawValue] = .strings(texts)
  }

  /// The most texts that a list fact holds; a message with more is not worth telling apart.
  static let longestList = 100

  /// The byte at a place, or 0 outside of the text.
  @inline(__always)
  func byte(_ place: Int) -> UInt8 { place >= 0 && place < bytes.count ? bytes[place] : 0 }

  /// Whether a digit stands there.
  @inline(__always)
  func isDigit(_ place: Int) -> Bool { byte(place) &- 0x30 < 10 }

  /// Whether an ASCII letter stands there.
  @inline(__always)
  func isLetter(_ place: Int) -> Bool { (byte(place) | 0x20) &- 0x61 < 26 }

  /// Whether a letter, a digit or a byte of a wide letter stands there; characters of scripts
  /// without spaces are none, since they stand beside words of other scripts.
  @inline(__always)
  func isWord(_ place: Int) -> Bool {
    isDigit(place) || isLetter(place) || (byte(place) >= 0x80 && isWideLetter(place))
  }

  private func isWideLetter(_ place: Int) -> Bool {
    var start = place
    while start > 0, place - start < 3, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return wideClass(scalar(in: bytes, at: start).value) == .letter
  }

  /// The text of a range.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

/// A byte scanner: what it looks for, and at which bytes it wants to be called.
struct Scanner: Sendable {
  /// A stable name.
  let id: String
  /// What it looks for, in a sentence.
  let summary: String
  /// The facts that it can change.
  let facts: [StructuralFact]
  /// A text in which it finds something.
  let example: Message
  /// The bytes at which it is called.
  let triggers: [UInt8]
  /// Looks at a place; gives the end of what it claimed, or `nil`.
  let scan: @Sendable (inout Scan, Int) -> Int?

  /// Every scanner, in the order in which they are asked.
  static let all: [Scanner] = [
    orderIDs, trackingNumbers, links, emailAddresses, phoneNumbers, emoticons, emojis, markup,
    spelledContacts, subjectTag, lineBreaks, attachments, styles, images, linkTargets,
    accessibility, htmlLimits,
  ]

  /// For every byte the set of scanners that wait for it, as bits.
  static let triggerTable: [UInt32] = {
    var table = [UInt32](repeating: 0, count: 256)
    for (number, scanner) in all.enumerated() {
      for byte in scanner.triggers { table[Int(byte)] |= 1 << UInt32(number) }
    }
    return table
  }()
}
