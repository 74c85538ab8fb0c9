// `import`: orders from the files that shops export. What was read, what changed and what the files
// leave open is told, for an answer is no better than what is known.

public import CEL
public import PolicyEngine
import Scenarios

extension Command {
  static let importOrders = Command(
    "import", group: .world, usage: "import FILE…",
    summary: "Adds the orders of exported files, or updates them.",
    about: [
      "A file is known by its content, not by its name: order reports as tables, and orders as JSON "
        + "from the selling interface. Orders that are there already get what the file knows; what "
        + "you have stated is kept where the file knows nothing.",
      "What a file can't say is unknown afterwards, not `none`: an answer that needs it is "
        + "`depends`, and `set` supplies it. Broken rows are told and left out; the others are read.",
      "Orders of other stores than this world's are left out. A world without orders takes the "
        + "store of the file.",
    ],
    examples: ["import Scenarios/orders.tsv"], arguments: [.file], effect: .changes
  ) { session, arguments throws(Diagnostics) in
    _ = try arguments.required("a file")
    return try session.importOrders(arguments.words.map { Written($0.text, at: $0.span) }).reply
  }
}

extension Session {
  /// Begins with the orders of files: `reset` comes back to them.
  ///
  /// - Returns: what is wrong with single rows of the files.
  /// - Throws: every file that can't be read or holds no orders.
  public mutating func begin(
    withOrders paths: [Written<String>]
  ) throws(Diagnostics) -> [Diagnostic] {
    let problems = try importOrders(paths).problems
    loaded = situation
    return problems
  }

  /// Adds or updates the orders of files.
  ///
  /// - Throws: every file that can't be read or holds no orders.
  mutating func importOrders(
    _ paths: [Written<String>]
  ) throws(Diagnostics) -> (reply: Reply, problems: [Diagnostic]) {
    var files: [OrderFile] = []
    var problems: [Diagnostic] = []
    for path in paths {
      try checkInterruption()
      do throws(Diagnostics) {
        files.append(try OrderFile.read(path.content, in: domain, store: world.store))
      } catch {
        problems += error.all.map { $0.at(path.span) }
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    var blocks: [Block] = []
    var members: [JSON] = []
    for file in files {
      let before = world
      let changes = world.changes(by: file, choosesStore: situation.journal.isEmpty)
      try situation.take(changes)
      let report = ImportReport(file, changes, before: before, in: self)
      blocks += report.blocks
      members.append(report.json)
      problems += file.problems
    }
    return (Reply(blocks, json: ["files": .list(members)]), problems)
  }
}

extension Situation {
  /// Makes the changes of a file: new orders are there from the beginning of the story, changes of
  /// known ones are a step of it.
  fileprivate mutating func take(_ changes: OrderChanges) throws(Diagnostics) {
    if let store = changes.store {
      origin.store = store
      world.store = store
    }
    for order in changes.added {
      origin.put(order)
      world.put(order)
    }
    if !changes.assignments.isEmpty { try perform(.set(changes.assignments)) }
  }
}
