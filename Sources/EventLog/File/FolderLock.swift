import FoundationEssentials
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// The right to write to a data folder; at most one exists for a folder at a time, over all processes.
///
/// A writer asks for one, so that code without the right cannot even be compiled into writing. It is an `flock` on
/// the folder's `lock` file, which the kernel releases when the process ends.
public final class FolderLock: Sendable {
    public let folder: DataFolder
    private let descriptor: Mutex<Int32>

    init(_ folder: DataFolder) throws {
        self.folder = folder
        let file = open(folder.lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.cannotWrite(folder, errno) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            defer { close(file) }
            throw EventLogError(
                .inUse,
                "The data folder \(folder.path) is used by \(Self.holder(file)); stop it first."
            )
        }
        do {
            try Self.sign(file, folder)
            try Self.markFormat(folder)
        } catch {
            close(file)
            throw error
        }
        descriptor = Mutex(file)
    }

    deinit { release() }

    /// Whether the folder is where it was: the lock file under its path is the one that was locked.
    ///
    /// Cost: two system calls.
    private var isInPlace: Bool {
        descriptor.withLock { file in
            var locked = stat()
            var found = stat()
            return fstat(file, &locked) == 0 && stat(folder.lockFile, &found) == 0
                && locked.st_ino == found.st_ino && locked.st_dev == found.st_dev
        }
    }

    /// Checks that what is written to an open file would still be found under its name.
    ///
    /// A file that was deleted while it is open takes writes as ever, and loses them when it is closed.
    ///
    /// - Throws: ``EventLogError`` where the folder or the file was moved or deleted.
    package func checkInPlace(_ file: String) throws(EventLogError) {
        guard isInPlace, access(file, F_OK) == 0 else {
            throw EventLogError(
                .missing,
                "The data folder \(folder.path) or its log was moved or deleted while it was in use; stop the server, "
                    + "put it back or restore a backup, and start again."
            )
        }
    }

    /// Gives the right back. Writers must have been closed before.
    public func release() {
        descriptor.withLock { file in
            if file >= 0 {
                // A child process that is just being started may hold the file a moment longer.
                flock(file, LOCK_UN)
                close(file)
            }
            file = -1
        }
    }

    /// Writes who holds the lock, for the error message of whoever comes second.
    private static func sign(_ file: Int32, _ folder: DataFolder) throws {
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(file, 0) == 0, pwrite(file, text, text.count, 0) == text.count else {
            throw cannotWrite(folder, errno)
        }
    }

    private static func holder(_ file: Int32) -> String {
        var text = [UInt8](repeating: 0, count: 20)
        let count = pread(file, &text, text.count, 0)
        let digits = text.prefix(max(0, count)).prefix { (48...57).contains($0) }
        return digits.isEmpty ? "another process" : "process \(String(decoding: digits, as: UTF8.self))"
    }

    private static func markFormat(_ folder: DataFolder) throws {
        guard access(folder.formatFile, F_OK) != 0 else { return }
        do {
            try Data("\(DataFolder.currentFormat)\n".utf8).write(
                to: URL(filePath: folder.formatFile),
                options: .atomic
            )
        } catch {
            throw cannotWrite(folder, errno)
        }
    }

    private static func cannotWrite(_ folder: DataFolder, _ number: Int32) -> EventLogError {
        switch number {
        case EROFS: EventLogError(.readOnly, "The data folder \(folder.path) is on a read-only file system.")
        case EACCES, EPERM:
            EventLogError(
                .readOnly,
                "The data folder \(folder.path) is read-only for this user; check who owns it."
            )
        case ENOSPC, EDQUOT: EventLogError(.full, "The disk that holds \(folder.path) is full.")
        default:
            EventLogError(
                .io,
                "The data folder \(folder.path) cannot be used: \(String(cString: strerror(number)))."
            )
        }
    }
}
