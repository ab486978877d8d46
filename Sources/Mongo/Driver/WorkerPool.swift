/// The threads on which libmongoc's blocking calls run, each with a client of its own.
///
/// An operation is one hop: the whole of it, draining the cursor included, runs on one thread, so no operation ever
/// holds a client while it waits for another. The queue is bounded. Where the server is away, one operation at a time
/// waits for it and the others fail at once, so that an outage does not become a queue.
final class WorkerPool: Sendable {
    private struct State {
        var queue = WorkerQueue()
        var threads = 0
        var isClosing = false
        /// Whether the last attempt to find a server failed.
        var isAway = false
        /// Whether an operation is finding out if it is back.
        var isProbing = false
        var closeWaiters: [UnsafeContinuation<Void, Never>] = []
    }

    private enum Turn {
        case run(WorkerJob, isProbe: Bool)
        case refuse(WorkerJob, MongoError)
        case stop
    }

    private let gate = ThreadGate(State())
    private let clients: MongoClientPool
    private let configuration: MongoConfiguration

    /// A pool with its threads started. Nothing is connected before the first operation.
    init(_ clients: MongoClientPool, _ configuration: MongoConfiguration) throws(MongoError) {
        self.clients = clients
        self.configuration = configuration
        for number in 1...max(1, configuration.threads) {
            gate.withLock { $0.threads += 1 }
            guard startThread(named: "mongo-\(number)", { self.work() }) else {
                shutDown()
                threadEnded()
                throw MongoError(.configuration, "The system gives no thread for MongoDB; lower `threads`.")
            }
        }
    }

    /// Runs `operation` on one of the threads.
    ///
    /// Cancelling the task answers at once: an operation that waits is dropped, one that runs goes on without anybody
    /// to take its result, so a cancelled write may still happen.
    func run<Success: Sendable>(
        _ operation: @escaping @Sendable (MongoClient) throws(MongoError) -> Success
    ) async throws(MongoError) -> Success {
        let job = AwaitedJob(operation)
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                job.continuation = continuation
                submit(job)
            }
        } onCancel: {
            cancel(job)
        }
        return try result.get()
    }

    private func submit(_ job: WorkerJob) {
        let error = gate.withLock { state -> MongoError? in
            if job.phase == .over {
                return .wasCancelled
            }
            if state.isClosing {
                job.phase = .over
                return MongoError(.closed, "The connection to MongoDB was closed.")
            }
            if state.queue.count >= configuration.queueLimit {
                job.phase = .over
                return MongoError(.busy, "\(configuration.queueLimit) operations wait for MongoDB already.")
            }
            job.phase = .queued
            job.queuedAt = .now
            state.queue.append(job)
            return nil
        }
        if let error {
            job.refuse(error)
        } else {
            gate.wake()
        }
    }

    private func cancel(_ job: WorkerJob) {
        let hasCaller = gate.withLock { state in
            let phase = job.phase
            if phase == .queued { state.queue.remove(job) }
            job.phase = .over
            return phase == .queued || phase == .running
        }
        if hasCaller { job.refuse(.wasCancelled) }
    }

    private func work() {
        var client: MongoClient?
        loop: while true {
            switch gate.wait({ nextTurn(&$0) }) {
            case .stop:
                break loop
            case .refuse(let job, let error):
                job.refuse(error)
            case .run(let job, let isProbe):
                if client == nil { client = clients.pop() }
                if let client {
                    finish(job, job.execute(client), isProbe: isProbe)
                } else {
                    finish(job, job.fail(.noConnection), isProbe: isProbe)
                }
            }
        }
        if let client { clients.push(client) }
        threadEnded()
    }

    private func nextTurn(_ state: inout State) -> Turn? {
        guard let job = state.queue.popFirst() else {
            return state.isClosing ? .stop : nil
        }
        if state.isAway, state.isProbing {
            job.phase = .over
            return .refuse(job, MongoError(.network, "MongoDB is away; it is looked for already."))
        }
        if ContinuousClock.now - job.queuedAt > configuration.queueTimeout {
            job.phase = .over
            return .refuse(job, MongoError(.busy, "The operation waited too long for its turn."))
        }
        job.phase = .running
        let isProbe = state.isAway
        if isProbe { state.isProbing = true }
        return .run(job, isProbe: isProbe)
    }

    private func finish(_ job: WorkerJob, _ error: MongoError?, isProbe: Bool) {
        let hasCaller = gate.withLock { state in
            if isProbe { state.isProbing = false }
            if error == nil {
                state.isAway = false
            } else if error?.isServerAway == true {
                state.isAway = true
            }
            let hasCaller = job.phase == .running
            job.phase = .over
            return hasCaller
        }
        if hasCaller { job.deliver() }
    }

    /// Refuses what waits, lets what runs come to its end, and ends the threads; does not wait for them.
    func shutDown() {
        let jobs = gate.withLock { state -> [WorkerJob] in
            state.isClosing = true
            let jobs = state.queue.removeAll()
            for job in jobs { job.phase = .over }
            return jobs
        }
        gate.wakeAll()
        for job in jobs {
            job.refuse(MongoError(.closed, "The connection to MongoDB was closed."))
        }
    }

    /// ``shutDown()``, and waits until the last thread and connection are gone.
    func close() async {
        shutDown()
        await withUnsafeContinuation { continuation in
            let isClosed = gate.withLock { state in
                if state.threads > 0 { state.closeWaiters.append(continuation) }
                return state.threads == 0
            }
            if isClosed { continuation.resume() }
        }
    }

    private func threadEnded() {
        let waiters = gate.withLock { state in
            state.threads -= 1
            guard state.threads == 0 else { return [UnsafeContinuation<Void, Never>]() }
            defer { state.closeWaiters = [] }
            // Under the lock, so that whoever finds no thread left finds no connection left either.
            clients.free()
            return state.closeWaiters
        }
        for waiter in waiters { waiter.resume() }
    }
}

extension MongoError {
    fileprivate static let noConnection = MongoError(.busy, "All connections to MongoDB are in use.")
    static let wasCancelled = MongoError(.cancelled, "The operation was cancelled.")
}
