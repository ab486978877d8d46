import Contracts
import Mongo
import Testing

@testable import Projection

@Suite("An event that cannot be applied")
struct DeadLetterTests {
    @Test("is parked with the later ones of its document, everything else goes on, and retry heals")
    func foldFails() async throws {
        try await Stage.run { stage in
            var broken = stage
            broken.films.brokenTitles = ["Bad"]
            try await stage.log.append(
                .film(1, "One", cast: [(7, "A")]),
                .film(2, "Two", cast: [(7, "A")]),
                .retitled(1, "Bad"),
                .retitled(1, "Later")
            )
            let last = try await stage.log.append(.retitled(2, "Goes on"), .renamed(7, "B"))
            try await broken.project(through: last)

            // Then the film stays as it was before the event, and says that it is stale; the other one went on.
            let film = try #require(try await stage.film(1))
            #expect(film["title"] == "One")
            #expect(film["_stale"] == true)
            #expect(film["cast.0.name"] == "A")
            #expect(try await stage.film(2)?["title"] == "Goes on")
            #expect(try await stage.film(2)?["cast.0.name"] == "B")
            #expect(try await stage.film(2)?["_stale"] == nil)
            let letters = try await broken.operations().deadLetters("films")
            #expect(letters.map(\.position.rawValue) == [3, 4, 7])
            #expect(letters.map(\.key) == [.int(1), .int(1), .int(1)])
            #expect(letters[0].error?.contains("broken") == true)
            #expect(letters[1].isWaiting && letters[2].isWaiting)
            // The model is what the log says, as far as it could be applied.
            #expect(try await broken.differences() == [])
            #expect(try await broken.operations().verify("films").stale == 1)

            // When it is tried again without a mend, nothing changes; …
            let failing = try await broken.operations().retryDeadLetters()
            #expect(failing.first?.failing == [.int(1)])
            #expect(try await broken.operations().deadLetters("films").contains { !$0.isWaiting })
            #expect(try await stage.film(1)?["_stale"] == true)
            // … with the mend, it heals, with what it missed from references.
            let healed = try await stage.operations().retryDeadLetters()
            #expect(healed.first?.failing == [])
            #expect(try await stage.operations().deadLetters() == [])
            #expect(try await stage.film(1)?["title"] == "Later")
            #expect(try await stage.film(1)?["cast.0.name"] == "B")
            #expect(try await stage.film(1)?["_stale"] == nil)
            #expect(try await stage.differences() == [])
        }
    }

    @Test("is healed while the projector runs, which then goes on with the document")
    func retryLive() async throws {
        try await Stage.run { stage in
            var broken = stage
            broken.films.brokenTitles = ["Bad"]
            let parked = try await stage.log.append(.film(1, "One"), .retitled(1, "Bad"))
            try await broken.project(through: parked)
            try await stage.whileProjecting { board, service in
                let waiting = try await stage.log.append(.retitled(1, "Waits"))
                try await board.reached(waiting, "films")
                #expect(try await stage.film(1)?["title"] == "One")
                try await until("parked events are counted") {
                    service.statuses().first { $0.projection == "films" }?.parked == 2
                }
                _ = try await stage.operations().retryDeadLetters("films")
                #expect(try await stage.film(1)?["title"] == "Waits")
                let last = try await stage.log.append(.retitled(1, "Goes on"))
                try await board.reached(last, "films")
                try await until("the film goes on") { try await stage.film(1)?["title"] == "Goes on" }
                #expect(try await stage.film(1)?["_stale"] == nil)
                #expect(try await stage.operations().deadLetters() == [])
            }
            #expect(try await stage.differences() == [])
        }
    }

    @Test(
        "of an unknown type or a newer schema stops its stream only",
        arguments: [("film-rated", 1), ("film-made", 2)]
    )
    func unknown(type: String, schema: Int) async throws {
        try await Stage.run { stage in
            try await stage.log.append(
                .film(1, "One", cast: [(7, "A")]),
                .other(stream: "film-1", type: type, schema: schema),
                .joined(1, actor: 8, "B")
            )
            let last = try await stage.log.append(.film(2, "Two", cast: [(7, "A")]), .retitled(2, "Two!"))
            try await stage.project(through: last)

            #expect(try await stage.film(1)?["_stale"] == true)
            #expect(try await stage.film(1)?["cast.1"] == nil)
            #expect(try await stage.film(2)?["title"] == "Two!")
            // In the other model the stream names no document, so all that it would touch waits.
            let letters = try await stage.operations().deadLetters("actors")
            #expect(letters.map(\.position.rawValue) == [2, 3])
            #expect(letters.allSatisfy { $0.key == nil })
            #expect(try await stage.differences() == [])

            guard schema == 1 else { return }
            var mended = stage
            mended.films.knownTypes = [type]
            mended.actors.knownTypes = [type]
            _ = try await mended.operations().retryDeadLetters()
            #expect(try await mended.operations().deadLetters() == [])
            #expect(try await mended.film(1)?["cast.1.name"] == "B")
            #expect(try await mended.differences() == [])
            // And the projector goes on with the stream.
            let more = try await stage.log.append(.joined(1, actor: 9, "C"))
            try await mended.project(through: more)
            #expect(try await mended.film(1)?["cast.2.name"] == "C")
            #expect(try await mended.differences() == [])
        }
    }

    @Test("because MongoDB refuses its document, is found among the others of its batch")
    func refused() async throws {
        try await Stage.run { stage in
            let long = String(repeating: "x", count: 41)
            let together = try await stage.log.append(
                .film(1, "One"),
                .retitled(1, "Still fine"),
                .film(2, "Two"),
                .film(3, long),
                .retitled(1, long)
            )
            try await stage.project(through: together)
            let last = try await stage.log.append(.retitled(1, "Short again"))
            try await stage.project(through: last)
            #expect(try await stage.film(1)?["title"] == "Still fine")
            #expect(try await stage.film(1)?["_stale"] == true)
            #expect(try await stage.film(2)?["title"] == "Two")
            #expect(try await stage.film(3) == nil)
            let letters = try await stage.operations().deadLetters("films")
            #expect(letters.filter { !$0.isWaiting }.map(\.position.rawValue) == [4, 5])
            #expect(letters.filter(\.isWaiting).map(\.position.rawValue) == [6])
            #expect(try await stage.operations().verify("films").differences == [])

            // A rebuild writes only the last form, and that of film 1 is fine.
            _ = try await stage.operations().rebuild("films")
            #expect(try await stage.film(1)?["title"] == "Short again")
            #expect(try await stage.film(3) == nil)
            #expect(try await stage.operations().deadLetters("films").map(\.key) == [.int(3)])
            #expect(try await stage.operations().verify("films").differences == [])
        }
    }

    @Test("is parked by a rebuild too, and the letters go with the collection")
    func inRebuild() async throws {
        try await Stage.run { stage in
            var broken = stage
            broken.films.brokenTitles = ["Bad"]
            let last = try await stage.log.append(.film(1, "One"), .retitled(1, "Bad"), .film(2, "Two"))
            try await stage.project(through: last)
            let report = try await broken.operations().rebuild("films")
            #expect(report.parked == 1)
            #expect(try await stage.film(1)?["title"] == "One")
            #expect(try await stage.film(1)?["_stale"] == true)
            #expect(try await broken.operations().deadLetters().count == 1)
            #expect(try await broken.differences() == [])
            _ = try await stage.operations().rollback("films")
            #expect(try await stage.operations().deadLetters() == [])
            #expect(try await stage.film(1)?["title"] == "Bad")
            #expect(try await stage.operations().drop("films") == [report.collection])
            #expect(try await stage.database.collection("dead_letters").count() == 0)
        }
    }
}
