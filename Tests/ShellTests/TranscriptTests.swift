// Golden transcripts: statements behind the prompt, replies below. A missing golden is written and
// fails once; MAYSEND_RECORD=1 writes all of them anew.
//
// A transcript may begin with lines `# scenario NAME`, `# empty`, `# width N`, `# plain`.

import Foundation
import Shell
import Testing

@Suite struct TranscriptTests {
  static let files: [URL] = {
    let folder = Workshop.folder.appending(path: "Transcripts")
    let all = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (all ?? []).filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }
  }()

  @Test(arguments: files) func transcript(_ file: URL) throws {
    let written = try String(contentsOf: file, encoding: .utf8)
    let lines = written.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var scenario: String? = "reviews/second-request"
    var layout = Layout(width: 80)
    let head = lines.prefix { $0.hasPrefix("# ") }
    for line in head {
      let words = line.dropFirst(2).split(separator: " ").map(String.init)
      switch words.first {
      case "scenario": scenario = words.last
      case "empty": scenario = nil
      case "width": layout.width = words.last.flatMap(Int.init) ?? 80
      case "plain": layout.isPlain = true
      default: Issue.record("unknown line `\(line)`")
      }
    }
    var session = try Workshop.session(scenario)
    session.settings.isPlain = layout.isPlain
    var shown = head.map { "\($0)\n" }.joined()
    for line in lines.dropFirst(head.count) {
      guard let mark = line.range(of: " > "), line.isPromptLine else { continue }
      let statement = String(line[mark.upperBound...])
      shown += session.prompt + statement + "\n"
      let reply = session.transcript(statement + "\n", layout)
      if !reply.isEmpty { shown += reply + "\n" }
    }
    let isRecording = ProcessInfo.processInfo.environment["MAYSEND_RECORD"] != nil
    if isRecording {
      try shown.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(shown == written)
      // A transcript of bare statements is new: it is written, and has to be read once.
      if !lines.contains(where: { !$0.isEmpty && !$0.isPromptLine && !$0.hasPrefix("# ") }) {
        try shown.write(to: file, atomically: true, encoding: .utf8)
      }
    }
  }
}

extension String {
  /// Whether a line of a transcript begins with a prompt.
  fileprivate var isPromptLine: Bool {
    hasPrefix(" > ") || hasPrefix("subject > ") || hasPrefix("text, `.` ends > ")
      || (count > 10 && Array(self)[4] == "-" && Array(self)[7] == "-" && contains(" > "))
  }
}
