import Contracts
import EventLog
import Testing
import WriteSide

@Suite("An accepted command")
struct AcceptedCommandTests {
    @Test("leaves its events in the log and their effect in the tables")
    func leavesEvents() async throws {
        try await withShelf { shelf in
            let made = try await shelf.submit(.make("attic"))
            let put = try await shelf.submit(.put(1, ["cup", "hat"]))

            #expect(made.outcome == .created)
            #expect(made.position == Position(rawValue: 1))
            #expect(made.version == 1)
            #expect(String(decoding: made.body, as: UTF8.self) == #"{"id":1}"#)
            #expect(put.outcome == .changed)
            #expect(put.position == Position(rawValue: 3))
            #expect(put.version == 3)
            #expect(
                try await shelf.story() == [
                    #"box-1: box-made [1,"attic"]"#, #"box-1: thing-put [1,"cup"]"#,
                    #"box-1: thing-put [1,"hat"]"#,
                ]
            )
            try await shelf.expectSound()
        }
    }

    @Test("that changes nothing leaves no event, and answers with the head of the log")
    func nothingToChange() async throws {
        try await withShelf { shelf in
            try await shelf.submit(.make("attic"))
            try await shelf.submit(.make("cellar"))
            let receipt = try await shelf.submit(.relabel(1, "attic"))

            #expect(receipt.outcome == .unchanged)
            #expect(receipt.version == 1)
            #expect(receipt.position == Position(rawValue: 2))
            #expect(try await shelf.events().count == 2)
        }
    }

    @Test("is recorded once for all its events, with who gave it")
    func recordedOnce() async throws {
        try await withShelf { shelf in
            try await shelf.submit(.make("attic"), as: "anna")
            try await shelf.submit(.put(1, ["cup", "hat"]), as: "ben")
            let entries = try await shelf.feed.entries(ofStream: "box-1", after: 0, limit: 10)

            #expect(entries.map(\.actor) == ["anna", "ben", "ben"])
            #expect(entries.map(\.event.commandID) == [1, 2, 2])
            #expect(entries.map(\.event.version) == [1, 2, 3])
        }
    }

    @Test("is never recorded earlier than the one before, even when the clock goes back")
    func clockGoesBack() async throws {
        let clock = Clock([1000, 5000, 3000, 6000])
        var options = WriterOptions()
        options.now = clock.next
        try await withShelf(options: options) { shelf in
            for label in ["a", "b", "c", "d"] { try await shelf.submit(.make(label)) }
            #expect(try await shelf.events().map(\.recordedAt) == [1000, 5000, 5000, 6000])
            try await shelf.expectSound()
        }
    }

    @Test("survives the writer's end, and the next writer goes on where it stopped")
    func survives() async throws {
        try await withDataFolder { folder in
            _ = try await withShelf(in: folder) { try await $0.submit(.make("attic")) }
            try await withShelf(in: folder) { shelf in
                let receipt = try await shelf.submit(.put(1, ["cup"]))
                #expect(receipt.position == Position(rawValue: 2))
                #expect(receipt.version == 2)
                try await shelf.expectSound()
            }
        }
    }
}
