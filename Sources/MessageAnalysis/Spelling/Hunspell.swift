// The only file that knows the C library for spelling (Hunspell, chosen because every language has
// a dictionary for it, and it knows the compounds and endings that word lists lack). It is loaded
// when the first word is looked up: linked in, it would cost every start of the program 0.7 ms.

import Glibc
import Synchronization

/// The library's functions, found once.
private struct HunspellLibrary: Sendable {
  typealias Text = UnsafeMutablePointer<CChar>
  typealias List = UnsafeMutablePointer<Text?>

  let create:
    @Sendable @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>) -> OpaquePointer?
  let destroy: @Sendable @convention(c) (OpaquePointer?) -> Void
  let encoding: @Sendable @convention(c) (OpaquePointer?) -> UnsafePointer<CChar>?
  let spell: @Sendable @convention(c) (OpaquePointer?, UnsafePointer<CChar>) -> Int32
  let suggest:
    @Sendable @convention(c) (
      OpaquePointer?, UnsafeMutablePointer<List?>, UnsafePointer<CChar>
    ) -> Int32
  let freeList:
    @Sendable @convention(c) (OpaquePointer?, UnsafeMutablePointer<List?>, Int32) -> Void

  /// The library, or `nil` when it is not installed.
  static let shared: HunspellLibrary? = dlopen(file, RTLD_LAZY | RTLD_LOCAL).flatMap {
    try? HunspellLibrary($0)
  }

  /// The file that the system's loader looks for.
  static let file = "libhunspell-1.7.so.0"

  /// A function that the library does not have.
  private struct Missing: Error {}

  /// Looks up every function; the types are those of `hunspell.h`.
  private init(_ handle: UnsafeMutableRawPointer) throws(Missing) {
    func find<Function>(_ name: String) throws(Missing) -> Function {
      guard let function = dlsym(handle, name) else { throw Missing() }
      return unsafeBitCast(function, to: Function.self)
    }
    create = try find("Hunspell_create")
    destroy = try find("Hunspell_destroy")
    encoding = try find("Hunspell_get_dic_encoding")
    spell = try find("Hunspell_spell")
    suggest = try find("Hunspell_suggest")
    freeList = try find("Hunspell_free_list")
  }
}

/// A dictionary in memory. Hunspell promises nothing about threads, so that one at a time may ask;
/// it is a class because it owns what the library has made.
final class Hunspell: Sendable {
  /// The library's handle and the answers so far; only touched inside of the lock.
  private struct State: @unchecked Sendable {
    let handle: OpaquePointer
    let converter: Converter?
    var suggestions: [String: [String]] = [:]

    /// A word as the dictionary writes it, with a zero at its end; `nil` when it can't.
    func encoded(_ word: String) -> [CChar]? {
      guard let converter else { return Array(word.utf8CString) }
      return converter.encoded(word)
    }
  }

  /// Dictionaries share tables in the library, which come and go with them and have no lock.
  private static let making = Mutex(())

  private let library: HunspellLibrary
  private let state: Mutex<State>

  /// Whether the library is installed.
  static var isInstalled: Bool { HunspellLibrary.shared != nil }

  /// Reads a dictionary, which takes 30 to 100 ms.
  ///
  /// - Parameter path: The path of its two files without `.aff` and `.dic`.
  /// - Returns: `nil` when the library is missing, or can't use the files.
  init?(_ path: String) {
    guard let library = HunspellLibrary.shared,
      access(path + ".aff", R_OK) == 0, access(path + ".dic", R_OK) == 0,
      let handle = Self.making.withLock({ _ in library.create(path + ".aff", path + ".dic") })
    else { return nil }
    let encoding = library.encoding(handle).map { String(cString: $0) } ?? "UTF-8"
    var converter: Converter?
    if encoding != "UTF-8" {
      guard let made = Converter(encoding) else {
        Self.making.withLock { _ in library.destroy(handle) }
        return nil
      }
      converter = made
    }
    self.library = library
    state = Mutex(State(handle: handle, converter: converter))
  }

  deinit {
    state.withLock { state in
      Self.making.withLock { _ in library.destroy(state.handle) }
      state.converter?.close()
    }
  }

  /// Whether the dictionary has a word, or can make it of others. Words longer than the library
  /// takes, and words with letters that the dictionary's alphabet lacks, are in none.
  func knows(_ word: String) -> Bool {
    guard word.utf8.count <= Self.longestWord else { return false }
    return state.withLock { state in
      guard let bytes = state.encoded(word) else { return false }
      return library.spell(state.handle, bytes) != 0
    }
  }

  /// Words that may be meant, the likeliest first: 7 to 150 ms the first time that a word is asked
  /// for. None for words so long that it would take much longer.
  func suggestions(for word: String) -> [String] {
    guard word.count <= Self.longestForSuggestions else { return [] }
    return state.withLock { state in
      if let known = state.suggestions[word] { return known }
      var found: [String] = []
      if let bytes = state.encoded(word) {
        var list: HunspellLibrary.List?
        let count = library.suggest(state.handle, &list, bytes)
        for number in 0..<max(0, Int(count)) {
          guard let text = list?[number] else { continue }
          found.append(state.converter?.decoded(text) ?? String(cString: text))
        }
        library.freeList(state.handle, &list, count)
      }
      found = found.enumerated()
        .map { (distance: SlipDistance(from: word, to: $0.element), offset: $0.offset) }
        .sorted { ($0.distance, $0.offset) < ($1.distance, $1.offset) }
        .prefix(Self.mostSuggestions).map { found[$0.offset] }
      state.suggestions[word] = found
      return found
    }
  }

  private static let mostSuggestions = 3
  /// In bytes; Hunspell has room for 100 letters.
  private static let longestWord = 100
  private static let longestForSuggestions = 25
}
