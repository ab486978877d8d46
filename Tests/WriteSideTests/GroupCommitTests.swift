import Contracts
import EventLog
import Testing
import WriteSide

@Suite("Commands that share a commit")
struct GroupCommitTests {
    @Test("see what the ones before them did, and each has its own result")
    func ownResults() async throws {
        try await withShelf { shelf in
            // Given nothing, when these commands come as one batch…
            let results = await shelf.writer.submit([
                shelf.envelope(.make("attic")),
                shelf.envelope(.make("attic")),
                shelf.envelope(.put(1, ["cup"])),
                shelf.envelope(.breakHalfway(1)),
                shelf.envelope(.breakDeciding),
                shelf.envelope(.put(1, ["hat"])),
            ])

            // … then the refused and the broken ones leave nothing, and the others do not notice.
            #expect(results[0].receipt?.position == Position(rawValue: 1))
            #expect(results[1] == .failure(.refused(.conflict("There is a box attic."))))
            #expect(results[2].receipt?.position == Position(rawValue: 2))
            #expect(results[3].isFault)
            #expect(results[4].isFault)
            #expect(results[5].receipt?.position == Position(rawValue: 3))
            #expect(results[5].receipt?.version == 3)
            #expect(
                try await shelf.story() == [
                    #"box-1: box-made [1,"attic"]"#, #"box-1: thing-put [1,"cup"]"#,
                    #"box-1: thing-put [1,"hat"]"#,
                ]
            )
            try await shelf.expectSound()
        }
    }

    @Test("are taken together while the writer is busy, and answered after one commit")
    func togetherWhileBusy() async throws {
        try await withShelf { shelf in
            let gate = Gate()
            async let paused = shelf.submit(.pause(gate))
            await gate.entered()

            // Given a busy writer, when eight callers come, then none is answered before the writer goes on.
            try await withThrowingTaskGroup(of: Receipt.self) { callers in
                for number in 1...8 { callers.addTask { try await shelf.submit(.make("box \(number)")) } }
                gate.open()
                let positions = try await callers.reduce(into: Set<Position>()) { $0.insert($1.position) }
                #expect(positions == Set((1...8).map { Position(rawValue: $0) }))
            }
            _ = try await paused
        }
    }

    @Test("are split into several commits when there are more than one takes")
    func splitByCount() async throws {
        var options = WriterOptions()
        options.batchCommands = 3
        try await withShelf(options: options) { shelf in
            let results = await shelf.writer.submit((1...10).map { shelf.envelope(.make("box \($0)")) })
            #expect(results.compactMap { $0.receipt?.position.rawValue } == Array(1...10))
            try await shelf.expectSound()
        }
    }

    @Test("are split into several commits when their payloads are large")
    func splitBySize() async throws {
        var options = WriterOptions()
        options.batchBytes = 100
        try await withShelf(options: options) { shelf in
            let label = String(repeating: "x", count: 90)
            let results = await shelf.writer.submit((1...10).map { shelf.envelope(.make("\(label)\($0)")) })
            #expect(results.compactMap { $0.receipt?.position.rawValue } == Array(1...10))
        }
    }
}

extension Result<Receipt, CommandError> {
    var receipt: Receipt? {
        if case .success(let receipt) = self { receipt } else { nil }
    }

    var isFault: Bool {
        if case .failure(.fault) = self { true } else { false }
    }
}
