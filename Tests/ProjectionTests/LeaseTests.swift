import Contracts
import EventLog
import Mongo
import Synchronization
import Testing

@testable import Projection

@Suite("The lease of a projection")
struct LeaseTests {
    @Test("is held by one, and goes to the next when it ends")
    func oneHolder() async throws {
        try await Stage.run { stage in
            _ = try await ModelSetup(directory: stage.directory, manifest: stage.manifests[0]).entry()
            let directory = stage.directory
            let first = try #require(
                try await directory.acquireLease("films", holder: "a", lasting: .seconds(60))
            ).0
            #expect(try await directory.acquireLease("films", holder: "b", lasting: .seconds(60)) == nil)
            // The same holder takes it over from its former life, with a newer token.
            let again = try #require(
                try await directory.acquireLease("films", holder: "a", lasting: .seconds(60))
            ).0
            #expect(again.token == first.token + 1)
            #expect(try await directory.renew(first, lasting: .seconds(60)) == false)
            try await directory.release(again)
            let second = try #require(try await directory.acquireLease("films", holder: "b", lasting: .zero))
                .0
            // A lease that is over by the server's clock is free.
            let third = try #require(
                try await directory.acquireLease("films", holder: "c", lasting: .seconds(60))
            ).0
            #expect(third.token == second.token + 1)
            let saved = try await directory.saveCheckpoint(
                Position(rawValue: 5),
                nil,
                of: .catalog,
                in: "films_v1_g1",
                isComplete: true,
                under: second
            )
            #expect(!saved)
        }
    }

    @Test("lets a second projector wait, and take over when the first ends")
    func takeOver() async throws {
        try await Stage.run { stage in
            let one = Board()
            let two = Board()
            let first = try stage.service(stage.settings("one"), board: one)
            let second = try stage.service(stage.settings("two"), board: two)
            let running = Task { await first.run() }
            let position = try await stage.log.append(.film(1, "One"))
            try await one.reached(position, "films")
            let waiting = Task { await second.run() }
            try await until("the second waits") {
                second.statuses().allSatisfy { $0.state == .paused && $0.reason?.contains("lease") == true }
            }
            running.cancel()
            await running.value
            let next = try await stage.log.append(.film(2, "Two"))
            try await two.reached(next, "films")
            waiting.cancel()
            await waiting.value
            #expect(try await stage.differences() == [])
        }
    }

    @Test("refuses the writes of a projector that was paused past its end")
    func pausedProjector() async throws {
        try await Stage.run { stage in
            _ = try await ModelSetup(directory: stage.directory, manifest: stage.manifests[0]).entry()
            try await stage.log.append(.film(1, "One", cast: [(7, "A")]))
            let gate = Gate()
            func writer(_ token: Int64, _ faults: Faults) async throws -> ModelWriter<FilmsProjection> {
                let writer = ModelWriter(
                    stage.films,
                    log: .catalog,
                    collection: try await stage.collection("films"),
                    letters: DeadLetterStore(stage.database),
                    token: token,
                    cacheBytes: 1 << 20,
                    faults: faults
                )
                try await writer.prepare(token: token) {}
                return writer
            }
            let feed = stage.log.feed
            let old = try await writer(1, Faults { if $0 == .liveWriting { try await gate.pass() } })
            gate.open()
            _ = try await old.apply(try await feed.events(after: .start, limit: 10))

            // Given the old projector has folded the next event and stops just before it writes…
            gate.close()
            try await stage.log.append(.retitled(1, "By the old one"), .film(2, "Two"))
            let late = Task {
                try await old.apply(try await feed.events(after: Position(rawValue: 1), limit: 1))
            }
            try await gate.waiting()
            // … when its successor writes the document, then the old one's write is refused.
            let new = try await writer(2, .none)
            try await stage.log.append(.retitled(1, "By the new one"))
            _ = try await new.apply(try await feed.events(after: Position(rawValue: 1), limit: 10))
            gate.open()
            await #expect(throws: ModelWriter<FilmsProjection>.Conflict.self) { try await late.value }
            #expect(try await stage.film(1)?["title"] == "By the new one")
            #expect(try await stage.film(1)?["_fence"] == 2)
            // Nor can it, loading anew, write what is fenced: it finds nothing to do.
            await old.forget()
            #expect(try await old.apply(try await feed.events(after: .start, limit: 10)).written == 0)
        }
    }
}

/// A place where a task waits until the test lets it on.
final class Gate: Sendable {
    private let state = Mutex((isOpen: false, waiting: false))

    func open() { state.withLock { $0.isOpen = true } }

    func close() { state.withLock { $0 = (isOpen: false, waiting: false) } }

    func pass() async throws {
        try await until("the gate opens") {
            self.state.withLock { state in
                state.waiting = true
                return state.isOpen
            }
        }
    }

    func waiting() async throws {
        try await until("somebody waits at the gate") { self.state.withLock(\.waiting) }
    }
}
