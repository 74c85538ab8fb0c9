// A body in HTML from its bytes to the decision, and how the time grows with its length.

import CEL
import MessageAnalysis
import PolicyEngine
import Scenarios

enum HTMLFigures {
  /// Parts of a seller's template: tables, inline styles, links, images.
  private static let parts = [
    "<tr><td style=\"padding: 8px; font-size: 14px\"><p>Thank you for the order of the oak desk "
      + "lamp, which left our workshop <b>this morning</b>.</p></td></tr>\n",
    "<tr><td><p>The parcel needs a signature, see <a href=\"https://www.ups.com/track?num=1Z999AA1"
      + "0123456784\">where it is</a>; the carrier comes between nine &amp; twelve.</p></td></tr>\n",
    "<tr><td align=\"left\"><img src=\"https://lumenoak.example/logo.png\" width=\"120\" "
      + "alt=\"Lumen &amp; Oak\"></td></tr>\n",
    "<tr><td><p class=\"small\">Would you tell us which of the two colours we should engrave on the "
      + "brass plate?<br>Order 112-4829301-5520193</p></td></tr>\n",
    "<tr><td><p>We would be glad if you left an honest review once you have used it.</p></td></tr>\n",
  ]

  static func measure(_ domain: Domain) throws(Diagnostics) -> [Figure] {
    let scenario = try Scenario(
      SourceText(name: "benchmark", text: DecisionFigures.scenario), in: domain)
    var rules = 0
    func timing(_ bytes: Int, _ repetitions: Int) -> Timing {
      let content = Message(
        subject: "Your order 112-4829301-5520193", body: page(of: bytes), bodyKind: .html)
      return Timing(repetitions: repetitions) {
        var world = scenario.world
        world.put(
          World.Message(id: "page", order: "112-4829301-5520193", content: content, in: domain))
        if let question = try? world.question(about: Written("page")) {
          let answer = question.decide(withEvidence: false).answer
          rules &+= answer.deciding.count + answer.undecided.count
        }
      }
    }
    let short = timing(2_048, 300)
    let long = timing(1_048_576, 1)
    precondition(rules > 0, "a rule must decide")
    return [
      Figure(
        "a message of 2 KB in HTML read, analysed and decided", short.median / 1_000, atMost: 300,
        "µs"),
      Figure(
        "time for 1 MB of HTML over 512 times that for 2 KB", long.median / (512 * short.median),
        atMost: 2, "times"),
    ]
  }

  private static func page(of bytes: Int) -> String {
    var page =
      "<html lang=\"en\"><head><style>.small { font-size: 12px } p { margin: 0 }</style></head>"
    page += "<body><table>\n"
    var number = 0
    while page.utf8.count < bytes - 40 {
      page += parts[number % parts.count]
      number += 1
    }
    return page + "</table></body></html>\n"
  }
}
