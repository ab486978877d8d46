import CatalogScript
import Contracts
import Synchronization
import Testing

@testable import ReadAPI

@Suite("Reads from the cache and the index")
struct CoherenceTests {
    @Test("are never older than what they were asked to include, nor than what they say")
    func neverOlder() async throws {
        try await ReadSide.serve(FilmShelf.log) { _, stored, server in
            let id = MovieID(rawValue: FilmShelf.id("Solaris"))
            let paths = [
                "/api/movies/\(id)", "/api/movies/solaris-1972", "/api/movies/\(id)?fields=title",
                "/api/movies?country=SU&sort=year", "/api/movies?country=SU&sort=year&fields=title",
                "/api/search?q=edition&type=movie", "/api/suggest?q=edition",
            ]
            let history = History(position: stored.position)
            let failures = Failures()
            try await withThrowingTaskGroup { group in
                for reader in 0..<8 {
                    group.addTask {
                        var round = reader
                        while !failures.isOver {
                            let path = paths[round % paths.count]
                            round += 1
                            let (position, number) = history.last
                            // Every third read asks for nothing, and so fills the cache with what is there.
                            let isAsking = round % 3 != 0
                            let answer =
                                isAsking
                                ? try await server.get(path, after: position) : try await server.get(path)
                            // A search finds no edition before the index has one.
                            guard let found = Self.number(in: answer) else {
                                if answer.status != 200 || isAsking && number > 0 {
                                    failures.note("\(path): \(answer.status)")
                                }
                                continue
                            }
                            if isAsking, found < number {
                                failures.note("\(path): \(found) after \(number)")
                            }
                            let said = answer.header("Kinoteka-Position")
                            if found < history.number(at: said) {
                                failures.note("\(path): \(found) at \(said ?? "no position")")
                            }
                        }
                    }
                }
                group.addTask {
                    var models = stored
                    for number in 1...150 {
                        var revision = MovieRevised(id: id)
                        revision.title = "Edition \(number)"
                        try await models.append(.movieRevised(revision))
                        history.add(models.position)
                    }
                    failures.end()
                }
                try await group.waitForAll()
            }
            failures.expectNone()
        }
    }

    /// The number in the first "Edition" of an answer.
    private static func number(in answer: ReadServer.Answer) -> Int? {
        let text = String(decoding: answer.body, as: UTF8.self)
        guard let range = text.firstRange(of: "\"Edition ") else {
            return text.contains("Solaris") ? 0 : nil
        }
        return Int(text[range.upperBound...].prefix { $0.isNumber })
    }
}

/// What was written when.
private final class History: Sendable {
    private let positions: Mutex<[Position]>

    /// The number 0 was written at a position.
    init(position: Position) { positions = Mutex([position]) }

    func add(_ position: Position) { positions.withLock { $0.append(position) } }

    /// The latest number and its position.
    var last: (Position, Int) { positions.withLock { ($0.last ?? .start, $0.count - 1) } }

    /// The number that an answer of this position has at least.
    func number(at header: String?) -> Int {
        guard let text = header?.split(separator: ":").last, let position = Int64(text) else { return .max }
        return positions.withLock { all in all.lastIndex { $0.rawValue <= position } ?? 0 }
    }
}
