import EventLog
import Testing
import WriteSide

@Suite("A waiting command")
struct WaitingCommandTests {
    @Test("is never carried out when its caller is cancelled")
    func cancelled() async throws {
        try await withShelf { shelf in
            let gate = Gate()
            async let paused = shelf.submit(.pause(gate))
            await gate.entered()

            // Given a command that waits behind a busy writer, when its caller gives up…
            let caller = Task {
                await failure { () throws(CommandError) in try await shelf.submit(.make("attic")) }
            }
            caller.cancel()

            // … then the caller is told at once, and the command never runs.
            #expect(await caller.value == .cancelled)
            gate.open()
            _ = try await paused
            try await shelf.submit(.make("cellar"))
            #expect(try await shelf.story() == [#"box-1: box-made [1,"cellar"]"#])
        }
    }

    @Test("gets the true answer when it is cancelled after its turn has come")
    func cancelledTooLate() async throws {
        try await withShelf { shelf in
            let gate = Gate()
            let caller = Task { try await shelf.submit(.pause(gate)) }
            await gate.entered()
            caller.cancel()
            gate.open()
            let receipt = try await caller.value
            #expect(receipt.outcome == .unchanged)
        }
    }

    @Test("is turned away when too many wait already")
    func queueFull() async throws {
        var options = WriterOptions()
        options.capacity = 3
        try await withShelf(options: options) { shelf in
            let gate = Gate()
            async let paused = shelf.submit(.pause(gate))
            await gate.entered()

            let (queued, mark) = AsyncStream<Never>.makeStream()
            let fits = Task {
                await shelf.writer.submit((1...3).map { shelf.envelope(.make("box \($0)")) }) {
                    mark.finish()
                }
            }
            for await _ in queued {}
            let turnedAway = await failure { () throws(CommandError) in try await shelf.submit(.make("late"))
            }
            #expect(turnedAway == .busy(retryAfter: .seconds(1)))

            gate.open()
            _ = try await paused
            #expect(await fits.value.allSatisfy { $0.receipt != nil })
            try await shelf.submit(.make("late"))
            try await shelf.expectSound()
        }
    }

    @Test("is still carried out when the writer is closed, and later ones are not taken")
    func closing() async throws {
        try await withShelf { shelf in
            let gate = Gate()
            async let paused = shelf.submit(.pause(gate))
            await gate.entered()
            async let closed: Void = shelf.writer.close()
            gate.open()
            _ = try await paused
            await closed

            let late = await failure { () throws(CommandError) in try await shelf.submit(.make("late")) }
            guard case .unavailable(let error) = late else {
                Issue.record("\(String(describing: late))")
                return
            }
            #expect(error.code == .closed)
        }
    }
}
