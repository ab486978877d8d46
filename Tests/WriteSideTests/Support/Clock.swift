import Synchronization

/// A clock that shows given times, one after the other; the last one stays.
final class Clock: Sendable {
    private let times: Mutex<[Int64]>

    init(_ times: [Int64]) {
        self.times = Mutex(times)
    }

    var next: @Sendable () -> Int64 {
        { self.times.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] } }
    }

    func set(_ time: Int64) {
        times.withLock { $0 = [time] }
    }
}
