public import EventLog
import Foundation
import Synchronization

/// The one writer of a service: it accepts commands, and no other code changes the service's file.
///
/// One thread owns the file. It takes the commands that wait as one batch, carries each out on the tables as the ones
/// before left them, commits them all with one `fsync`, and answers every caller. A refused or failing command leaves nothing
/// behind and does not disturb the others. What was answered survives a crash and a power cut.
///
/// ```swift
/// let lock = try DataFolder(path: path).lock()
/// let writer = try await ServiceWriter(service: CatalogService(), lock: lock, signal: signal)
/// let receipt = try await writer.submit(CommandEnvelope(command, actor: "editor", correlationID: requestID))
/// ```
public final class ServiceWriter<S: Service>: Sendable {
    private let queue: CommandQueue<S.Command>
    private let batchCommands: Int

    /// Opens the service's file, making or migrating its tables.
    ///
    /// - Parameters:
    ///   - lock: the right to write to the folder; the writer keeps it until it is closed.
    ///   - signal: fired with every commit, for the feeds in this process.
    /// - Throws: ``EventLogError`` when the file is no database, damaged, read-only, or from a newer version.
    public init(
        service: S,
        lock: FolderLock,
        signal: LogSignal = LogSignal(),
        options: WriterOptions = WriterOptions()
    ) async throws {
        let queue = CommandQueue<S.Command>(capacity: options.capacity)
        self.queue = queue
        self.batchCommands = options.batchCommands
        let loop = WriterLoop(service: service, lock: lock, signal: signal, options: options, queue: queue)
        try await withCheckedThrowingContinuation { (opened: CheckedContinuation<Void, any Error>) in
            let thread = Thread { loop.run { opened.resume(with: $0) } }
            thread.name = "\(S.log) writer"
            thread.start()
        }
    }

    deinit { queue.close() }

    /// Carries out one command, and returns when it is on the disk.
    ///
    /// A caller whose task is cancelled while the command waits gets ``CommandError/cancelled``, and the command is never
    /// carried out; once its turn has come, the caller gets the true answer.
    public func submit(_ envelope: CommandEnvelope<S.Command>) async throws(CommandError) -> Receipt {
        let results = await queue.submit([envelope])
        return try results[0].get()
    }

    /// Carries out many commands in their order, and returns when all of them are on the disk.
    ///
    /// They share transactions, as far as their size allows, but not their fate: each has its own result.
    ///
    /// - Parameter onQueued: called when all of them wait for the writer, and only then; commands that are submitted after
    ///   that are carried out after these.
    public func submit(
        _ envelopes: [CommandEnvelope<S.Command>],
        onQueued: @Sendable () -> Void = {}
    ) async -> [Result<Receipt, CommandError>] {
        var results: [Result<Receipt, CommandError>] = []
        results.reserveCapacity(envelopes.count)
        while results.count < envelopes.count {
            let end = min(envelopes.count, results.count + batchCommands)
            let part = Array(envelopes[results.count..<end])
            results += await queue.submit(part) { if end == envelopes.count { onQueued() } }
        }
        return results
    }

    /// Takes no more commands, carries out those that wait, and closes the file.
    public func close() async {
        queue.close()
        await queue.ended()
    }
}
