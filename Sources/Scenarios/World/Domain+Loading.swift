// A domain from files: those compiled into the program, or a folder with a policy of one's own.

public import CEL
import Dispatch
import MessageAnalysis
import PolicyEngine
import Synchronization

extension Domain {
  /// The policy that answers when none is named.
  public static let standardPolicy = "amazon"

  /// Loads a policy, its stores, and the lexicons that come with the program.
  ///
  /// - Parameter folder: A folder with a policy; `nil` is the one compiled into the program.
  /// - Throws: every problem of the files.
  public static func load(policy folder: String? = nil) throws(Diagnostics) -> Domain {
    let sources: PolicySources
    if let folder {
      sources = try PolicySources.folder(folder)
    } else {
      sources = try PolicySources.embedded(standardPolicy)
    }
    return try load(sources)
  }

  /// Loads a policy and its stores from texts, with the lexicons that come with the program.
  ///
  /// - Throws: every problem of the files.
  public static func load(_ sources: PolicySources) throws(Diagnostics) -> Domain {
    guard let stores = sources[storesFile] else {
      throw Diagnostics(
        Diagnostic(
          id: "no-stores", "the policy `\(sources.name)` has no file `\(storesFile)`", at: nil,
          help: "it lists the stores with their zones and languages"))
    }
    let (policy, analyzer) = checkedAndCompiled(sources)
    return try Domain(
      policy: try policy.get(), analyzer: try analyzer.get(), stores: try StoreTable(stores),
      imports: sources[PolicySources.importsFile],
      lexicons: LexiconFiles.builtIn())
  }

  /// The policy and the lexicons, which know nothing of each other, side by side: together they
  /// are most of the time from the program's start to its first answer.
  private static func checkedAndCompiled(
    _ sources: PolicySources
  ) -> (Result<Policy, Diagnostics>, Result<Analyzer, Diagnostics>) {
    let results = Mutex<(Result<Policy, Diagnostics>?, Result<Analyzer, Diagnostics>?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      if part == 0 {
        let analyzer = Result { () throws(Diagnostics) in
          try LexiconFiles.builtIn().analyzer()
        }
        if case .success(let analyzer) = analyzer { prepareLikeliest(analyzer) }
        results.withLock { $0.1 = analyzer }
      } else {
        let policy = Result { () throws(Diagnostics) in
          try Policy(try PolicyLoader.load(sources))
        }
        results.withLock { $0.0 = policy }
      }
    }
    guard case (let policy?, let analyzer?) = results.withLock({ $0 }) else {
      preconditionFailure("a part was not made")
    }
    return (policy, analyzer)
  }

  /// Begins to compile the lexicons that the first message most likely needs; nobody waits for it
  /// who needs others.
  private static func prepareLikeliest(_ analyzer: Analyzer) {
    DispatchQueue.global().async { analyzer.prepare(language: likeliestLanguage) }
  }

  private static let likeliestLanguage = "en"
  private static let storesFile = "stores.yaml"

  /// The JSON Schema of scenario files for this policy, so that editors complete and check them.
  public var scenarioSchema: String {
    tables.scenario.jsonSchema(title: "A scenario for the policy \(policy.document.name.content)")
  }
}
