import Synchronization

/// Lines between the one task that reads them and the one that has them carried out; bounded, so that a client sends
/// no faster than the writer works.
///
/// Whoever takes gets everything that waits, so that lines which came while a batch was being committed become the next
/// batch, however they were cut into packets.
final class LineQueue: Sendable {
    private struct State {
        var lines: [LineSplitter.Line] = []
        var bytes = 0
        var isFinished = false
        var isAbandoned = false
        var reader: CheckedContinuation<Void, Never>?
        var taker: CheckedContinuation<Void, Never>?

        mutating func wakeReader() -> CheckedContinuation<Void, Never>? {
            defer { reader = nil }
            return reader
        }

        mutating func wakeTaker() -> CheckedContinuation<Void, Never>? {
            defer { taker = nil }
            return taker
        }
    }

    private let lineLimit: Int
    private let byteLimit: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - lineLimit: How many lines may wait before the reader waits.
    ///   - byteLimit: How many bytes, likewise.
    init(lineLimit: Int = 512, byteLimit: Int = 4 << 20) {
        self.lineLimit = lineLimit
        self.byteLimit = byteLimit
    }

    /// Puts lines in; returns when there is room for more. False when nobody will take any more.
    func put(_ lines: [LineSplitter.Line]) async -> Bool {
        let taker = state.withLock { state in
            state.lines += lines
            state.bytes += lines.reduce(0) { $0 + ($1.bytes?.count ?? 0) }
            return state.wakeTaker()
        }
        taker?.resume()
        await withCheckedContinuation { continuation in
            let isThereRoom = state.withLock { state in
                if state.isAbandoned || (state.lines.count < lineLimit && state.bytes < byteLimit) {
                    return true
                }
                state.reader = continuation
                return false
            }
            if isThereRoom { continuation.resume() }
        }
        return state.withLock { !$0.isAbandoned }
    }

    /// There will be no more lines.
    func finish() {
        state.withLock { state in
            state.isFinished = true
            return state.wakeTaker()
        }?.resume()
    }

    /// Takes every line that waits, and waits for one when there is none; nil when there will be none.
    func take() async -> [LineSplitter.Line]? {
        while true {
            let (lines, isFinished, reader) = state.withLock { state in
                defer {
                    state.lines = []
                    state.bytes = 0
                }
                return (state.lines, state.isFinished, state.wakeReader())
            }
            reader?.resume()
            if !lines.isEmpty { return lines }
            if isFinished { return nil }
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if !state.lines.isEmpty || state.isFinished { return true }
                    state.taker = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        }
    }

    /// Nobody will take any more.
    func abandon() {
        state.withLock { state in
            state.isAbandoned = true
            return state.wakeReader()
        }?.resume()
    }
}
