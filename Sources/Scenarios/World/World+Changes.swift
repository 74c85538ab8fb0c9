// What can happen in a world. Script steps and shell commands alike come down to these; each
// either succeeds or says what is wrong and changes nothing.

public import CEL
public import PolicyEngine

extension World {
  /// What a fact is stated of.
  public enum Target: Hashable, Sendable {
    /// The seller, a setting, whatever belongs to no order and no message.
    case world
    /// An order or its buyer.
    case order(String)
    /// A message.
    case message(String)
  }

  /// The question whether a message may be sent.
  ///
  /// - Throws: that there is no such message, or that it is the buyer's.
  public func question(
    about id: Written<String>, at moment: Timestamp? = nil
  ) throws(Diagnostics) -> Question {
    Question(self, try checkAskable(id), at: moment ?? clock)
  }

  /// The message with this id, if it is the seller's.
  @discardableResult
  func checkAskable(_ id: Written<String>) throws(Diagnostics) -> Message {
    let message = try message(id)
    guard !message.isFromBuyer else {
      throw Diagnostics(
        Diagnostic(
          id: "not-your-message", "`\(id.content)` was written by the buyer", at: id.span,
          help: "ask about one of the seller's messages"))
    }
    return message
  }

  /// Records a message as sent at the world's clock.
  ///
  /// - Throws: that there is no such message, or that it is the buyer's.
  public mutating func send(_ id: Written<String>) throws(Diagnostics) {
    record(try question(about: id), as: .sent)
  }

  /// Records a message that the buyer wrote, at the world's clock. A message of that name that the
  /// world already has is taken to be the buyer's from now on.
  public mutating func receive(_ message: Message) {
    record(Question(self, putFromBuyer(message), at: clock), as: .received)
  }

  /// Adds a message as the buyer's.
  @discardableResult
  mutating func putFromBuyer(_ message: Message) -> Message {
    var message = message
    message.isFromBuyer = true
    messages.put(message)
    return message
  }

  /// A name for a message that the buyer writes and nobody names.
  public var freeName: String {
    var number = messages.entries.count { $0.isFromBuyer } + 1
    while messages["received-\(number)"] != nil { number += 1 }
    return "received-\(number)"
  }

  private mutating func record(_ question: Question, as direction: Tally.Direction) {
    let conditions = question.edition.counts(
      question.facts(withEvidence: false), towards: domain.tallySlots)
    events.append(
      Event(
        direction: direction, message: question.message, moment: question.moment,
        order: question.order?.id, buyer: question.order?.buyerName, thread: question.thread,
        conditions: conditions))
  }

  /// Takes what a trial assumes to have happened as happened.
  mutating func record(_ events: [Event]) { self.events += events }

  /// Makes an event not to have happened.
  mutating func remove(_ event: Int) { events.remove(at: event) }

  /// Makes nothing to have happened.
  mutating func clear() { events = [] }

  /// States a fact.
  ///
  /// - Throws: that there is nothing of which it could be stated.
  public mutating func set(
    _ slot: Int, to state: FactState, of target: Target, at span: SourceSpan? = nil
  ) throws(Diagnostics) {
    try change(target, at: span) { $0.set(slot, to: state, at: span) }
  }

  /// Takes back what was stated of a fact.
  ///
  /// - Throws: that there is nothing of which it could have been stated.
  public mutating func unset(
    _ slot: Int, of target: Target, at span: SourceSpan? = nil
  ) throws(Diagnostics) {
    try change(target, at: span) { $0.unset(slot) }
  }

  private mutating func change(
    _ target: Target, at span: SourceSpan?, _ body: (inout FactSheet) -> Void
  ) throws(Diagnostics) {
    switch target {
    case .world: body(&facts)
    case .order(let id):
      guard orders.change(id, { body(&$0.facts) }) else {
        throw unknownOrder(Written(id, at: span))
      }
    case .message(let id):
      guard messages.change(id, { body(&$0.facts) }) else {
        throw unknownMessage(Written(id, at: span))
      }
    }
  }

  /// Adds an order, or replaces the one with its id.
  public mutating func put(_ order: Order) { orders.put(order) }

  /// Adds a draft, or replaces the message with its id.
  public mutating func put(_ message: Message) { messages.put(message) }

  /// Lets time pass. Whole days are days of the calendar in the store's zone, at the same time of
  /// day; other lengths are counted in seconds.
  ///
  /// - Throws: that the clock would leave the range of dates.
  public mutating func wait(
    seconds: Int64, at span: SourceSpan? = nil
  ) throws(Diagnostics) {
    let later: Timestamp?
    if seconds.magnitude > Duration.longestWritten.magnitude {
      later = nil
    } else if seconds % 86_400 == 0 {
      var local = store.zone.local(clock)
      local.day += Int(seconds / 86_400)
      later = store.zone.instant(of: local, nanoseconds: clock.nanoseconds)
    } else {
      later = Duration(seconds: seconds).flatMap(clock.adding)
    }
    guard let later else {
      throw Diagnostics(
        Diagnostic(id: "out-of-range", "the clock would leave the years 1 to 9999", at: span))
    }
    clock = later
  }
}
