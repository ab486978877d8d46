import Contracts
import Mongo
import Synchronization

/// What is known of one projector, written by it and read by whoever asks.
final class ProjectorMonitor: Sendable {
    private struct State {
        var status: ProjectorStatus
        /// A rebuild's phase, where one runs.
        var rebuild: String?
        /// When something moved last, or there was nothing to do.
        var moved = ContinuousClock.now
        /// When the oldest event that waits was recorded.
        var oldestWaiting: Int64?
        var rate = RateMeter()
    }

    private let log: LogName
    private let stallLimit: Duration
    private let state: Mutex<State>

    init(projection: String, version: Int, log: LogName, stallLimit: Duration) {
        self.log = log
        self.stallLimit = stallLimit
        state = Mutex(State(status: ProjectorStatus(projection: projection, version: version)))
    }

    /// What to show now. Whether it is stalled is judged here, so that a projector that hangs need not say so itself.
    func status() -> ProjectorStatus {
        state.withLock { state in
            var status = state.status
            let head = status.heads[log] ?? .start
            let checkpoint = status.checkpoint[log] ?? .start
            status.lagEvents = max(0, head.rawValue - checkpoint.rawValue)
            if status.lagEvents > 0, let oldest = state.oldestWaiting {
                status.lagSeconds = max(0, Double(WallClock.now - oldest) / 1_000)
            }
            status.eventsPerSecond = state.rate.perSecond()
            if status.state == .idle, status.lagEvents > 0 { status.state = .live }
            if status.state != .paused {
                let silent = ContinuousClock.now - state.moved
                if status.lagEvents > 0, silent > stallLimit {
                    status.state = .stalled
                    status.reason =
                        "\(status.lagEvents) events wait and nothing has moved for "
                        + "\(silent.components.seconds) s."
                } else if let phase = state.rebuild {
                    status.state = .rebuilding
                    status.reason = "A rebuild runs: \(phase)."
                }
            }
            return status
        }
    }

    func began(_ entry: DirectoryEntry, parked: Int) {
        state.withLock { state in
            state.status.collection = entry.collection
            state.status.version = entry.version
            state.status.checkpoint = entry.checkpoint
            state.status.parked = Int64(parked)
            state.status.state = .live
            state.status.reason = nil
            state.moved = .now
        }
    }

    func applied(_ events: Int, through position: Position, _ parked: Int, _ failed: Int) {
        state.withLock { state in
            state.status.checkpoint[log] = position
            state.status.heads[log] = max(position, state.status.heads[log] ?? position)
            state.status.state = .live
            state.status.reason = nil
            state.status.eventsApplied += Int64(events)
            state.status.batches += 1
            state.status.lastBatchSize = events
            state.status.parked += Int64(parked)
            state.status.failures += Int64(failed)
            state.oldestWaiting = nil
            state.moved = .now
            state.rate.add(events)
        }
    }

    func idle(at head: Position) {
        state.withLock { state in
            state.status.heads[log] = max(head, state.status.heads[log] ?? head)
            state.status.state = .idle
            state.status.reason = nil
            state.oldestWaiting = nil
            state.moved = .now
        }
    }

    func paused(_ reason: String, isFailure: Bool) {
        state.withLock { state in
            state.status.state = .paused
            state.status.reason = reason
            if isFailure { state.status.failures += 1 }
            state.moved = .now
        }
    }

    /// What a look at log and directory from outside the projector shows.
    func observed(head: Position, oldestWaiting: Int64?) {
        state.withLock { state in
            if head <= state.status.checkpoint[log] ?? .start { state.moved = .now }
            state.status.heads[log] = max(head, state.status.heads[log] ?? head)
            state.oldestWaiting = oldestWaiting
        }
    }

    func observed(rebuild phase: String?) {
        state.withLock { $0.rebuild = phase }
    }

    func parkedCount(_ count: Int) {
        state.withLock { $0.status.parked = Int64(count) }
    }
}

/// Events per second over about the last ten seconds, in one-second buckets.
struct RateMeter {
    private var buckets = [Int](repeating: 0, count: 10)
    private var second: Int64 = 0
    private let start = ContinuousClock.now

    mutating func add(_ events: Int) {
        turn()
        buckets[Int(second % 10)] += events
    }

    mutating func perSecond() -> Double {
        turn()
        let seconds = min(10, max(1, (ContinuousClock.now - start).inSeconds))
        return Double(buckets.reduce(0, +)) / seconds
    }

    private mutating func turn() {
        let now = (ContinuousClock.now - start).components.seconds
        guard now > second else { return }
        for passed in 1...min(10, now - second) { buckets[Int((second + passed) % 10)] = 0 }
        second = now
    }
}
