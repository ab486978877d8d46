/// What databases and collections share: the pool, which ends with the last of them.
final class MongoConnections: Sendable {
    let pool: WorkerPool

    init(_ pool: WorkerPool) {
        self.pool = pool
    }

    deinit {
        pool.shutDown()
    }
}
