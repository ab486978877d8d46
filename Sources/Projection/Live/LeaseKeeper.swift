import Mongo
import Synchronization

/// Keeps a lease alive while its owner works, and ends the work when it is lost.
final class LeaseKeeper: Sendable {
    let lease: Lease
    private let directory: ProjectionDirectory
    private let time: Duration
    private let renewed: Mutex<ContinuousClock.Instant>

    /// - Parameter taken: when the lease was asked for, so that its end is never thought later than it is.
    init(
        _ lease: Lease,
        directory: ProjectionDirectory,
        lasting time: Duration,
        taken: ContinuousClock.Instant
    ) {
        self.lease = lease
        self.directory = directory
        self.time = time
        renewed = Mutex(taken)
    }

    /// Renews when a third of the time is over. Call it before every piece of work that writes.
    ///
    /// - Throws: ``ProjectionError/Code/fenced`` where somebody else has the lease.
    func keep() async throws {
        let now = ContinuousClock.now
        guard now - renewed.withLock({ $0 }) > time / 3 else { return }
        guard try await directory.renew(lease, lasting: time) else {
            throw ProjectionError.fenced(lease.projection)
        }
        renewed.withLock { $0 = now }
    }

    /// Gives the lease back; an error is none, for the lease then ends by itself.
    func release() async {
        try? await directory.release(lease)
    }
}
