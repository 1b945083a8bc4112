// swift-tools-version: 6.2
import PackageDescription

/// What every module of ours is compiled with.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// The targets that turn a tree into rows, each of which knows those before it.
let engine: [Target.Dependency] = ["Schema", "Values", "Binding", "Planning", "Execution"]

let package = Package(
  name: "procq",
  dependencies: [
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0")
  ],
  targets: [
    .target(name: "QueryLanguage", swiftSettings: strict),
    .target(name: "CProc"),
    .target(name: "ProcFS", dependencies: ["CProc"], swiftSettings: strict),
    .target(name: "CPattern", linkerSettings: [.linkedLibrary("pcre2-8")]),
    .target(name: "Schema", swiftSettings: strict),
    .target(
      name: "Values", dependencies: ["Schema", "QueryLanguage", "CPattern"],
      path: "Sources/QueryEngine/Values", swiftSettings: strict),
    .target(
      name: "Binding", dependencies: ["Values", "Schema", "QueryLanguage"],
      path: "Sources/QueryEngine/Binding", swiftSettings: strict),
    .target(
      name: "Planning",
      dependencies: [
        "Binding", "Values", "Schema", "QueryLanguage",
        .product(name: "OrderedCollections", package: "swift-collections"),
      ], path: "Sources/QueryEngine/Planning", swiftSettings: strict),
    .target(
      name: "Execution",
      dependencies: [
        "Planning", "Binding", "Values", "Schema", "QueryLanguage",
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "OrderedCollections", package: "swift-collections"),
      ], path: "Sources/QueryEngine/Execution", swiftSettings: strict),
    .target(
      name: "ProcessCatalog", dependencies: ["Execution", "Values", "Schema", "ProcFS"],
      swiftSettings: strict),
    .target(name: "CSQLite"),
    .target(
      name: "Recordings",
      dependencies: ["CSQLite", "QueryLanguage", "Execution", "Binding", "Values", "Schema"],
      swiftSettings: strict),
    .target(name: "CEditLine", linkerSettings: [.linkedLibrary("edit")]),
    .target(
      name: "Console",
      dependencies: [
        "QueryLanguage", "Recordings", "Execution", "Binding", "Values", "Schema", "CEditLine",
      ], swiftSettings: strict),
    .executableTarget(
      name: "procq",
      dependencies: [
        "QueryLanguage", "Schema", "Values", "Binding", "Execution", "ProcFS", "CProc",
        "ProcessCatalog", "Recordings", "Console",
      ], swiftSettings: strict),
    .target(name: "CTestSupport", path: "Tests/CTestSupport"),
    .target(
      name: "TestSupport", dependencies: ["CTestSupport"], path: "Tests/Support",
      swiftSettings: strict),
    .target(
      name: "LanguageSupport", dependencies: ["QueryLanguage"], path: "Tests/LanguageSupport",
      swiftSettings: strict),
    .target(
      name: "ConsoleSupport", dependencies: ["Console"], path: "Tests/ConsoleSupport",
      swiftSettings: strict),
    .target(
      name: "EngineSupport", dependencies: ["Binding", "Execution", "Schema", "Values"],
      path: "Tests/EngineSupport", swiftSettings: strict),
    .testTarget(
      name: "QueryLanguageTests",
      dependencies: ["QueryLanguage", "LanguageSupport", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "QueryEngineTests",
      dependencies: ["EngineSupport", "QueryLanguage", "TestSupport"] + engine,
      swiftSettings: strict),
    .testTarget(
      name: "ProcFSTests", dependencies: ["CTestSupport", "ProcFS", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ProcessCatalogTests",
      dependencies: [
        "EngineSupport", "ProcessCatalog", "ProcFS", "QueryLanguage", "TestSupport",
      ] + engine,
      swiftSettings: strict),
    .testTarget(
      name: "RecordingsTests",
      dependencies: ["EngineSupport", "QueryLanguage", "Recordings", "TestSupport"] + engine,
      swiftSettings: strict),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "Console", "ConsoleSupport", "EngineSupport", "QueryLanguage", "TestSupport",
      ] + engine,
      swiftSettings: strict),
    .testTarget(
      name: "GoldenTests",
      dependencies: [
        "Console", "ConsoleSupport", "LanguageSupport", "ProcFS", "ProcessCatalog",
        "QueryLanguage", "Recordings", "TestSupport",
      ] + engine, swiftSettings: strict),
    .testTarget(
      name: "DocumentationTests",
      dependencies: [
        "procq", "Console", "LanguageSupport", "ProcFS", "ProcessCatalog", "QueryLanguage",
        "TestSupport",
      ] + engine, swiftSettings: strict),
    .testTarget(
      name: "ToolTests", dependencies: ["procq", "TestSupport"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
