public import Contracts
public import EventLog
import FoundationEssentials
import GRDB

/// Proves that a service's tables are what its log says: makes them again in a scratch file, and compares row by row.
///
/// It works beside a running writer, without a lock. The log is replayed first, and only the last few events and the
/// comparison share one snapshot of the file with the tables, so that the writer's checkpoints are held up for
/// no longer than that. The scratch file takes about as much room as the tables.
public struct TablesVerifier<S: Service>: Sendable {
    private let service: S
    private let file: String
    private let scratchFolder: String

    /// - Parameter scratchFolder: where the scratch file is made and removed again; nil for the system's temporary folder.
    public init(service: S, folder: DataFolder, scratchFolder: String? = nil) {
        self.service = service
        self.file = folder.file(of: S.log)
        self.scratchFolder = scratchFolder ?? FileManager.default.temporaryDirectory.path
    }

    /// Replays and compares.
    ///
    /// - Parameter progress: told now and then how many events were replayed and how many there are, from another thread.
    /// - Throws: ``EventLogError`` when a file cannot be used, or `CancellationError`.
    public func verify(
        progress: @escaping @Sendable (_ replayed: Position, _ head: Position) -> Void = { _, _ in }
    ) async throws -> TablesReport {
        try await BlockingWork.run(named: "\(S.log) tables verifier") { cancellation in
            let scratch = scratchFolder + "/kinoteka-verify-\(UUID().uuidString).sqlite"
            defer { try? FileManager.default.removeItem(atPath: scratch) }
            do {
                let live = try LogFile.openReader(file)
                var replay = try TablesReplay(service, scratch: scratch)
                return try verify(live, &replay, cancellation, progress)
            } catch let error as CancellationError {
                throw error
            } catch {
                throw EventLogError.of(error, file: file)
            }
        }
    }

    private func verify(
        _ live: DatabaseQueue,
        _ replay: inout TablesReplay<S>,
        _ cancellation: BlockingWork.Cancellation,
        _ progress: (Position, Position) -> Void
    ) throws -> TablesReport {
        let head = try live.read(LogReader.head)
        while replay.position < head {
            try cancellation.check()
            let events = try live.read { try LogReader.events(after: replay.position, limit: 1000, in: $0) }
            guard !events.isEmpty else { break }
            if let difference = try replay.apply(events) { return replay.report([difference]) }
            progress(replay.position, head)
        }
        return try live.read { tables in
            while true {
                let events = try LogReader.events(after: replay.position, limit: 1000, in: tables)
                if events.isEmpty { break }
                if let difference = try replay.apply(events) { return replay.report([difference]) }
            }
            return try replay.compare(with: tables, cancellation)
        }
    }
}
