// swift-tools-version: 6.2
import PackageDescription

/// What every module of ours is compiled with.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

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
    .target(
      name: "QueryEngine",
      dependencies: [
        "QueryLanguage", "CPattern",
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "OrderedCollections", package: "swift-collections"),
      ], swiftSettings: strict),
    .target(
      name: "ProcessCatalog", dependencies: ["QueryEngine", "ProcFS"], swiftSettings: strict),
    .target(name: "CEditLine", linkerSettings: [.linkedLibrary("edit")]),
    .target(
      name: "Console", dependencies: ["QueryLanguage", "QueryEngine", "CEditLine"],
      swiftSettings: strict),
    .executableTarget(
      name: "procq",
      dependencies: [
        "QueryLanguage", "QueryEngine", "ProcFS", "ProcessCatalog", "Console",
      ], swiftSettings: strict),
    .target(name: "TestSupport", path: "Tests/Support", swiftSettings: strict),
    .target(
      name: "LanguageSupport", dependencies: ["QueryLanguage"], path: "Tests/LanguageSupport",
      swiftSettings: strict),
    .target(
      name: "ConsoleSupport", dependencies: ["Console"], path: "Tests/ConsoleSupport",
      swiftSettings: strict),
    .testTarget(
      name: "QueryLanguageTests",
      dependencies: ["QueryLanguage", "LanguageSupport", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "QueryEngineTests", dependencies: ["QueryEngine", "QueryLanguage", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ProcFSTests", dependencies: ["ProcFS", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ProcessCatalogTests",
      dependencies: ["ProcessCatalog", "ProcFS", "QueryEngine", "QueryLanguage", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ConsoleTests",
      dependencies: ["Console", "ConsoleSupport", "QueryEngine", "QueryLanguage", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "GoldenTests",
      dependencies: [
        "Console", "ConsoleSupport", "LanguageSupport", "ProcFS", "ProcessCatalog", "QueryEngine",
        "QueryLanguage", "TestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "DocumentationTests",
      dependencies: [
        "procq", "Console", "LanguageSupport", "ProcFS", "ProcessCatalog", "QueryEngine",
        "QueryLanguage", "TestSupport",
      ], swiftSettings: strict),
    .testTarget(
      name: "ToolTests", dependencies: ["procq", "TestSupport"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
