import CatalogService
import Foundation
import Importers
import Testing

@Suite("A synthetic catalog")
struct SyntheticCatalogTests {
    private static func generate(_ movies: Int, seed: UInt64) async throws -> Data {
        let files = try Files()
        let path = try files.file("films.ndjson", "")
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try await SyntheticCatalog(movies: movies, seed: seed).write(to: handle.fileDescriptor)
        try handle.close()
        return try Data(contentsOf: URL(filePath: path))
    }

    /// FNV-1a, to pin bytes without keeping them.
    private static func hash(_ data: Data) -> UInt64 {
        data.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    @Test("has the same bytes for the same seed, on every machine and in every version")
    func sameBytes() async throws {
        let first = try await Self.generate(300, seed: 7)
        #expect(try await Self.generate(300, seed: 7) == first)
        #expect(try await Self.generate(300, seed: 8) != first)
        // Whoever changes the generator changes what benchmarks measure: then, and only then, this number changes.
        #expect(Self.hash(first) == 0xF044_D1AE_F263_BC9A)
    }

    @Test("can be imported whole, and looks like films")
    func valid() async throws {
        let files = try Files()
        let path = files.path("films.ndjson")
        try await Self.generate(5000, seed: 1).write(to: URL(filePath: path))
        let sink = RememberingSink()
        let summary = try await FilmImport(format: .ndjson, files: [path]).run(into: sink)
        #expect(summary.created == 5000)
        #expect(summary.rejected == 0, "\(summary.rejects)")

        let films = sink.films
        let credits = films.map { $0.cast.count + $0.crew.count }
        #expect(credits.allSatisfy { (1...30).contains($0) })
        #expect((7.0...9.0).contains(Double(credits.reduce(0, +)) / 5000))
        #expect(films.allSatisfy { (1900...2025).contains($0.year) && !$0.genres.isEmpty })
        let roles = films.flatMap { film in film.cast.map(\.name) + film.crew.map(\.name) }
        let busiest = Dictionary(roles.map { ($0, 1) }, uniquingKeysWith: +).values.max() ?? 0
        #expect((50...1000).contains(busiest), "the busiest person has \(busiest) credits")
    }

    @Test("may be empty or of one film")
    func small() async throws {
        #expect(try await Self.generate(0, seed: 1).isEmpty)
        #expect(try await Self.generate(1, seed: 1).filter { $0 == 10 }.count == 1)
    }
}
