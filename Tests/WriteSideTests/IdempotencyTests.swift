import Contracts
import EventLog
import GRDB
import Testing
import WriteSide

@Suite("A command with an idempotency key")
struct IdempotencyTests {
    @Test("sent again, gets the first answer again and does nothing")
    func sentAgain() async throws {
        try await withShelf { shelf in
            let first = try await shelf.submit(.make("attic"), key: "k")
            try await shelf.submit(.put(1, ["cup"]))
            let again = try await shelf.submit(.make("attic"), key: "k")

            #expect(!first.isReplayed)
            #expect(again.isReplayed)
            #expect(again.position == first.position)
            #expect(again.version == first.version)
            #expect(again.outcome == .created)
            #expect(again.body == first.body)
            #expect(try await shelf.events().count == 2)
        }
    }

    @Test("sent twice in one batch, runs once")
    func twiceInOneBatch() async throws {
        try await withShelf { shelf in
            let results = await shelf.writer.submit([
                shelf.envelope(.make("attic"), key: "k"), shelf.envelope(.make("attic"), key: "k"),
            ])
            let events = try await shelf.events()
            #expect(results.compactMap { $0.receipt?.isReplayed } == [false, true])
            #expect(events.count == 1)
        }
    }

    @Test("is refused when the key came with another request before")
    func keyReused() async throws {
        try await withShelf { shelf in
            try await shelf.submit(.make("attic"), key: "k")
            let other = await refusal { () throws(CommandError) in
                try await shelf.submit(.make("cellar"), key: "k")
            }
            #expect(other?.kind == .keyReused)
            #expect(try await shelf.events().count == 1)
        }
    }

    @Test("has nothing to do with the same key of somebody else")
    func perActor() async throws {
        try await withShelf { shelf in
            try await shelf.submit(.make("attic"), as: "anna", key: "k")
            let other = try await shelf.submit(.make("cellar"), as: "ben", key: "k")
            #expect(!other.isReplayed)
        }
    }

    @Test("does not trip over its own change when it comes again with the old version")
    func beforePrecondition() async throws {
        try await withShelf { shelf in
            try await shelf.submit(.make("attic"))
            let precondition = Precondition.version(of: "box-1", isOneOf: [1])
            let first = try await shelf.submit(.relabel(1, "loft"), key: "k", if: precondition)
            let again = try await shelf.submit(.relabel(1, "loft"), key: "k", if: precondition)
            #expect(first.version == 2)
            #expect(again.version == 2)
            #expect(again.isReplayed)
        }
    }

    @Test("is remembered also when it changed nothing")
    func nothingChanged() async throws {
        try await withShelf { shelf in
            try await shelf.submit(.make("attic"))
            try await shelf.submit(.relabel(1, "attic"), key: "k")
            try await shelf.submit(.relabel(1, "loft"))
            let again = try await shelf.submit(.relabel(1, "attic"), key: "k")
            #expect(again.isReplayed)
            #expect(again.outcome == .unchanged)
            #expect(try await shelf.events().count == 2)
        }
    }

    @Test("leaves no key when it runs into a fault")
    func faultLeavesNoKey() async throws {
        try await withShelf { shelf in
            try await shelf.submit(.make("attic"))
            _ = await failure { () throws(CommandError) in try await shelf.submit(.breakHalfway(1), key: "k")
            }
            let next = try await shelf.submit(.put(1, ["cup"]), key: "k")
            #expect(!next.isReplayed)
        }
    }

    @Test("survives a restart of the writer")
    func survivesRestart() async throws {
        try await withDataFolder { folder in
            _ = try await withShelf(in: folder) { try await $0.submit(.make("attic"), key: "k") }
            try await withShelf(in: folder) { shelf in
                let again = try await shelf.submit(.make("attic"), key: "k")
                #expect(again.isReplayed)
            }
        }
    }

    @Test("needs a key of 1 to 255 bytes", arguments: [0, 1, 255, 256])
    func keyLength(_ length: Int) async throws {
        try await withShelf { shelf in
            let key = String(repeating: "k", count: length)
            let refused = await refusal { () throws(CommandError) in
                try await shelf.submit(.make("attic"), key: key)
            }
            #expect((refused == nil) == (1...255).contains(length))
        }
    }

    @Test("is forgotten when its key is too old, a few keys with every commit")
    func forgottenByAge() async throws {
        let clock = Clock([0])
        var options = WriterOptions()
        options.now = clock.next
        options.keyLifetime = 1000
        try await withShelf(options: options) { shelf in
            for number in 1...6 { try await shelf.submit(.make("old \(number)"), key: "old \(number)") }
            clock.set(2000)
            for number in 1...2 { try await shelf.submit(.make("new \(number)"), key: "new \(number)") }
            #expect(try keys(shelf) == ["old 5", "old 6", "new 1", "new 2"])
            for number in 3...6 { try await shelf.submit(.make("new \(number)"), key: "new \(number)") }
            #expect(try keys(shelf) == (1...6).map { "new \($0)" })
        }
    }

    @Test("is forgotten when too many keys came after it")
    func forgottenByNumber() async throws {
        var options = WriterOptions()
        options.keyLimit = 3
        try await withShelf(options: options) { shelf in
            for number in 1...5 { try await shelf.submit(.make("box \(number)"), key: "\(number)") }
            #expect(try keys(shelf) == ["3", "4", "5"])
        }
    }

    private func keys(_ shelf: RunningShelf) throws -> [String] {
        try DatabaseQueue(path: shelf.folder.file(of: Shelf.log)).read { database in
            try String.fetchAll(database, sql: "SELECT idempotency_key FROM idempotency_keys ORDER BY key_id")
        }
    }
}
