import Foundation
import Synchronization

/// Runs long blocking work on a thread of its own, with cancellation.
package enum BlockingWork {
    /// Lets the work ask whether anybody still wants its result.
    package final class Cancellation: Sendable {
        private let flag = Atomic(false)

        fileprivate func cancel() { flag.store(true, ordering: .relaxed) }

        /// Throws `CancellationError` when the waiting task was cancelled; call it every few milliseconds.
        package func check() throws {
            if flag.load(ordering: .relaxed) { throw CancellationError() }
        }
    }

    /// Runs `body` on a new thread and waits for it.
    package static func run<Value: Sendable>(
        named name: String,
        _ body: @escaping @Sendable (Cancellation) throws -> Value
    ) async throws -> Value {
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let thread = Thread {
                    continuation.resume(with: Result { try body(cancellation) })
                }
                thread.name = name
                thread.start()
            }
        } onCancel: {
            cancellation.cancel()
        }
    }
}
