// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Whether everything is built for the fuzzer, by `.ci/fuzz`.
let isFuzzing = Context.environment["MAYSEND_FUZZING"] != nil
let sanitizers = ["-sanitize=fuzzer,address"]

// The targets stand in reading order: each turns one named value into the next and imports
// only targets above it.
let package = Package(
  name: "maysend",
  products: [
    .library(name: "CEL", targets: ["CEL"]),
    .library(name: "PolicyEngine", targets: ["PolicyEngine"]),
    .executable(name: "maysend", targets: ["maysend"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(name: "CEL", swiftSettings: settings),
    .target(name: "PolicyEngine", dependencies: ["CEL"], swiftSettings: settings),
    .systemLibrary(name: "CGumbo", providers: [.apt(["libgumbo-dev"])]),
    .systemLibrary(name: "CUTF8Proc", providers: [.apt(["libutf8proc-dev"])]),
    .target(name: "CCLD2", linkerSettings: [.linkedLibrary("cld2")]),
    .target(
      name: "MessageAnalysis", dependencies: ["CEL", "CCLD2", "CGumbo", "CUTF8Proc"],
      swiftSettings: settings),
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    .executableTarget(name: "EmbedFiles", swiftSettings: settings),
    .plugin(
      name: "EmbedFilesPlugin", capability: .buildTool(), dependencies: ["EmbedFiles"],
      path: "Sources/EmbedFilesPlugin"),
    .target(
      name: "Scenarios", dependencies: ["CEL", "PolicyEngine", "MessageAnalysis", "CYAML"],
      exclude: ["Policies", "Lexicons"], swiftSettings: settings, plugins: ["EmbedFilesPlugin"]),
    .target(
      name: "Shell", dependencies: ["CEL", "PolicyEngine", "MessageAnalysis", "Scenarios"],
      swiftSettings: settings),
    .systemLibrary(name: "CLibEdit", providers: [.apt(["libedit-dev"])]),
    .target(name: "LineEditor", dependencies: ["CLibEdit"], swiftSettings: settings),
    .executableTarget(
      name: "maysend",
      dependencies: [
        "CEL", "PolicyEngine", "MessageAnalysis", "Scenarios", "Shell", "LineEditor",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "maysend-benchmark",
      dependencies: [
        "CEL", "PolicyEngine", "MessageAnalysis", "Scenarios",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: settings),
    .testTarget(name: "CELTests", dependencies: ["CEL"], swiftSettings: settings),
    .testTarget(
      name: "PolicyEngineTests", dependencies: ["CEL", "PolicyEngine"], swiftSettings: settings),
    .testTarget(
      name: "MessageAnalysisTests", dependencies: ["CEL", "MessageAnalysis", "Scenarios"],
      exclude: ["HTML/Cases", "Languages/texts.tsv", "Numbers/Tables"], swiftSettings: settings),
    .testTarget(
      name: "ScenariosTests",
      dependencies: ["CEL", "PolicyEngine", "MessageAnalysis", "Scenarios"],
      exclude: ["Cases", "Lexicons/Messages", "Spelling/texts.tsv"],
      swiftSettings: settings),
    .testTarget(
      name: "ShellTests",
      dependencies: ["CEL", "PolicyEngine", "MessageAnalysis", "Scenarios", "Shell"],
      exclude: ["KiteLexicons", "KitePolicy", "Scenarios", "Transcripts"], swiftSettings: settings),
    .executableTarget(
      name: "line-editor-demo", dependencies: ["LineEditor"], path: "Tests/LineEditorDemo",
      swiftSettings: settings),
    .target(
      name: "TerminalTesting", dependencies: ["CEL"], path: "Tests/TerminalTesting",
      swiftSettings: settings),
    .testTarget(
      name: "LineEditorTests", dependencies: ["LineEditor", "TerminalTesting", "line-editor-demo"],
      swiftSettings: settings),
    .testTarget(
      name: "MaysendTests", dependencies: ["TerminalTesting", "maysend"],
      swiftSettings: settings),
  ]
)

if isFuzzing {
  let readers: Set = ["CEL", "PolicyEngine", "MessageAnalysis", "Scenarios"]
  for target in package.targets where readers.contains(target.name) {
    target.swiftSettings = settings + [.unsafeFlags(sanitizers)]
  }
  package.targets.append(
    .executableTarget(
      name: "fuzzing", dependencies: ["CEL", "PolicyEngine", "MessageAnalysis", "Scenarios"],
      path: "Tests/Fuzzing",
      swiftSettings: settings + [.unsafeFlags(sanitizers), .enableExperimentalFeature("Extern")],
      linkerSettings: [.unsafeFlags(sanitizers + ["-use-ld=lld"])]))
}
