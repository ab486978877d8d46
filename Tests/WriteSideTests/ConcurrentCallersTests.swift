import Contracts
import EventLog
import Synchronization
import Testing
import WriteSide

@Suite("Many callers at once")
struct ConcurrentCallersTests {
    @Test(
        "leave a log without gaps, in which every acknowledged event has its own place",
        arguments: [1, 2, 3]
    )
    func noGaps(seed: UInt64) async throws {
        var options = WriterOptions()
        options.batchCommands = 7
        try await withShelf(options: options) { shelf in
            try await shelf.submit(.make("first"))
            let acknowledged = Positions()

            // Given a reader that follows the log, and callers whose commands succeed, are refused, break halfway, are
            // sent twice or given up…
            let reader = Task { try await followed(shelf, until: "last") }
            await withTaskGroup { callers in
                for caller in 1...12 {
                    callers.addTask {
                        var random = SplitMix(state: seed &* 1000 &+ UInt64(caller))
                        for number in 1...40 {
                            let command = random.command(caller, number)
                            let key = random.key()
                            let task = Task { try await shelf.submit(command, key: key) }
                            if random.next() % 8 == 0 { task.cancel() }
                            guard let receipt = try? await task.value, !receipt.isReplayed,
                                receipt.outcome != .unchanged
                            else { continue }
                            acknowledged.add(receipt.position)
                        }
                    }
                }
            }
            try await shelf.submit(.make("last"))

            // … then the reader saw each position once and in order, and the log holds what was acknowledged.
            let seen = try await reader.value
            let events = try await shelf.events()
            let positions = acknowledged.all
            #expect(seen == events)
            #expect(events.map(\.position.rawValue) == Array(1...Int64(events.count)))
            #expect(Set(positions).count == positions.count)
            #expect(positions.allSatisfy { $0.rawValue <= Int64(events.count) })
            #expect(positions.count > 50)
            try await shelf.expectSound()
        }
    }

    /// Follows the log as a projector does, until an event with this label.
    private func followed(_ shelf: RunningShelf, until label: String) async throws -> [RecordedEvent] {
        var seen: [RecordedEvent] = []
        while true {
            let events = try await shelf.feed.events(after: seen.last?.position ?? .start, limit: 5)
            seen += events
            if events.contains(where: { String(decoding: $0.payload, as: UTF8.self).contains("\"\(label)\"") }
            ) {
                return seen
            }
            if events.isEmpty {
                _ = try await shelf.feed.waitForEvents(
                    after: seen.last?.position ?? .start,
                    timeout: .seconds(10)
                )
            }
        }
    }
}

/// The positions that callers were told.
private final class Positions: Sendable {
    private let positions = Mutex<[Position]>([])

    func add(_ position: Position) { positions.withLock { $0.append(position) } }

    var all: [Position] { positions.withLock(\.self) }
}

/// A small random generator with a seed, so that a failing run can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func command(_ caller: Int, _ number: Int) -> Shelf.Command {
        switch next() % 8 {
        case 0: .make("first")
        case 1: .breakHalfway(1)
        case 2: .breakDeciding
        case 3: .put(1, (0...(next() % 4)).map { "thing \(caller) \(number) \($0)" })
        case 4: .relabel(Int64(1 + next() % 20), "label \(caller) \(number)")
        default: .make("box \(caller) \(number)")
        }
    }

    mutating func key() -> String? {
        next() % 3 == 0 ? "key \(next() % 50)" : nil
    }
}
