public import Contracts
import GRDB

/// Proves that nothing in a log was changed, lost, swapped or put in between, and names the first bad position.
///
/// It reads the whole log beside a running writer, without a lock. What it checks: positions and commands without gaps, the
/// hash chain over every row, times that never decrease, versions without gaps in every stream, no command without
/// an event, and that the end was not cut off. Cost: one pass over the table and one over an index, constant memory.
///
/// The chain shows what changed since it was written. Somebody who may write to the file could compute a new chain;
/// compare ``LogReport/hash`` with one that was kept elsewhere to exclude that.
public struct LogVerifier: Sendable {
    private let file: String

    public init(_ folder: DataFolder, log: LogName) {
        file = folder.file(of: log)
    }

    /// Reads the log up to its present end.
    ///
    /// - Parameter progress: told now and then how far it is and where the end is, from another thread.
    /// - Throws: ``EventLogError`` when the file cannot be read at all, or `CancellationError`.
    public func verify(
        progress: @escaping @Sendable (_ checked: Position, _ head: Position) -> Void = { _, _ in }
    ) async throws -> LogReport {
        let file = file
        return try await BlockingWork.run(named: "log verifier") { cancellation in
            do {
                var pass = LogVerification(try LogFile.openReader(file), cancellation, progress)
                return try pass.run()
            } catch let error as CancellationError {
                throw error
            } catch {
                throw EventLogError.of(error, file: file)
            }
        }
    }
}
