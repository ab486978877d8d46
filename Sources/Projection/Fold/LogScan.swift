import Contracts
import EventLog

/// A part of the log, read and decoded in parallel, handed over in order.
///
/// Positions have no gaps, so every reader knows its range beforehand.
struct LogScan<P: Projection>: Sendable {
    typealias Work = @Sendable () async throws -> Void

    let projection: P
    let feed: any EventFeed
    /// Whether events of a stream with this document (nil: with none) are decoded. Of the others, those of a document's
    /// stream come with no content, and the rest not at all.
    var isWanted: @Sendable (DocumentKey?) -> Bool = { _ in true }
    /// Events that one reader takes at a time.
    var batch = 1_000
    /// Batches that are read and decoded at a time.
    var readers = 3
    /// Pieces of work that run at a time beside that.
    var workers = 2

    private enum Step: Sendable {
        case read(Int, [DecodedEvent<P.Event>])
        case worked
    }

    /// Reads the events after `first` through `last`.
    ///
    /// - Parameter body: gets each batch and the position through which everything was seen, and may give work, such as
    ///   inserting documents, that runs beside the reading. While too much of it waits, nothing is read.
    func run(
        after first: Position,
        through last: Position,
        _ body: ([DecodedEvent<P.Event>], Position) async throws -> [Work]
    ) async throws {
        guard last > first else { return }
        let count = Int(last.rawValue - first.rawValue)
        let batches = (count + batch - 1) / batch
        try await withThrowingTaskGroup(of: Step.self) { group in
            var started = 0
            var done = 0
            var ready: [Int: [DecodedEvent<P.Event>]] = [:]
            var work: [Work] = []
            var working = 0
            while done < batches || !work.isEmpty || working > 0 {
                while working < workers, let next = work.popLast() {
                    working += 1
                    group.addTask {
                        try await next()
                        return .worked
                    }
                }
                while started < batches, started - done < readers, work.isEmpty {
                    let index = started
                    let begin = Position(rawValue: first.rawValue + Int64(index * batch))
                    let end = Position(rawValue: min(last.rawValue, begin.rawValue + Int64(batch)))
                    group.addTask { .read(index, try await read(after: begin, through: end)) }
                    started += 1
                }
                if work.isEmpty, let events = ready.removeValue(forKey: done) {
                    done += 1
                    let seen = min(last.rawValue, first.rawValue + Int64(done * batch))
                    work = try await body(events, Position(rawValue: seen)).reversed()
                    continue
                }
                switch try await group.next() {
                case .read(let index, let events): ready[index] = events
                case .worked: working -= 1
                case nil: break
                }
            }
        }
    }

    private func read(after first: Position, through last: Position) async throws -> [DecodedEvent<P.Event>] {
        var decoded: [DecodedEvent<P.Event>] = []
        decoded.reserveCapacity(Int(last.rawValue - first.rawValue))
        var position = first
        while position < last {
            let limit = Int(last.rawValue - position.rawValue)
            let events = try await feed.events(after: position, limit: limit) { stream in
                isWanted(projection.key(ofStream: stream))
            }
            guard let reached = events.last?.position, reached > position else {
                throw ProjectionError.logEndedEarly(feed.log, expected: last, found: position)
            }
            for event in events {
                let key = projection.key(ofStream: event.stream)
                if isWanted(key) {
                    decoded.append(projection.decoded(event, of: feed.log, ownKey: key))
                } else if key != nil {
                    decoded.append(DecodedEvent(event, of: feed.log, ownKey: key, content: .nothing))
                }
            }
            position = reached
        }
        return decoded
    }
}
