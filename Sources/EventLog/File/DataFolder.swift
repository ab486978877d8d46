public import Contracts
import FoundationEssentials

#if canImport(Glibc)
import Glibc
#endif

/// The folder that holds everything of one Kinoteka, and the names of what is in it.
public struct DataFolder: Sendable, Hashable {
    /// The version of the folder's layout that this program reads and writes.
    public static let currentFormat = 1

    /// The folder, as an absolute path without a slash at the end.
    public let path: String

    /// Names a folder; nothing is read or made.
    public init(path: String) {
        let full = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        self.path = full.count > 1 && full.hasSuffix("/") ? String(full.dropLast()) : full
    }

    /// The tables and the log of one service, such as `catalog.sqlite`.
    public func file(of log: LogName) -> String { path + "/\(log).sqlite" }
    /// Held by the one process that writes.
    public var lockFile: String { path + "/lock" }
    /// The folder's version: a number and a line feed.
    public var formatFile: String { path + "/format" }
    /// Where a running server listens, and its process.
    public var serverFile: String { path + "/server.json" }
    /// The editors' bearer token.
    public var tokenFile: String { path + "/token" }
    /// The files of the private mongod.
    public var mongoFolder: String { path + "/mongo" }
    /// What the private mongod says.
    public var mongoLogFile: String { path + "/mongod.log" }

    /// Refuses a folder that is missing or that a newer version made. Everything that only reads calls this first.
    public func check() throws {
        guard access(path, R_OK | X_OK) == 0 else {
            throw errno == ENOENT
                ? EventLogError(.missing, "There is no data folder at \(path).")
                : EventLogError(.readOnly, "The data folder \(path) may not be read by this user.")
        }
        guard let text = try? String(contentsOfFile: formatFile, encoding: .utf8) else { return }
        guard let format = Int(text.filter { !$0.isWhitespace }) else {
            throw EventLogError(
                .notALog,
                "\(formatFile) should hold the folder's version number, and does not."
            )
        }
        guard format <= Self.currentFormat else {
            throw EventLogError(
                .newer,
                "The data folder \(path) was made by a newer version of Kinoteka (folder format \(format), this "
                    + "program knows \(Self.currentFormat)); use that version."
            )
        }
    }

    /// Takes the right to write, making the folder when it is missing.
    ///
    /// The right ends when the lock is released, its last reference goes or the process ends, however it ends.
    public func lock() throws -> FolderLock {
        try make()
        try check()
        return try FolderLock(self)
    }

    private func make() throws {
        guard access(path, F_OK) != 0 else { return }
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            let reason =
                errno == EROFS ? "the file system is read-only" : "check the rights of the folder above it"
            throw EventLogError(.readOnly, "The data folder \(path) cannot be made: \(reason).")
        }
    }
}
