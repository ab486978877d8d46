import FoundationEssentials
package import GRDB

#if canImport(Glibc)
import Glibc
#endif

/// How the SQLite file of a log and its tables is opened.
///
/// WAL lets readers go on while the writer writes; `synchronous=FULL` makes every commit survive a power cut.
/// Memory-mapped reading stays off: its pages would count as the process's memory, and a disk error would be a
/// signal instead of an error. Debian's SQLite overwrites what it deletes with zeros (`SECURE_DELETE`); a catalog has
/// nothing to hide from whoever can read the file, so that is switched off.
package enum LogFile {
    /// Opens the file for the one writer, and makes it when it is missing.
    package static func openWriter(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "log writer"
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
            guard mode == "wal" else {
                throw EventLogError(.io, "\(path) cannot be put into WAL mode; use a local file system.")
            }
            try database.execute(
                sql: """
                    PRAGMA synchronous = FULL;
                    PRAGMA secure_delete = OFF;
                    PRAGMA cache_size = -49152;
                    PRAGMA wal_autocheckpoint = 8192;
                    PRAGMA temp_store = MEMORY;
                    """
            )
        }
        return try open(path, configuration)
    }

    /// Opens the file for reading only; it must exist. Works while a writer writes, and on a read-only file system
    /// when the last writer closed the file in good order.
    package static func openReader(_ path: String) throws -> DatabaseQueue {
        guard access(path, R_OK) == 0 else {
            throw errno == ENOENT
                ? EventLogError(
                    .missing,
                    "There is no log at \(path) yet; start Kinoteka on its folder first."
                )
                : EventLogError(.readOnly, "\(path) may not be read by this user.")
        }
        var configuration = Configuration()
        configuration.label = "log reader"
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -4096; PRAGMA temp_store = MEMORY;")
        }
        return try open(isSealed(path) ? immutable(path) : path, configuration, naming: path)
    }

    private static func open(
        _ path: String,
        _ configuration: Configuration,
        naming name: String? = nil
    ) throws -> DatabaseQueue {
        do {
            return try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw EventLogError.of(error, file: name ?? path)
        }
    }

    /// Whether nobody can be writing: the folder cannot be written to and there is no write-ahead log.
    private static func isSealed(_ path: String) -> Bool {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        return access(folder, W_OK) != 0 && access(path + "-wal", F_OK) != 0
    }

    /// The URI that tells SQLite not to look for a write-ahead log, which it could not create.
    private static func immutable(_ path: String) -> String {
        var allowed = ""
        for byte in path.utf8 {
            let isPlain = (97...122).contains(byte) || (65...90).contains(byte) || (46...57).contains(byte)
            let hexadecimal = String(UInt(byte) + 256, radix: 16).suffix(2)
            allowed += isPlain ? String(UnicodeScalar(byte)) : "%" + hexadecimal
        }
        return "file:\(allowed)?immutable=1"
    }
}
