// The messages of files and folders, one after the other, so that a large folder is never in memory
// as a whole.

public import CEL
import MessageAnalysis

extension MessageFile {
  /// The largest mailbox that is read, in bytes.
  public static let largestMailbox = 256 << 20

  /// The paths of the files with messages, a folder standing for all below it, sorted within each
  /// path. In a folder, files count that have a suffix of messages or begin like a mail.
  ///
  /// - Throws: all paths that can't be read.
  public static func paths(_ paths: [String]) throws(Diagnostics) -> [String] {
    var files: [String] = []
    var problems: [Diagnostic] = []
    for path in paths {
      do throws(Diagnostics) {
        files += numbered(path) == nil ? try FileSystem.files([path], where: isLikely) : [path]
      } catch {
        problems += error.all
      }
    }
    if !problems.isEmpty { throw Diagnostics(problems) }
    return files
  }

  private static func isLikely(_ path: String) -> Bool {
    if MessageFormat(suffixOf: path) != nil { return true }
    let start = try? FileSystem.readStart(path, count: MessageFormat.beginning)
    return start.flatMap(MessageFormat.init(beginning:)) != nil
  }

  /// The messages of a file: one, or the mails of a mailbox in order. `box.mbox#3` is the third.
  ///
  /// - Returns: for each message what is wrong, if it can't be read.
  /// - Throws: that the file can't be read, or has no such message.
  public static func read(
    _ path: String
  ) throws(Diagnostics) -> [Result<MessageFile, Diagnostics>] {
    if let (file, number) = numbered(path) {
      let all = try read(file)
      guard all.indices.contains(number - 1) else {
        throw Diagnostics(
          Diagnostic(
            id: "no-such-mail", "`\(file)` has no mail \(number)", at: nil,
            help: "its mails are numbered from 1 to \(all.count)"))
      }
      return [all[number - 1]]
    }
    let bytes = try FileSystem.readBytes(path, atMost: largestMailbox)
    let promised = MessageFormat(suffixOf: path)
    let format = MessageFormat(beginning: bytes) ?? promised ?? .text
    guard format == .mailbox || bytes.count <= FileSystem.largestFile else {
      throw FileSystem.tooLarge(path, FileSystem.largestFile)
    }
    switch format {
    case .text, .html:
      let text = try SourceText(name: path, bytes: bytes)
      return [.success(try MessageFile(text, isHTML: format == .html))]
    case .mail: return [.success(try MessageFile(bytes, path))]
    case .mailbox:
      return Mailbox.mails(in: bytes).enumerated().map { number, mail in
        Result { () throws(Diagnostics) in try MessageFile(mail, "\(path)#\(number + 1)") }
      }
    }
  }

  private init(_ mail: [UInt8], _ name: String) throws(Diagnostics) {
    self.init(try Mail(mail, name: name), name: name)
  }

  /// A path and the number of a mail, for a name that is no file's.
  private static func numbered(_ path: String) -> (file: String, number: Int)? {
    guard let mark = path.lastIndex(of: "#"), let number = Int(path[path.index(after: mark)...]),
      number > 0, (try? FileSystem.readStart(path, count: 0)) == nil
    else { return nil }
    return (String(path[..<mark]), number)
  }
}
