public import Contracts
import FoundationEssentials
import GRDB

/// Copies a log with its tables into another file while it is written to.
public struct LogBackup: Sendable {
    /// SQLite pages copied between two reports of progress: 16 MiB.
    private static let step: Int32 = 4096

    private let file: String

    public init(_ folder: DataFolder, log: LogName) {
        file = folder.file(of: log)
    }

    /// Makes the copy, consistent as of the moment it begins.
    ///
    /// The copy appears under its name only when it is whole and on the disk. An existing file is not overwritten.
    ///
    /// - Parameter progress: told now and then which part of the file is copied, 0 to 1, from another thread.
    /// - Returns: the head of the log in the copy.
    /// - Throws: ``EventLogError``, or `CancellationError`.
    public func copy(
        to target: String,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) async throws -> Position {
        let file = file
        return try await BlockingWork.run(named: "log backup") { cancellation in
            guard !FileManager.default.fileExists(atPath: target) else {
                throw EventLogError(.inUse, "\(target) exists already; choose another name.")
            }
            let part = target + ".part"
            try? FileManager.default.removeItem(atPath: part)
            do {
                let head = try copy(file, to: part) { fraction in
                    try cancellation.check()
                    progress(fraction)
                }
                try FileManager.default.moveItem(atPath: part, toPath: target)
                return head
            } catch {
                try? FileManager.default.removeItem(atPath: part)
                throw error
            }
        }
    }

    private func copy(
        _ file: String,
        to part: String,
        progress: @escaping (Double) throws -> Void
    ) throws -> Position {
        do {
            let source = try LogFile.openReader(file)
            let target = try DatabaseQueue(path: part)
            let head = try source.read { database in
                // Reading first fixes the snapshot that all steps copy, however much is written meanwhile.
                let head = try LogReader.head(database)
                try target.writeWithoutTransaction { copy in
                    try database.backup(to: copy, pagesPerStep: Self.step) { step in
                        try progress(Double(step.completedPageCount) / Double(max(1, step.totalPageCount)))
                    }
                }
                return head
            }
            try target.close()
            return head
        } catch let error as CancellationError {
            throw error
        } catch let error as DatabaseError {
            let place = error.resultCode == .SQLITE_FULL || error.resultCode == .SQLITE_CANTOPEN ? part : file
            throw EventLogError(error, file: place)
        }
    }
}
