// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "kinoteka",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "kinoteka", targets: ["Kinoteka"]),
        .executable(name: "search-bench", targets: ["SearchBench"]),
        .library(name: "SearchIndex", targets: ["SearchIndex"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Leaves: bytes, identifiers, the database driver.
        .systemLibrary(
            name: "CLibMongoC",
            pkgConfig: "libmongoc-1.0",
            providers: [.apt(["libmongoc-dev", "libbson-dev"])]
        ),
        .target(name: "CMongoShim", dependencies: ["CLibMongoC"]),
        .target(name: "CAllocator"),
        .target(name: "JSONKit"),
        .target(name: "Contracts", dependencies: ["JSONKit"]),
        .target(
            name: "Mongo",
            dependencies: ["CMongoShim", "JSONKit", .product(name: "NIOCore", package: "swift-nio")]
        ),
        .target(
            name: "EventLog",
            dependencies: [
                "Contracts", "JSONKit",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]
        ),
        .target(name: "SearchIndex"),

        // Engines.
        .target(
            name: "WriteSide",
            dependencies: [
                "EventLog", "Contracts", "JSONKit",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .target(
            name: "Projection",
            dependencies: [
                "EventLog", "Contracts", "Mongo", "JSONKit",
                .product(name: "Yams", package: "Yams"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        // The product: its service, its read models, its HTTP.
        .target(
            name: "CatalogService",
            dependencies: [
                "WriteSide", "EventLog", "Contracts", "JSONKit",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),
        .target(
            name: "ReadModels",
            dependencies: ["Projection", "EventLog", "Contracts", "Mongo", "JSONKit"],
            // Links to projections/, so that the binary carries its manifests wherever it is copied.
            resources: ["movies", "people", "genres", "countries", "languages", "search_pins"].map {
                .embedInCode("Manifests/\($0).yaml")
            }
        ),
        .target(
            name: "HTTPKit",
            dependencies: [
                "Contracts", "JSONKit",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .target(
            name: "ReadAPI",
            dependencies: [
                "HTTPKit", "ReadModels", "Projection", "SearchIndex", "Mongo", "Contracts", "JSONKit",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
            ]
        ),
        .target(
            name: "CommandAPI",
            dependencies: [
                "HTTPKit", "CatalogService", "WriteSide", "EventLog", "Contracts", "JSONKit",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .target(
            name: "Importers",
            dependencies: [
                "CatalogService", "WriteSide", "Contracts", "JSONKit",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]
        ),
        .executableTarget(name: "SearchBench", dependencies: ["SearchIndex", "JSONKit"]),
        .executableTarget(
            name: "Kinoteka",
            dependencies: [
                "CAllocator", "ReadAPI", "CommandAPI", "Importers", "HTTPKit", "ReadModels", "CatalogService",
                "Projection", "WriteSide", "EventLog", "Mongo", "Contracts", "JSONKit",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),

        // Tests. What several of them share comes first.
        .target(name: "TestSupport", dependencies: ["Mongo"], path: "Tests/TestSupport"),
        .target(
            name: "CatalogScript",
            dependencies: ["Projection", "EventLog", "Contracts", "Mongo", "JSONKit"],
            path: "Tests/CatalogScript"
        ),
        .testTarget(
            name: "EventLogTests",
            dependencies: [
                "EventLog", "Contracts", "JSONKit",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "MongoTests",
            dependencies: ["Mongo", "TestSupport", .product(name: "NIOCore", package: "swift-nio")]
        ),
        .testTarget(
            name: "WriteSideTests",
            dependencies: [
                "WriteSide", "EventLog", "Contracts", "JSONKit",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .testTarget(
            name: "ImportersTests",
            dependencies: ["Importers", "CatalogService", "WriteSide", "EventLog", "Contracts"]
        ),
        .testTarget(
            name: "ProjectionTests",
            dependencies: [
                "Projection", "EventLog", "Contracts", "Mongo", "JSONKit", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "ReadModelsTests",
            dependencies: [
                "ReadModels", "Projection", "EventLog", "Contracts", "Mongo", "CatalogScript", "TestSupport",
            ]
        ),
        .testTarget(
            name: "HTTPKitTests",
            dependencies: [
                "HTTPKit", "JSONKit",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
            ]
        ),
        .testTarget(
            name: "CommandAPITests",
            dependencies: [
                "CommandAPI", "HTTPKit", "CatalogService", "WriteSide", "EventLog", "Contracts", "JSONKit",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "SearchIndexTests",
            dependencies: ["SearchIndex"],
            exclude: ["Relevance/queries.txt", "Relevance/fresh-queries.txt", "Relevance/blind-queries.txt"]
        ),
        .testTarget(name: "JSONKitTests", dependencies: ["JSONKit"]),
        .testTarget(
            name: "ContractsTests",
            dependencies: ["Contracts", "JSONKit"],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "CatalogServiceTests",
            dependencies: [
                "CatalogService", "WriteSide", "EventLog", "Contracts", "JSONKit",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .testTarget(
            name: "ReadAPITests",
            dependencies: [
                "ReadAPI", "ReadModels", "Projection", "HTTPKit", "SearchIndex", "Mongo", "EventLog",
                "Contracts",
                "TestSupport", "CatalogScript",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "SystemTests",
            dependencies: [
                "Mongo", "TestSupport",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]
        ),
    ]
)

for target in package.targets where ![.system, .plugin, .binary].contains(target.type) {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}
