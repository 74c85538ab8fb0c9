// Compiles the YAML folders of a target into the program, so that one installed file is enough:
// it runs `EmbedFiles` whenever a file below `Policies` or `Lexicons` is new, changed or gone.

import Foundation
import PackagePlugin

@main
struct EmbedFilesPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = target.directoryURL
    var files: [URL] = []
    for folder in ["Lexicons", "Policies"] {
      let contents = FileManager.default.enumerator(
        at: root.appending(path: folder), includingPropertiesForKeys: nil)
      while let file = contents?.nextObject() as? URL {
        if file.pathExtension == "yaml" { files.append(file) }
      }
    }
    files.sort { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(files.count) policy and lexicon files",
        executable: try context.tool(named: "EmbedFiles").url,
        arguments: [output.path, root.path] + files.map(\.path),
        inputFiles: files, outputFiles: [output])
    ]
  }
}
