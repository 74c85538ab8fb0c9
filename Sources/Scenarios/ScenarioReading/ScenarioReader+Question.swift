// A question on one line of JSON, as programs ask it: the world that it is about is in it, or it
// adds to the world of a scenario.

public import CEL
import MessageAnalysis
import PolicyEngine

/// A question as a line of JSON tells it.
public struct AskedQuestion: Sendable {
  /// What came as `id`, in the form in which it goes back; `nil` when none came.
  public let identifier: String?
  /// The question.
  public let question: Question

  /// Reads a line.
  ///
  /// - Parameters:
  ///   - world: The world to which the line adds; `nil` asks in an empty one.
  /// - Throws: every problem of the line, with its place in it.
  public init(
    _ line: SourceText, in domain: Domain, adding world: World? = nil
  ) throws(Diagnostics) {
    let text = SourceText(name: line.name, text: JSONEscapes.joiningSurrogates(line.text))
    var problems: [Diagnostic] = []
    guard let document = YAMLDocument.parse(text, reporting: &problems) else {
      throw Diagnostics(problems)
    }
    var reader = ScenarioReader(domain, YAMLReader(problems: problems))
    if let world {
      reader.world = world
    }
    question = try reader.readQuestion(document.root, hasClock: world != nil)
    identifier = document.root["id"].flatMap(\.asJSON)
  }
}

extension ScenarioReader {
  fileprivate mutating func readQuestion(
    _ root: YAMLNode, hasClock: Bool
  ) throws(Diagnostics) -> Question {
    guard let fields = yaml.fields(root, tables.question) else {
      try yaml.finish()
      preconditionFailure("no question and no problem")
    }
    if let node = fields["store"], let name = yaml.text(node) { readStore(name, at: node) }
    if let moment = yaml.timestamp(fields["at"], in: zone) { world.clock = moment }
    if fields["at"] == nil, !hasClock {
      yaml.report(
        "missing-key", "a question needs the key `at`", at: root, help: "`at`: the moment")
    }
    if let node = fields["edition"] { world.edition = edition(node) ?? nil }
    readWorldFacts(fields)
    let order = fields["order"].flatMap { readAskedOrder($0) }
    let message = fields["message"].flatMap { readAskedMessage($0, order: order) }
    later = world
    for name in answered where world.messages[name.content] == nil {
      yaml.report(.unknown("message", name, among: world.messages.ids))
    }
    try yaml.finish()
    guard let message else { preconditionFailure("no message and no problem") }
    return Question(world, message, at: world.clock)
  }

  /// The id of the order in question.
  private mutating func readAskedOrder(_ node: YAMLNode) -> String? {
    if node.kind == .scalar {
      guard let id = name(node) else { return nil }
      if world.orders[id.content] == nil {
        yaml.report(.unknown("order", id, among: world.orders.ids))
      }
      return id.content
    }
    guard let fields = yaml.fields(node, tables.askedOrder.table) else { return nil }
    let id = fields["id"] == nil ? "order" : yaml.text(fields["id"]) ?? ""
    var order = world.orders[id] ?? World.Order(id: id)
    readFacts(fields, tables.askedOrder, into: &order.facts)
    if let person = yaml.fields(fields["buyer"], tables.buyer.table) {
      if let name = yaml.text(person["id"]) { order.buyer = name }
      readFacts(person, tables.buyer, into: &order.facts)
    }
    world.put(order)
    return id
  }

  private mutating func readAskedMessage(_ node: YAMLNode, order: String?) -> World.Message? {
    if node.kind == .scalar {
      guard let id = name(node) else { return nil }
      do {
        var message = try world.checkAskable(id)
        message.order = order ?? message.order
        return message
      } catch {
        for problem in error.all { yaml.report(problem) }
        return nil
      }
    }
    guard let fields = yaml.fields(node, tables.received.table) else { return nil }
    let id = fields["id"] == nil ? "message" : yaml.text(fields["id"]) ?? ""
    let draft = readDraft(fields, tables.received, id: id)
    var base: World.Message?
    if let like = draft.like {
      base = world.messages[like.content]
      if base == nil { yaml.report(.unknown("message", like, among: world.messages.ids)) }
    }
    var message = draft.message(like: base, in: domain)
    message.order = message.order ?? order
    world.put(message)
    return message
  }
}

extension YAMLNode {
  /// The scalar as JSON: numbers and words of JSON as they are, all else as a string.
  fileprivate var asJSON: String? {
    guard kind == .scalar else { return nil }
    let text = text
    let isNumber =
      text.first.map { $0.isNumber || $0 == "-" } ?? false
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
      && Double(text) != nil
    if isPlain, isNumber || ["true", "false", "null"].contains(text) { return text }
    var writer = JSONWriter()
    writer.string(text)
    return writer.text
  }
}

/// What JSON writes otherwise than YAML.
enum JSONEscapes {
  /// The text with escaped pairs of surrogates, which YAML doesn't know, as the characters that
  /// they mean; half a pair becomes U+FFFD.
  static func joiningSurrogates(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count else {
        result.append(bytes[position])
        position += 1
        continue
      }
      guard let first = unit(bytes, position), (0xD800..<0xE000).contains(first) else {
        result += bytes[position...position + 1]
        position += 2
        continue
      }
      position += 6
      var scalar: Unicode.Scalar = "\u{FFFD}"
      if first < 0xDC00, let second = unit(bytes, position), (0xDC00..<0xE000).contains(second) {
        position += 6
        scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? scalar
      }
      result += Array(String(scalar).utf8)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The number in `\uXXXX` at a position.
  private static func unit(_ bytes: [UInt8], _ position: Int) -> UInt32? {
    guard position + 5 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return nil }
    return UInt32(String(decoding: bytes[position + 2...position + 5], as: UTF8.self), radix: 16)
  }
}
