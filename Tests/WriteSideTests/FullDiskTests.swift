import Contracts
import EventLog
import Testing
import WriteSide

@Suite("A full disk")
struct FullDiskTests {
    @Test("turns every command of the batch away, and the writer goes on by itself when there is room")
    func fullAndBack() async throws {
        try await withShelf { shelf in
            try await shelf.submit(.make("before"))
            try await shelf.submit(.limitPages(30))

            // Given a disk that is nearly full, when a batch does not fit…
            let large = String(repeating: "x", count: 200_000)
            let results = await shelf.writer.submit([
                shelf.envelope(.make("small")), shelf.envelope(.make(large)), shelf.envelope(.make("other")),
            ])

            // … then none of it is acknowledged, and each caller is told why.
            for result in results {
                guard case .failure(.unavailable(let error)) = result else {
                    Issue.record("\(result)")
                    continue
                }
                #expect(error.code == .full)
                #expect(error.isTemporary)
                #expect(error.message.contains("shelf.sqlite is full"))
            }
            #expect(try await shelf.events().count == 1)

            // When there is room again, then the same writer takes the same commands.
            try await shelf.submit(.limitPages(0))
            let receipt = try await shelf.submit(.make(large))
            #expect(receipt.position == Position(rawValue: 2))
            try await shelf.expectSound()
        }
    }
}
