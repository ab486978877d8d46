import Dispatch
import Foundation
import GRDB
import Synchronization

/// A few threads that read a log file, each with a connection of its own.
///
/// SQLite blocks, so it must stay off the threads of Swift's tasks and of the network. A connection is opened by the
/// first read that needs it, and opened anew after an error. At most ``capacity`` reads wait.
final class ReaderThreads: Sendable {
    /// How many reads may wait; more are refused with ``EventLogError`` `busy`.
    static let capacity = 1024

    private typealias Job = @Sendable (Result<DatabaseQueue, EventLogError>) -> (any Error)?

    private struct State {
        var jobs: [Job] = []
        var isClosed = false
    }

    private let path: String
    private let threads: Int
    private let state = Mutex(State())
    private let work = DispatchSemaphore(value: 0)

    init(path: String, threads: Int) {
        self.path = path
        self.threads = threads
        for number in 1...max(1, threads) {
            // The closure holds the threads' state, not an owner of it: the owner calls close().
            let thread = Thread { self.run() }
            thread.name = "log reader \(number)"
            thread.start()
        }
    }

    /// Runs `body` on one of the threads, inside one read transaction.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        let path = path
        return try await withCheckedThrowingContinuation { continuation in
            let refusal = enqueue { connection in
                do {
                    let value = try connection.get().read(body)
                    continuation.resume(returning: value)
                    return nil
                } catch {
                    continuation.resume(throwing: EventLogError.of(error, file: path))
                    return error
                }
            }
            if let refusal { continuation.resume(throwing: refusal) }
        }
    }

    /// Ends the threads after the reads that already wait.
    func close() {
        state.withLock { $0.isClosed = true }
        for _ in 0..<max(1, threads) { work.signal() }
    }

    private func enqueue(_ job: @escaping Job) -> EventLogError? {
        let refusal: EventLogError? = state.withLock { state in
            if state.isClosed { return EventLogError(.closed, "The feed of \(path) is closed.") }
            guard state.jobs.count < Self.capacity else {
                return EventLogError(.busy, "Too many reads wait for \(path); try again later.")
            }
            state.jobs.append(job)
            return nil
        }
        if refusal == nil { work.signal() }
        return refusal
    }

    private func run() {
        var connection: DatabaseQueue?
        while true {
            work.wait()
            let job: Job? = state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
            guard let job else {
                if state.withLock(\.isClosed) { return }
                continue
            }
            do {
                let open = try connection ?? LogFile.openReader(path)
                connection = job(.success(open)) == nil ? open : nil
            } catch {
                _ = job(.failure(EventLogError.of(error, file: path)))
            }
        }
    }
}
