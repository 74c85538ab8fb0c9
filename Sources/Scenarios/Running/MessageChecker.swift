// Judges messages that come from outside: files, and questions as lines of JSON.

public import CEL
import PolicyEngine

/// Judges messages in one world.
public struct MessageChecker: Sendable {
  private let domain: Domain
  private let world: World?
  private let order: String?
  private let facts: [(name: String, value: String)]
  /// Whether the spelling of the messages is looked at.
  public var checksSpelling = false

  /// Creates a checker.
  ///
  /// - Parameters:
  ///   - world: The world in which messages are judged; `nil` asks that each question holds its own.
  ///   - order: The id of the order that messages in files are about.
  ///   - facts: Facts by name with their values as people write them, for messages in files.
  public init(
    domain: Domain, world: World?, order: String? = nil, facts: [(name: String, value: String)] = []
  ) {
    self.domain = domain
    self.world = world
    self.order = order
    self.facts = facts
  }

  /// The name of the message while it is judged.
  private static let name = "message"

  /// Judges a message from a file.
  ///
  /// - Throws: a fact or an order that is not known, or a value that a fact can't have.
  public func judge(_ file: MessageFile) throws(Diagnostics) -> Judgement {
    var world = world ?? World(domain, clock: .first)
    if let order, world.orders[order] == nil {
      guard world.orders.isEmpty else { throw world.unknownOrder(Written(order)) }
      world.put(World.Order(id: order))
    }
    if order == nil, world.orders.isEmpty { world.put(World.Order(id: "order")) }
    let only = world.orders.count == 1 ? world.orders.ids.first : nil
    world.put(
      World.Message(id: Self.name, order: order ?? only, content: file.message, in: domain))
    for (name, value) in facts {
      let slot = try world.slot(ofFact: Written(name))
      let state = try world.state(
        of: slot, written: SourceText(name: FactName.shown(name), text: value))
      let target = try world.target(of: slot, about: Written(Self.name))
      try world.set(slot, to: state, of: target)
    }
    return judgement(file.name, try world.question(about: Written(Self.name)), file)
  }

  private func judgement(_ name: String, _ question: Question, _ file: MessageFile?) -> Judgement {
    let question = checksSpelling ? question.checkingSpelling() : question
    return Judgement(
      name: name, decision: question.decide(), file: file, spelling: question.spelling)
  }

  /// Answers a line of JSON with a line of JSON.
  ///
  /// - Returns: the answer without a line break, and its exit status.
  public func answer(line: String, number: Int) -> (json: String, status: Int32) {
    var writer = JSONWriter()
    do throws(Diagnostics) {
      let source = SourceText(name: "line \(number)", text: line)
      let asked = try AskedQuestion(source, in: domain, adding: world)
      let judgement = judgement(asked.question.message.id, asked.question, nil)
      writer.object { writer in
        if let identifier = asked.identifier {
          writer.key("id")
          writer.written(identifier)
        }
        judgement.write(to: &writer)
      }
      return (writer.text, judgement.exitStatus)
    } catch {
      writer.object { writer in
        writer.key("error")
        writer.string("line \(number) can't be used")
        writer.key("problems")
        writer.array { writer in for problem in error.all { problem.write(to: &writer) } }
      }
      return (writer.text, 2)
    }
  }
}

extension Judgement {
  /// The answer as one JSON object on one line.
  public func json() -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("file")
      writer.string(name)
      write(to: &writer)
    }
    return writer.text
  }
}

extension Scenario {
  /// The world after the last step of the script, what is asked in it left out.
  ///
  /// - Throws: why a step can't be done.
  public func worldAfterScript() throws(Diagnostics) -> World {
    var world = world
    for step in script { try world.perform(step) }
    return world
  }
}
