// Scenario files of about 3 KB as a training team would write them, any number of them, the same
// ones for the same seed: what the batch runner is measured with.

/// Writes scenario texts.
struct ScenarioGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  /// The texts of so many scenarios.
  static func texts(count: Int, seed: UInt64) -> [String] {
    (0..<count).map { number in
      var generator = ScenarioGenerator(seed: seed &+ UInt64(number))
      return generator.text(number: number)
    }
  }

  /// One scenario: two orders, four messages, a script that sends and asks.
  mutating func text(number: Int) -> String {
    let first = orderIdentifier()
    let second = orderIdentifier()
    let day = 1 + below(9)
    let delivered = day + 3 + below(3)
    var text = """
      scenario: Generated case \(number)
      about: |
        A seller of \(pick(Self.things)) writes to a buyer. What may go out depends on the day,
        on what went out before and on the words.
      clock: 2021-03-2\(below(9))T\(10 + below(9)):\(10 + below(50))-07:00
      store: \(pick(["amazon.com", "amazon.co.uk", "amazon.de", "us"]))
      seller:
        brand: \(pick(["Lumen & Oak", "Northwind", "Alder"]))
        website: shop\(below(100)).example
        app: { name: \(pick(["Seller Labs PRO", "Postman", "Feedback Desk"])), appstore: yes }
      settings: { window-start: \(pick(["order", "shipment", "delivery"])) }
      orders:

      """
    for (identifier, offset) in [(first, 0), (second, 4)] {
      text += """
          \(identifier):
            buyer: { language: \(pick(["en-US", "en-GB", "de-DE"])), opted-out: \(pick(["yes", "no"])) }
            status: shipped
            fulfilment: \(pick(["seller", "amazon"]))
            placed: 2021-03-\(padded(day + offset))T10:0\(below(9))-08:00
            shipped: 2021-03-\(padded(day + offset + 1))
            delivered: 2021-03-\(padded(delivered + offset))
            is-custom: \(pick(["yes", "no"]))

        """
    }
    text += "messages:\n"
    text += message("first-ask", order: first, "review-request", opening: Self.requests)
    text += """
        second-ask:
          like: first-ask
          channel: \(pick(["email", "app", "api-messaging"]))
          body: \(pick(Self.reminders)) \(first)

      """
    text += message("question", order: second, "order-question", opening: Self.questions)
    text += message("offer", order: second, "marketing", opening: Self.offers)
    text += """
      script:
        - can: first-ask
          at: 2021-03-\(padded(delivered + 6))T09:00
          expect: \(pick(["yes", "no"]))
        - send: first-ask
        - can: second-ask
          at: 2021-03-\(padded(delivered + 14))T09:00
          expect: no
          because: [reviews.once-per-order]
        - receive: { id: from-buyer, order: \(second), body: Where is my parcel? }
        - wait: 1d
        - can: question
          expect: yes
        - can: offer
          expect: no

      """
    return text
  }

  private mutating func message(
    _ name: String, order: String, _ purpose: String, opening: [String]
  ) -> String {
    """
      \(name):
        order: \(order)
        purpose: \(purpose)
        channel: \(pick(["app", "email", "contact-buyer"]))
        subject: Your order \(order)
        body: |
          \(pick(["Hello", "Dear customer", "Hi"])),
          \(pick(opening))
          Your \(pick(Self.things)) went out with \(pick(["UPS", "DHL", "USPS"])) on time.
          \(pick(Self.fillers))
          \(pick(Self.fillers))
          Order id: \(order)
          Kind regards, the \(pick(["team", "shop", "people"])) of \(pick(["Lumen", "Alder"]))

    """
  }

  private static let things = ["desk lamp", "oak shelf", "tea set", "wool blanket", "bike light"]
  private static let requests = [
    "would you leave a review of it? It helps other customers to decide.",
    "we would be glad if you shared your honest opinion in a product review.",
    "please leave us a 5-star review, and you get 10% off your next order.",
  ]
  private static let reminders = [
    "Just a reminder to leave a review, please.", "Did you find the time for a review?",
  ]
  private static let questions = [
    "which colour shall we engrave? Without it we can't complete your order.",
    "your address lacks a house number. Could you send it to us, please?",
  ]
  private static let offers = [
    "see our new collection at https://shop.example/new and use the coupon SPRING.",
    "buy one, get one free, this week only!",
  ]
  private static let fillers = [
    "If something is wrong with the parcel, please write to us and we will put it right.",
    "The instructions for setting it up are in the box, on the lower side of the lid.",
    "You can follow the parcel in Your Orders on Amazon until it has arrived at your door.",
    "We checked it twice before we packed it, so that it reaches you in one piece.",
  ]

  private mutating func orderIdentifier() -> String {
    "\(100 + below(900))-\(1_000_000 + below(9_000_000))-\(1_000_000 + below(9_000_000))"
  }

  private mutating func pick(_ texts: [String]) -> String { texts[below(texts.count)] }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// SplitMix64.
  private mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(limit))
  }
}
