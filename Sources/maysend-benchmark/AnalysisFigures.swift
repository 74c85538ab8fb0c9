// Reading one message with all lexicons and detectors, and how the time grows with its length.

import MessageAnalysis
import Scenarios

enum AnalysisFigures {
  /// Sentences as sellers write them; none of them needs to be found.
  private static let sentences = [
    "Thank you for your order of the oak desk lamp, which left our workshop this morning.",
    "It is packed in recycled paper, so please open the box with care and keep the screws.",
    "Would you tell us which of the two colours we should engrave on the brass plate?",
    "Our people answer from Monday to Friday, and usually within a few hours.",
    "If something is missing, write to us in this thread and we will sort it out.",
    "The parcel needs a signature; the carrier comes between nine and twelve.",
    "We would be glad if you left an honest review of the lamp once you have used it.",
  ]

  static func measure(_ domain: Domain) -> [Figure] {
    var findings = 0
    func timing(_ bytes: Int, _ repetitions: Int) -> Timing {
      let message = Message(
        subject: "Your order 112-4829301-5520193", body: text(of: bytes))
      return Timing(repetitions: repetitions) {
        findings &+= domain.analyzer.analyze(message).findings.count
      }
    }
    let short = timing(2_048, 500)
    let long = timing(1_048_576, 1)
    precondition(findings > 0, "a review request must be found")
    return [
      Figure("analysis of a plain message of 2 KB", short.median / 1_000, atMost: 40, "µs"),
      Figure(
        "time for 1 MB over 512 times that for 2 KB", long.median / (512 * short.median),
        atMost: 2, "times"),
    ]
  }

  static func text(of bytes: Int) -> String {
    var text = "Hello Anna,\n\n"
    var number = 0
    while text.utf8.count < bytes {
      text += sentences[number % sentences.count] + (number % 4 == 3 ? "\n\n" : " ")
      number += 1
    }
    return String(decoding: Array(text.utf8).prefix(bytes), as: UTF8.self)
  }
}
