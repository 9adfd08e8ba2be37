// swift-tools-version: 6.2

import PackageDescription

/// The same for every target: each import is visible and minimal, and no warning is left.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "etl",
  products: [
    .executable(name: "etl", targets: ["etl"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // The tool: arguments in, report out, exit code.
    .executableTarget(
      name: "etl",
      dependencies: [
        "ArticleInput", "ETLModel", "ETLPipeline", "ETLStages", "ETLStore", "HTMLReport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "etl-bench",
      dependencies: [
        "ArabicText", "ArticleInput", "ETLModel", "ETLStore", "HTMLText", "LoopbackServer",
        "NearDuplicates", "QuoteTagging",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings),

    // Adapters: options in, engine called, records out.
    .target(
      name: "ETLStages",
      dependencies: [
        "ArabicText", "ArticleInput", "ETLModel", "ETLPipeline", "ETLStore", "HTMLText",
        "NearDuplicates", "QuoteTagging",
      ],
      swiftSettings: settings),

    // The engine room: graphs, plans, runs. Knows nothing of Arabic, HTML or SQL.
    .target(
      name: "ETLPipeline",
      dependencies: [
        "ETLModel",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: settings),
    .target(
      name: "ETLStore",
      dependencies: [
        "CSQLite", "ETLModel",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
      ],
      resources: [.embedInCode("schema.sql"), .embedInCode("dictionary.tsv")],
      swiftSettings: settings),

    // The engines. Each is usable alone.
    .target(
      name: "QuoteTagging", dependencies: ["ArabicText", "ETLModel"], swiftSettings: settings),
    .target(
      name: "NearDuplicates", dependencies: ["ArabicText", "ETLModel"], swiftSettings: settings),
    .target(
      name: "HTMLText", dependencies: ["ArabicText", "CLibXML2", "ETLModel"],
      resources: [.embedInCode("BlockTrees.txt")], swiftSettings: settings),
    .target(
      name: "ArabicText", dependencies: ["ETLModel"],
      resources: [.embedInCode("segmentation.tsv")], swiftSettings: settings),
    .target(
      name: "ArticleInput", dependencies: ["CCurl", "CZlib", "ETLModel"], swiftSettings: settings),

    // What a report looks like: structs in, HTML and SVG out.
    .target(
      name: "HTMLReport", dependencies: ["ETLModel"],
      resources: [.embedInCode("report.css")], swiftSettings: settings),

    // What the records are called and hold.
    .target(name: "ETLModel", swiftSettings: settings),

    // A server of this machine for benchmarks and tests; no part of the tool.
    .target(name: "LoopbackServer", swiftSettings: settings),

    // C, each behind one door.
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    // Tests.
    .target(
      name: "ETLTestSupport", dependencies: ["ETLModel", "LoopbackServer"],
      path: "Tests/ETLTestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "ETLModelTests", dependencies: ["ETLModel", "ETLTestSupport"], swiftSettings: settings),
    .testTarget(
      name: "ArabicTextTests", dependencies: ["ArabicText", "ETLModel", "ETLTestSupport"],
      exclude: ["Fixtures"],
      swiftSettings: settings),
    .testTarget(
      name: "HTMLTextTests", dependencies: ["HTMLText", "ETLModel", "ETLTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ETLBenchTests", dependencies: ["etl-bench", "ETLTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "QuoteTaggingTests",
      dependencies: ["ArabicText", "QuoteTagging", "ETLModel", "ETLTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "NearDuplicatesTests", dependencies: ["NearDuplicates", "ETLModel", "ETLTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ArticleInputTests",
      dependencies: ["ArticleInput", "ETLModel", "ETLTestSupport", "LoopbackServer"],
      swiftSettings: settings),
    .testTarget(
      name: "HTMLReportTests", dependencies: ["HTMLReport", "ETLModel", "ETLTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "LoopbackServerTests", dependencies: ["LoopbackServer"], swiftSettings: settings),
    .testTarget(
      name: "ETLPipelineTests",
      dependencies: [
        "ETLPipeline", "ETLModel", "ETLTestSupport",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ETLStoreTests",
      dependencies: [
        "ETLStore", "ETLModel", "ETLTestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ETLStagesTests",
      dependencies: [
        "ETLStages", "ETLPipeline", "ETLModel", "ETLTestSupport", "LoopbackServer",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "CSQLite", "etl", "ETLTestSupport", "LoopbackServer",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Goldens"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
