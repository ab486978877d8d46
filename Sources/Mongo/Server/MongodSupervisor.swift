import CMongoShim
import Glibc

/// The thread that starts one mongod, waits for its end, and starts it again.
final class MongodSupervisor: Sendable {
    private struct Watch {
        var state = ManagedMongod.State.starting
        /// The child, as long as its pid is certain to name it: from the spawn until it is reaped.
        var pid: Int32?
        var isStopping = false
        var hasEnded = false
        var starter: UnsafeContinuation<Result<String, MongodError>, Never>?
        var stopWaiters: [UnsafeContinuation<Void, Never>] = []
        var listeners: [AsyncStream<ManagedMongod.State>.Continuation] = []
    }

    private let settings: ManagedMongod.Settings
    private let gate = ThreadGate(Watch())

    /// The pause before a new start, from the first to the last; what runs this long counts as healthy again.
    private static let firstPause = Duration.milliseconds(100)
    private static let longestPause = Duration.seconds(5)
    private static let healthyAfter = Duration.seconds(30)
    private static let stopLimit = Duration.seconds(10)

    init(_ settings: ManagedMongod.Settings) {
        self.settings = settings
    }

    var state: ManagedMongod.State { gate.withLock { $0.state } }

    func states() -> AsyncStream<ManagedMongod.State> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ManagedMongod.State.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        gate.withLock { watch in
            continuation.yield(watch.state)
            if watch.hasEnded {
                continuation.finish()
            } else {
                watch.listeners.append(continuation)
            }
        }
        return stream
    }

    /// Starts the thread, and returns the connection string once mongod is ready.
    func start() async throws(MongodError) -> String {
        let result = await withUnsafeContinuation { continuation in
            gate.withLock { $0.starter = continuation }
            if !startThread(named: "mongod-watch", { self.supervise() }) {
                answerStarter(.failure(MongodError(.notReady, "The system gives no thread for mongod.")))
            }
        }
        return try result.get()
    }

    func stop() async {
        await withUnsafeContinuation { continuation in
            let hasEnded = gate.withLock { watch in
                watch.isStopping = true
                if !watch.hasEnded { watch.stopWaiters.append(continuation) }
                return watch.hasEnded
            }
            gate.wakeAll()
            if hasEnded {
                continuation.resume()
            } else if !startThread(named: "mongod-stop", { self.endChild() }) {
                signal(SIGKILL)
            }
        }
    }

    func killNow() {
        gate.withLock { $0.isStopping = true }
        signal(SIGKILL)
    }

    private func endChild() {
        signal(SIGTERM)
        if gate.wait(atMost: Self.stopLimit, { $0.hasEnded ? true : nil }) == nil {
            signal(SIGKILL)
        }
    }

    private func signal(_ number: Int32) {
        gate.withLock { watch in
            if let pid = watch.pid { kill(pid, number) }
        }
    }

    private func supervise() {
        var pause = Self.firstPause
        while true {
            let begin = ContinuousClock.now
            do throws(MongodError) {
                let end = try runOnce()
                if isStopping { break }
                set(.restarting(end.message))
            } catch {
                let isFirst = answerStarter(.failure(error))
                if isStopping || isFirst { break }
                set(.failed(error.message))
            }
            if ContinuousClock.now - begin > Self.healthyAfter { pause = Self.firstPause }
            if gate.wait(atMost: pause, { $0.isStopping ? true : nil }) != nil { break }
            pause = min(pause * 2, Self.longestPause)
        }
        finish()
    }

    /// From a start to the end of that mongod; returns how it ended.
    private func runOnce() throws(MongodError) -> MongodError {
        let folder = try MongodFolder(settings.dataDirectory)
        _ = try MongodBinary.checkVersion(of: settings.binary)
        try folder.waitUntilFree(atMost: settings.lockTimeout)
        let process = try MongodProcess.start(settings, folder)
        let mayRun = gate.withLock { watch in
            watch.pid = process.pid
            return !watch.isStopping
        }
        if !mayRun { signal(SIGKILL) }
        // As much as its own cache may hold. Where there is no thread for it, things go on without.
        let limit = Int(settings.cacheGigabytes * Double(1 << 30))
        _ = startThread(named: "mongod-ahead") { folder.readAhead(atMost: limit) }

        var failure: MongodError?
        do throws(MongodError) {
            try process.awaitReady(settings, folder)
            if !process.hasEnded {
                set(.running(pid: process.pid))
                answerStarter(.success(folder.uri))
            }
        } catch {
            failure = error
            signal(SIGKILL)
        }
        kin_await_end(process.pid)
        let wasReady = gate.withLock { watch in
            // From here on the pid may come to name another process.
            watch.pid = nil
            if case .running = watch.state { return true }
            return false
        }
        let status = kin_reap(process.pid)
        folder.removeSocket()
        let end = failure ?? MongodLog(path: settings.logFile).reason(since: process.logBegin, status: status)
        if !wasReady { throw end }
        return end
    }

    private var isStopping: Bool { gate.withLock { $0.isStopping } }

    private func set(_ state: ManagedMongod.State) {
        gate.withLock { watch in
            watch.state = state
            for listener in watch.listeners { listener.yield(state) }
        }
    }

    /// Tells whoever waits in ``start()``; false where nobody does any more.
    @discardableResult
    private func answerStarter(_ result: Result<String, MongodError>) -> Bool {
        let starter = gate.withLock { watch in
            defer { watch.starter = nil }
            return watch.starter
        }
        starter?.resume(returning: result)
        return starter != nil
    }

    private func finish() {
        set(.stopped)
        let (waiters, listeners) = gate.withLock { watch in
            watch.hasEnded = true
            defer {
                watch.stopWaiters = []
                watch.listeners = []
            }
            return (watch.stopWaiters, watch.listeners)
        }
        gate.wakeAll()
        for listener in listeners { listener.finish() }
        for waiter in waiters { waiter.resume() }
    }
}
