// Golden files: what a user sees, kept beside the case. A missing one is written and the test
// fails once; MAYSEND_RECORD=1 writes all of them anew.

import Foundation
import Testing

/// The folder of this test target's cases.
let cases = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

/// The files of a folder of cases with an extension, by name.
func files(in folder: String, extension suffix: String) -> [URL] {
  let contents = try? FileManager.default.contentsOfDirectory(
    at: cases.appending(path: folder), includingPropertiesForKeys: nil)
  return (contents ?? []).filter { $0.pathExtension == suffix }.sorted { $0.path < $1.path }
}

/// Compares a text with a golden file.
func expect(
  _ actual: String, equals golden: URL, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let isRecording = ProcessInfo.processInfo.environment["MAYSEND_RECORD"] != nil
  if !isRecording, let expected = try? String(contentsOf: golden, encoding: .utf8) {
    #expect(actual == expected, sourceLocation: sourceLocation)
    return
  }
  try actual.write(to: golden, atomically: true, encoding: .utf8)
  if !isRecording {
    Issue.record("wrote \(golden.lastPathComponent)", sourceLocation: sourceLocation)
  }
}
