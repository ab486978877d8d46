import Foundation

/// The built binary and what surrounds it.
enum KinotekaBinary {
    /// The project's root, from where this file lies.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// `KINOTEKA_BINARY`, or the debug build beside the tests.
    static let path: String =
        ProcessInfo.processInfo.environment["KINOTEKA_BINARY"]
        ?? root.appending(path: ".build/debug/kinoteka").path

    /// A new empty folder; the caller removes it with ``remove(_:)``.
    static func temporaryFolder(_ name: String = "data") throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "kinoteka-\(name)-\(UInt32.random(in: 0...UInt32.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }

    static func remove(_ folder: String) {
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// Runs `body` with a new data folder. It lies in a folder of its own, which is removed afterwards with all that the test
/// put beside the data.
func withDataFolder<Result: Sendable>(_ body: @Sendable (String) async throws -> Result) async throws
    -> Result
{
    let outer = try KinotekaBinary.temporaryFolder()
    defer { KinotekaBinary.remove(outer) }
    let folder = outer + "/data"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    return try await body(folder)
}
