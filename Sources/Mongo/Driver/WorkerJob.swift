/// One operation on its way through the ``WorkerPool``.
class WorkerJob: @unchecked Sendable {
    // Sendable: `phase` and `queuedAt` are touched only under the pool's lock; what a subclass holds is used by one
    // thread at a time, handed over through that lock.
    enum Phase {
        /// Not yet given to the pool.
        case new
        case queued
        case running
        /// Its caller has an answer.
        case over
    }

    var phase = Phase.new
    var queuedAt = ContinuousClock.now

    /// Runs the operation and keeps its result. Returns the error, if it ended with one.
    func execute(_ client: MongoClient) -> MongoError? { nil }

    /// Keeps an error as the result, for a job that could not be executed.
    func fail(_ error: MongoError) -> MongoError { error }

    /// Gives the caller the result that ``execute(_:)`` kept.
    func deliver() {}

    /// Gives the caller an error instead.
    func refuse(_ error: MongoError) {}
}

/// A job with a result and somebody who awaits it.
///
/// The continuation is resumed exactly once: the pool changes `phase` to `over` under its lock before it calls
/// ``deliver()`` or ``refuse(_:)``, and calls neither for a job that is over.
final class AwaitedJob<Success: Sendable>: WorkerJob, @unchecked Sendable {
    // Sendable: as every job; `result` and `continuation` are handed over through the pool's lock.
    private let operation: @Sendable (MongoClient) throws(MongoError) -> Success
    private var result: Result<Success, MongoError>?
    var continuation: UnsafeContinuation<Result<Success, MongoError>, Never>?

    init(_ operation: @escaping @Sendable (MongoClient) throws(MongoError) -> Success) {
        self.operation = operation
    }

    override func execute(_ client: MongoClient) -> MongoError? {
        do throws(MongoError) {
            result = .success(try operation(client))
            return nil
        } catch {
            result = .failure(error)
            return error
        }
    }

    override func fail(_ error: MongoError) -> MongoError {
        result = .failure(error)
        return error
    }

    override func deliver() {
        guard let result else { return }
        continuation?.resume(returning: result)
    }

    override func refuse(_ error: MongoError) {
        continuation?.resume(returning: .failure(error))
    }
}
