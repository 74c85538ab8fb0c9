// The offers for each kind of argument, from the vocabulary, the policy, the world and the files.

import CEL
import MessageAnalysis
import PolicyEngine
import Scenarios

extension Session {
  /// Offers for the word behind these words.
  func offers(after words: [Word], typed: String) -> [Offer] {
    guard let first = words.first else {
      return Command.all.map { Offer($0.name, $0.summary) }
    }
    guard let command = Command.named(first.lowered), !command.arguments.isEmpty else { return [] }
    if command.name == "can" { return canOffers(words) }
    let position = min(words.count - 1, command.arguments.count - 1)
    return offers(for: command.arguments[position], typed: typed, words)
  }

  /// `can` takes a message and a time, in that order, and the words around them.
  private func canOffers(_ words: [Word]) -> [Offer] {
    let rest = words.dropFirst().filter { !["i", "we", "send"].contains($0.lowered) }
    switch rest.count {
    case 0:
      return messageOffers(ownOnly: true) + (words.count == 1 ? [Offer("I", "can I send …?")] : [])
    case 1: return momentOffers
    default: return []
    }
  }

  private func offers(
    for argument: Command.Argument, typed: String, _ words: [Word]
  ) -> [Offer] {
    let command = words[0].lowered
    switch argument {
    case .message: return messageOffers(ownOnly: command != "receive")
    case .passage: return passageOffers
    case .order: return orderOffers
    case .orderOrMessage: return messageOffers(ownOnly: false) + orderOffers
    case .rule: return ruleOffers(of: command)
    case .fact: return factOffers
    case .factValue: return domain.vocabulary[words[1].text].map(valueOffers) ?? []
    case .draftField: return fieldOffers(words, typed)
    case .term: return termOffers
    case .expression: return expressionOffers(typed)
    case .edition:
      let auto = Offer("auto", "the one in force at the moment asked about")
      return (command == "edition" ? [auto] : [])
        + policy.document.editions.map { Offer($0.id.content, $0.title) }
    case .moment: return momentOffers
    case .file: return fileOffers(typed)
    case .fileOrWorld: return worldOffers + fileOffers(typed)
    case .command:
      return Command.all.map { Offer($0.name, $0.summary) }
        + HelpTopic.all.map { Offer($0.name, "topic") }
    case .settingName: return Settings.choices.map { Offer($0.name) }
    case .settingValue:
      return (Settings.choices.first { $0.name == words[1].lowered }?.values ?? []).map {
        Offer($0)
      }
    case .words(let texts): return texts.map { Offer($0) }
    }
  }

  private func messageOffers(ownOnly: Bool) -> [Offer] {
    world.messages.entries.filter { !ownOnly || !$0.isFromBuyer }.map { message in
      let text = message.content.subject.isEmpty ? message.content.body : message.content.subject
      let line = text.split(separator: "\n").first.map(String.init) ?? ""
      return Offer(message.id, (message.isFromBuyer ? "from the buyer: " : "") + line)
    }
  }

  private var passageOffers: [Offer] {
    world.messages.entries.flatMap { message in
      Passage.all(in: message, domain).map { Offer($0.id, $0.shownText) }
    }
  }

  private var orderOffers: [Offer] {
    world.orders.entries.map { Offer($0.id, summary(of: $0.facts)) }
  }

  private func ruleOffers(of command: String) -> [Offer] {
    let isAny = ["rule", "expect", "coverage"].contains(command)
    let rules = isAny ? policy.rules : edition.rules
    return (command == "why" ? [Offer("--all", "every rule that was looked at")] : [])
      + rules.map { Offer($0.id, $0.title) }
  }

  private var factOffers: [Offer] {
    domain.vocabulary.facts.filter(\.isGiven).map { fact in
      Offer(FactName.shown(fact.name.content), fact.meaning)
    }
  }

  private var termOffers: [Offer] { allTerms.map { Offer($0.name, $0.meaning) } }

  private func valueOffers(of fact: FactDeclaration) -> [Offer] {
    let offers: [Offer]
    switch fact.type {
    case .bool: offers = [Offer("yes", fact.says ?? ""), Offer("no", fact.saysNot ?? "")]
    case .choice(let values): offers = values.map { Offer($0, fact.meaning(of: $0) ?? "") }
    case .timestamp: offers = [Offer(words.day(world.clock), "today in this world")]
    case .string: offers = fact.samples.map { Offer($0, fact.meaning(of: $0) ?? "") }
    case .int, .double, .duration, .list: offers = []
    }
    let others = [Offer("none", "it has not happened"), Offer("unknown", "nobody knows")]
    return offers + others.filter { other in !offers.contains { $0.text == other.text } }
  }

  /// Keys of `draft`, `edit` and `order`, and values behind a key.
  private func fieldOffers(_ words: [Word], _ typed: String) -> [Offer] {
    let isOrder = words[0].lowered == "order"
    let subjects = isOrder ? ["order", "buyer"] : ["message"]
    let key = words.count > 2 ? words[words.count - 1].text : ""
    if !isOrder {
      if key == "like" || key == "in-reply-to" { return messageOffers(ownOnly: false) }
      if key == "order" { return orderOffers }
      if key == "from" { return fileOffers(typed) }
    }
    for subject in subjects {
      if let fact = domain.vocabulary["\(subject).\(key)"], fact.isGiven {
        return valueOffers(of: fact)
      }
    }
    let keys = isOrder ? [] : Composition.keys
    return keys.map { Offer($0) }
      + properties(of: subjects).map { property in
        let facts = subjects.compactMap { domain.vocabulary["\($0).\(property)"] }
        return Offer(property, facts.first?.meaning ?? "")
      }
  }

  private var momentOffers: [Offer] {
    [
      Offer("now", world.notation.words(for: world.clock)), Offer("tomorrow"),
      Offer("in", "in 3 days, in 36 hours"),
      Offer(words.day(world.clock), "a date, or a date and a time"),
    ]
  }

  /// The worlds and cases that were shown.
  private var worldOffers: [Offer] {
    (edgeSides + cases).filter { $0.scenario != nil }.map { Offer($0.id, $0.scenario?.title ?? "") }
  }

  private func fileOffers(_ typed: String) -> [Offer] {
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let prefix = slash.map { typed[typed.index(after: $0)...] } ?? typed[...]
    return FileSystem.entries(of: folder.isEmpty ? "." : folder).filter { entry in
      entry.name.hasPrefix(prefix) && (!entry.name.hasPrefix(".") || prefix.hasPrefix("."))
    }.map { entry in
      Offer(
        folder + entry.name + (entry.isFolder ? "/" : ""), entry.isFolder ? "folder" : "",
        isFinal: !entry.isFolder)
    }
  }
}
