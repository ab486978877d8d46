import Foundation
import Projection
import ReadModels

/// What belongs to the binary and is found from any folder: manifests, fixtures, a mongod of the build folder.
enum Resources {
    /// The folder of the running executable, with links followed.
    static let executableFolder: String = {
        let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (path as NSString).deletingLastPathComponent
    }()

    /// The manifests: those of a folder that was named, else those that are built in.
    static func manifests(_ folder: String?) throws -> [Manifest] {
        guard let folder else { return try CatalogReadModels.manifests() }
        return try Manifest.load(folder: folder)
    }

    /// The small catalog that ships with the project; nil where the binary was copied without it.
    static var fixtures: String? {
        nearby("fixtures/films.ndjson").first { FileManager.default.fileExists(atPath: $0) }
    }

    /// Where a mongod may lie that `scripts/setup` unpacked.
    static var mongods: [String] {
        nearby("mongod/bin/mongod")
    }

    /// The same relative path in the executable's folder and the four above it.
    private static func nearby(_ path: String) -> [String] {
        var folder = executableFolder
        var places: [String] = []
        for _ in 0..<5 where !folder.isEmpty {
            places.append((folder as NSString).appendingPathComponent(path))
            folder = (folder as NSString).deletingLastPathComponent
        }
        return places
    }
}
