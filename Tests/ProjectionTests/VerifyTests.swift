import Contracts
import Mongo
import Testing

@testable import Projection

@Suite("A verification")
struct VerifyTests {
    @Test("finds a document that was changed, one that is missing and one too many, and repairs them")
    func finds() async throws {
        try await Stage.run { stage in
            var random = RandomEvents(seed: 31, namesFilms: true)
            let last = try await stage.log.append(random.take(800))
            try await stage.project(through: last)
            let clean = try await stage.operations().verify("films")
            #expect(clean.isClean)
            #expect(clean.documents > 100)
            #expect(clean.position == last)

            let films = try await stage.collection("films")
            let wrong = try #require(try await films.findOne(["cast.0": ["$exists": true]])?["_id"])
            try await films.updateOne(["_id": wrong], ["$set": ["cast.0.name": "Somebody else"]])
            let lost = try #require(try await films.findOne(["_id": ["$ne": wrong]])?["_id"])
            try await films.deleteOne(["_id": lost])
            try await films.insert([["_id": 99_999, "title": "Never was"]])

            let found = try await stage.operations().verify("films", repair: true)
            #expect((found.different, found.missing, found.extra) == (1, 1, 1))
            #expect(!found.isClean)
            #expect(found.differences.count == 3)
            let changed = try #require(found.differences.first { $0.kind == .different })
            #expect(changed.key == DocumentKey(wrong))
            #expect(changed.fields.map(\.path) == ["cast.0.name"])
            #expect(changed.fields.first?.stored == "\"Somebody else\"")
            #expect(found.repaired == 3)
            #expect(try await stage.operations().verify("films").isClean)
            // The repair has fenced nobody out for good.
            let more = try await stage.log.append(.film(100_000, "After"))
            try await stage.project(through: more)
            #expect(try await stage.differences() == [])
        }
    }

    @Test("is right while the projector goes on", .timeLimit(.minutes(5)))
    func live() async throws {
        try await Stage.run { stage in
            var random = RandomEvents(seed: 32, namesFilms: true)
            let known = try await stage.log.append(random.take(1_000))
            try await stage.whileProjecting { board, _ in
                try await board.reached(known, "films")
                try await board.reached(known, "actors")
                let pouring = Task { [random] in
                    var random = random
                    while !Task.isCancelled { try await stage.log.append(random.take(10)) }
                }
                for _ in 1...5 {
                    #expect(try await stage.operations("verifier").verify("films").differences == [])
                    #expect(try await stage.operations("verifier").verify("actors").differences == [])
                }
                pouring.cancel()
                _ = try? await pouring.value
            }
        }
    }

    @Test("of one document is made good by folding it anew, also while the projector runs")
    func oneDocument() async throws {
        try await Stage.run { stage in
            let first = try await stage.log.append(.film(1, "One", cast: [(7, "A")]), .renamed(7, "B"))
            try await stage.whileProjecting { board, _ in
                try await board.reached(first, "films")
                let films = try await stage.collection("films")
                try await films.updateOne(["_id": 1], ["$set": ["title": "Wrong"]])
                let report = try await stage.operations().rebuild("films", key: .int(1))
                #expect(report.written == 1)
                #expect(try await stage.film(1)?["title"] == "One")
                #expect(try await stage.film(1)?["cast.0.name"] == "B")
                let second = try await stage.log.append(.retitled(1, "Next"))
                try await board.reached(second, "films")
                try await until("it goes on") { try await stage.film(1)?["title"] == "Next" }
            }
            #expect(try await stage.differences() == [])
        }
    }

    @Test("shows a document as it was at any position, and changes nothing")
    func show() async throws {
        try await Stage.run { stage in
            try await stage.log.append(
                .film(1, "One", cast: [(7, "A")]),
                .film(2, "Two"),
                .retitled(1, "Uno"),
                .renamed(7, "B"),
                .withdrawn(1)
            )
            let set = try stage.set()
            func shown(_ position: Int64?) async throws -> ShownDocument {
                try await set.show("films", key: .int(1), at: position.map(Position.init(rawValue:)))
            }
            #expect(try await shown(0).document == nil)
            #expect(try await shown(1).document?["title"] == "One")
            #expect(try await shown(3).document?["title"] == "Uno")
            #expect(try await shown(3).document?["cast.0.name"] == "A")
            #expect(try await shown(5).document?["cast.0.name"] == "B")
            #expect(try await shown(5).document?["_fence"] == nil)
            #expect(try await shown(nil).isGone)
            #expect(try await stage.database.collectionNames() == [])
            await #expect { try await set.show("nothing", key: .int(1)) } throws: { error in
                (error as? ProjectionError)?.code == .unknownProjection
            }
        }
    }
}
