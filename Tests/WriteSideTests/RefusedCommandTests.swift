import EventLog
import JSONKit
import Testing
import WriteSide

@Suite("A refused command")
struct RefusedCommandTests {
    @Test("tells its caller why, and leaves nothing behind")
    func leavesNothing() async throws {
        try await withShelf { shelf in
            try await shelf.submit(.make("attic"))

            let conflict = await refusal { () throws(CommandError) in try await shelf.submit(.make("attic")) }
            let invalid = await refusal { () throws(CommandError) in try await shelf.submit(.make("")) }
            let missing = await refusal { () throws(CommandError) in try await shelf.submit(.relabel(9, "x"))
            }

            #expect(conflict?.kind == .conflict)
            #expect(invalid?.kind == .invalid([FieldError(pointer: "/label", detail: "must not be empty")]))
            #expect(missing?.kind == .notFound)
            #expect(try await shelf.events().count == 1)
            try await shelf.expectSound()
        }
    }

    @Test("does not use up its idempotency key: sent again when the reason is gone, it runs")
    func keyIsFree() async throws {
        try await withShelf { shelf in
            let first = await refusal { () throws(CommandError) in
                try await shelf.submit(.relabel(1, "loft"), key: "k", request: "relabel")
            }
            try await shelf.submit(.make("attic"))
            let second = try await shelf.submit(.relabel(1, "loft"), key: "k", request: "relabel")

            #expect(first?.kind == .notFound)
            #expect(second.outcome == .changed)
            #expect(!second.isReplayed)
        }
    }
}

/// The refusal that `body` ends with; nil when it does not.
func refusal<Value>(
    isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws(CommandError) -> Value
) async -> Refusal? {
    guard case .refused(let refusal)? = await failure(body) else { return nil }
    return refusal
}

/// The error that `body` ends with; nil when it does not.
func failure<Value>(
    isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws(CommandError) -> Value
) async -> CommandError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error
    }
}
