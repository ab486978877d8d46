import Contracts
import EventLog
import Mongo
import Testing

@testable import Projection

@Suite("A fold of the whole log")
struct FoldTests {
    @Test("gives the same documents in one piece, in slices and document by document", arguments: [1, 2, 3])
    func slices(seed: UInt64) async throws {
        let log = try ToyLog()
        var random = RandomEvents(seed: seed)
        let head = try await log.append(random.take(3_000))

        // Given every document folded alone, in the simplest way that there is…
        let expected = try await alone(FilmsProjection(), log.feed, head)
        #expect(expected.count > 500)
        // … when all are folded at once, with and without a stream per document, then they are the same, …
        for followsStreams in [true, false] {
            let projection = FilmsProjection(followsStreams: followsStreams)
            let (whole, outcome) = try await full(projection, log.feed, head, budget: 64 << 20)
            #expect(whole == expected)
            #expect(outcome.passes == 1)
            #expect(outcome.reread == 0)
            // … also where the budget is far below the model's size.
            let (sliced, slices) = try await full(projection, log.feed, head, budget: 100_000)
            #expect(sliced == expected)
            #expect(slices.passes > 1)
        }
        let actors = try await alone(ActorsProjection(), log.feed, head)
        #expect(try await full(ActorsProjection(), log.feed, head, budget: 10_000).0 == actors)
    }

    @Test("reads documents again for which there was no room", arguments: [4, 5, 6])
    func reread(seed: UInt64) async throws {
        let log = try ToyLog()
        var random = RandomEvents(seed: seed)
        let few = random.take(200) + random.take(2_000).filter { !$0.renames } + random.take(100)
        // Some films have more events than are read of a stream at a time.
        let many = (1...40).flatMap { take in
            (300...310).map { ToyEvent.retitled($0, "Film \($0), take \(take)") }
        }
        let head = try await log.append(few + many)
        let expected = try await alone(FilmsProjection(), log.feed, head)
        for budget in [60_000, 100_000] {
            let (found, outcome) = try await full(FilmsProjection(), log.feed, head, budget: budget)
            #expect(found == expected)
            #expect(outcome.passes == 1)
            #expect(outcome.reread > 10)
        }
    }

    @Test("knows of the streams of no document the same, whether it asks the log for them or reads it whole")
    func census() async throws {
        let log = try ToyLog()
        var random = RandomEvents(seed: 7)
        let calm = random.take(100) + random.take(3_000).filter { !$0.renames } + random.take(20)
        let head = try await log.append(
            calm + [
                .film(9_001, "Waits", cast: [(5_001, "Before")]),
                .other(stream: "actor-5001", type: "actor-unheard-of"),
                .renamed(5_001, "After"),
                .other(stream: "actor-5002", type: "actor-unheard-of"),
            ]
        )
        let whole = FullFold(projection: FilmsProjection(), feed: log.feed, head: head, budget: 64 << 20)
        #expect(try await StreamCensus.take(of: whole)?.hasAllOthers == false)

        let (asked, outcome) = try await full(FilmsProjection(), log.feed, head, budget: 64 << 20)
        let (read, other) = try await full(FilmsProjection(), FlakyFeed(log.feed), head, budget: 64 << 20)
        #expect(asked == read)
        #expect(asked[.int(9_001)]?["cast.0.name"] == "Before")
        let parked = Set(outcome.parked.map(\.place.stream))
        #expect(parked == ["actor-5001", "actor-5002"])
        #expect(parked == Set(other.parked.map(\.place.stream)))
        #expect(outcome.parked.count == other.parked.count)
        #expect(
            asked
                == (try await full(FilmsProjection(followsStreams: false), log.feed, head, budget: 64 << 20).0)
        )
    }

    @Test("refuses a first event that changes what documents embed, where streams are followed")
    func earlyReference() async throws {
        let log = try ToyLog()
        let head = try await log.append(
            .film(1, "One", cast: [(7, "A")]),
            .other(stream: "actor-7", type: "actor-renamed")
        )
        let error = await #expect(throws: ProjectionError.self) {
            try await full(FilmsProjection(), log.feed, head, budget: 64 << 20)
        }
        #expect(error?.code == .wrongFold)
        #expect(error?.message.contains("actor-7 (position 2)") == true)
    }

    @Test("takes every hash exactly once, however the slices are cut")
    func slicePlan() throws {
        var plan = SlicePlan()
        var next: UInt64? = 0
        var round = 0
        while let slice = plan.takeSlice() {
            var slice = slice
            #expect(slice.lowerBound == next)
            round += 1
            if round < 4 { slice = plan.narrow(slice, keeping: 0.3) }
            if round == 6 { slice = plan.narrow(plan.narrow(slice, keeping: 0.5), keeping: 0.5) }
            plan.adapt(filled: round.isMultiple(of: 2) ? 0.2 : 0.9)
            next = slice.upperBound == .max ? nil : slice.upperBound + 1
            try #require(round < 1_000)
        }
        #expect(next == nil)
    }

    @Test("has nothing to fold in an empty log")
    func empty() async throws {
        let log = try ToyLog()
        #expect(try await full(FilmsProjection(), log.feed, .start, budget: 1_000).0.isEmpty)
    }

    private func full<P: Projection>(
        _ projection: P,
        _ feed: any EventFeed,
        _ head: Position,
        budget: Int
    ) async throws -> ([DocumentKey: BSONDocument], FullFold<P>.Outcome) {
        let found = Shared<[DocumentKey: BSONDocument]>([:])
        let coder = DocumentCoder<P.Document>(log: .catalog)
        let fold = FullFold(projection: projection, feed: feed, head: head, budget: budget)
        let outcome = try await fold.run { chunk in
            for document in chunk {
                let bytes = coder.encode(document.key, document.folded, fence: 0)
                let before = found.withLock { $0.updateValue(bytes, forKey: document.key) }
                #expect(before == nil, "\(document.key) came twice")
            }
        }
        #expect(outcome.documents == found.withLock { $0.count })
        return (found.withLock { $0 }, outcome)
    }

    /// Each event applied at once to every document that it touches or that embeds what it changes.
    private func alone<P: Projection>(
        _ projection: P,
        _ feed: any EventFeed,
        _ head: Position
    ) async throws -> [DocumentKey: BSONDocument] {
        var documents: [DocumentKey: FoldedDocument<P.Document>] = [:]
        for recorded in try await feed.events(after: .start, limit: Int(head.rawValue)) {
            guard let event = try projection.decode(recorded) else { continue }
            var keys: Set<DocumentKey> = []
            for touch in projection.touches(event) {
                switch touch {
                case .document(let key): keys.insert(key)
                case .embedding(let reference):
                    for (key, folded) in documents
                    where folded.state.document?.embeds.contains(reference) ?? false { keys.insert(key) }
                }
            }
            for key in keys {
                var folded = documents[key] ?? FoldedDocument()
                try projection.apply(
                    event,
                    at: EventPlace(recorded, in: .catalog),
                    key: key,
                    to: &folded.state
                )
                guard !folded.isAbsent else { continue }
                folded.position = recorded.position
                if projection.key(ofStream: recorded.stream) == key { folded.version = recorded.version }
                documents[key] = folded
            }
        }
        let coder = DocumentCoder<P.Document>(log: .catalog)
        return documents.reduce(into: [:]) { $0[$1.key] = coder.encode($1.key, $1.value, fence: 0) }
    }
}

extension ToyEvent {
    fileprivate var renames: Bool {
        if case .renamed = self { true } else { false }
    }
}
