// The built program run as a process: what it is given, what it writes, how it ends.

import Foundation
import TerminalTesting

/// What came of a run.
struct ProgramRun {
  let output: String
  let errors: String
  let status: Int32

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - input: Standard input; `nil` is an empty one.
  ///   - environment: Variables besides PATH and HOME.
  init(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:],
    program: String = PseudoTerminal.built("maysend")
  ) throws {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    var variables = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"]
    if let libraries = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] {
      variables["LD_LIBRARY_PATH"] = libraries
    }
    process.environment = variables.merging(environment) { $1 }
    let (standardInput, standardOutput, standardError) = (Pipe(), Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    process.standardError = standardError
    let errorBytes = BytesBox()
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) {
      errorBytes.fill(from: standardError.fileHandleForReading)
    }
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: Data((input ?? "").utf8))
    try standardInput.fileHandleForWriting.close()
    let bytes = standardOutput.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    group.wait()
    output = String(decoding: bytes, as: UTF8.self)
    errors = String(decoding: errorBytes.bytes, as: UTF8.self)
    status = process.terminationStatus
  }

  /// Runs a command line of the system's shell in which `$MAYSEND` is the program.
  static func shell(_ line: String) throws -> ProgramRun {
    try ProgramRun(
      ["-c", line], environment: ["MAYSEND": PseudoTerminal.built("maysend")], program: "/bin/sh")
  }
}

/// Bytes read on another thread.
private final class BytesBox: @unchecked Sendable {
  private(set) var bytes = Data()

  func fill(from handle: FileHandle) { bytes = handle.readDataToEndOfFile() }
}

/// Files of the shell's tests, which these tests share.
enum Sample {
  private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let policy = tests.appending(path: "ShellTests/KitePolicy").path
  static let scenario = tests.appending(path: "ShellTests/Scenarios/reviews/second-request.yaml")
    .path
  static let twoOrders = tests.appending(path: "ShellTests/Scenarios/two-orders.yaml").path
  /// What opens the sample with the small policy.
  static let opening = [scenario, "--policy", policy]
}
