// How many words a text has, whatever language they are in.

/// Counts words: runs of letters and digits, and each claimed place as one; quoted text and tags are
/// left out.
enum WordCount {
  static func count(_ bytes: [UInt8], _ regions: [Region]) -> Int {
    var words = 0
    var place = 0
    for region in regions {
      words += count(bytes, place..<max(place, region.range.lowerBound))
      place = max(place, region.range.upperBound)
      switch region.kind {
      case .orderID, .link, .emailAddress, .phoneNumber, .trackingNumber: words += 1
      case .inlineMarkup, .blockMarkup: place = region.tagEnd(in: bytes)
      case .quoted, .otherLanguage: break
      }
    }
    return words + count(bytes, place..<bytes.count)
  }

  private static func count(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var words = 0
    var isInside = false
    var place = range.lowerBound
    while place < range.upperBound {
      var kind = byteClasses[Int(bytes[place])]
      var length = 1
      if kind == .wide {
        let scalar = scalar(in: bytes, at: place)
        kind = wideClass(scalar.value)
        length = scalar.length
      }
      switch kind {
      case .letter, .digit, .character:
        if !isInside { words += 1 }
        isInside = true
      case .apostrophe, .ignored: break
      default: isInside = false
      }
      place += length
    }
    return words
  }
}
