// A world: one seller in one store with orders, messages and what was sent and received so far.
// A value, so that a copy is a step to undo to.

public import CEL
public import MessageAnalysis
public import PolicyEngine

/// One seller's situation at one moment.
public struct World: Sendable {
  /// The policy and everything else that doesn't change.
  public let domain: Domain
  /// Now, in this world.
  public var clock: Timestamp
  /// The store in which the seller sells.
  public var store: Store
  /// The day whose edition of the policy answers; `nil` is the day asked about.
  public var edition: EditionChoice?
  /// What is stated of the seller, its software, contested readings and all else that belongs to
  /// no order and no message.
  public internal(set) var facts = FactSheet()
  /// The orders.
  public internal(set) var orders = Register<Order>()
  /// The messages: the seller's drafts, and those that the buyer has written.
  public internal(set) var messages = Register<Message>()
  /// What was sent and received, in the order of telling.
  public internal(set) var events: [Event] = []

  /// Creates an empty world.
  public init(_ domain: Domain, clock: Timestamp, store: Store? = nil) {
    self.domain = domain
    self.clock = clock
    self.store = store ?? domain.stores.standard
  }

  /// How values are written in this world: dates without an offset are in the store's zone.
  public var notation: Notation { Notation(zone: store.zone) }

  /// An edition of the policy that somebody chose.
  public struct EditionChoice: Hashable, Sendable {
    /// As it was written: a date or an edition's id.
    public let name: String
    /// A moment in which it is in force.
    public let moment: Timestamp

    /// Creates a choice.
    public init(name: String, moment: Timestamp) {
      self.name = name
      self.moment = moment
    }
  }

  /// An order and its buyer.
  public struct Order: Identifiable, Equatable, Sendable {
    /// The order id.
    public let id: String
    /// A name for the buyer when several orders have the same one.
    public var buyer: String?
    /// What is stated of order and buyer.
    public internal(set) var facts: FactSheet

    /// Creates an order.
    public init(id: String, buyer: String? = nil, facts: FactSheet = FactSheet()) {
      self.id = id
      self.buyer = buyer
      self.facts = facts
    }
  }

  /// A message with what its text says.
  public struct Message: Identifiable, Equatable, Sendable {
    /// The name by which people mean it.
    public let id: String
    /// The id of the order that it is about.
    public var order: String?
    /// The id of the message that it answers.
    public var inReplyTo: String?
    /// The name of its thread; `nil` is that of the message that it answers, or its own.
    public var thread: String?
    /// What is stated of it.
    public internal(set) var facts: FactSheet
    /// The text.
    public let content: MessageAnalysis.Message
    /// What the text says.
    public let analysis: Analysis
    /// Whether the buyer wrote it.
    public var isFromBuyer = false

    /// Creates a message and reads its text.
    public init(
      id: String, order: String? = nil, inReplyTo: String? = nil, thread: String? = nil,
      facts: FactSheet = FactSheet(), content: MessageAnalysis.Message, in domain: Domain
    ) {
      self.init(
        id: id, order: order, inReplyTo: inReplyTo, thread: thread, facts: facts, content: content,
        analysis: domain.analyzer.analyze(content))
    }

    /// Creates a message whose text was read before.
    init(
      id: String, order: String?, inReplyTo: String?, thread: String?, facts: FactSheet,
      content: MessageAnalysis.Message, analysis: Analysis
    ) {
      self.id = id
      self.order = order
      self.inReplyTo = inReplyTo
      self.thread = thread
      self.facts = facts
      self.content = content
      self.analysis = analysis
    }

    /// Whether both were written alike; what the text says follows.
    public static func == (left: Message, right: Message) -> Bool {
      left.id == right.id && left.order == right.order && left.inReplyTo == right.inReplyTo
        && left.thread == right.thread && left.facts == right.facts
        && left.content == right.content && left.isFromBuyer == right.isFromBuyer
    }
  }

  /// Something that was sent or received.
  public struct Event: Equatable, Sendable {
    /// Sent or received.
    public let direction: Tally.Direction
    /// The message as it was then.
    public let message: Message
    /// When.
    public let moment: Timestamp
    /// The order that it was about.
    public let order: String?
    /// The buyer of that order.
    public let buyer: String?
    /// The thread.
    public let thread: String
    /// For each tally of the domain, whether its condition held.
    let conditions: [Bool]
  }
}

extension World: Equatable {
  /// Whether both worlds are in the same state under the same policy.
  public static func == (left: World, right: World) -> Bool {
    left.domain === right.domain && left.clock == right.clock && left.store == right.store
      && left.edition == right.edition && left.facts == right.facts
      && left.orders.entries == right.orders.entries
      && left.messages.entries == right.messages.entries && left.events == right.events
  }
}
