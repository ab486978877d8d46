import EventLog
import Testing
import WriteSide

@Suite("A command that asks for a version")
struct PreconditionTests {
    @Test("is accepted when the entity has it, and refused with the present version when not")
    func version() async throws {
        try await withShelf { shelf in
            try await shelf.submit(.make("attic"))
            try await shelf.submit(.relabel(1, "loft"), if: .version(of: "box-1", isOneOf: [1]))
            let stale = await refusal { () throws(CommandError) in
                try await shelf.submit(.relabel(1, "garret"), if: .version(of: "box-1", isOneOf: [1]))
            }
            #expect(stale?.kind == .preconditionFailed(version: 2))
            try await shelf.submit(.relabel(1, "garret"), if: .version(of: "box-1", isOneOf: [1, 2]))
            #expect(try await shelf.events().count == 3)
        }
    }

    @Test("sees the versions that earlier commands of its batch made")
    func withinBatch() async throws {
        try await withShelf { shelf in
            let results = await shelf.writer.submit([
                shelf.envelope(.make("attic")),
                shelf.envelope(.relabel(1, "loft"), if: .version(of: "box-1", isOneOf: [1])),
                shelf.envelope(.relabel(1, "garret"), if: .version(of: "box-1", isOneOf: [1])),
            ])
            #expect(results[1].receipt?.version == 2)
            #expect(results[2].refusal?.kind == .preconditionFailed(version: 2))
        }
    }

    @Test("is told that the entity does not exist rather than that its version differs")
    func missingEntity() async throws {
        try await withShelf { shelf in
            let missing = await refusal { () throws(CommandError) in
                try await shelf.submit(.relabel(7, "x"), if: .version(of: "box-7", isOneOf: [1]))
            }
            #expect(missing?.kind == .notFound)
        }
    }

    @Test("is told that its version differs before its input is looked at")
    func versionBeforeInput() async throws {
        try await withShelf { shelf in
            try await shelf.submit(.make("attic"))
            let stale = await refusal { () throws(CommandError) in
                try await shelf.submit(.make(""), if: .version(of: "box-1", isOneOf: [5]))
            }
            #expect(stale?.kind == .preconditionFailed(version: 1))
        }
    }

    @Test("with any version asks only that the entity exists")
    func anyVersion() async throws {
        try await withShelf { shelf in
            try await shelf.submit(.make("attic"))
            #expect(try await shelf.submit(.relabel(1, "loft"), if: .exists("box-1")).version == 2)
            let missing = await refusal { () throws(CommandError) in
                try await shelf.submit(.make("cellar"), if: .exists("box-2"))
            }
            #expect(missing?.kind == .preconditionFailed(version: 0))
        }
    }
}

extension Result<Receipt, CommandError> {
    var refusal: Refusal? {
        if case .failure(.refused(let refusal)) = self { refusal } else { nil }
    }
}
