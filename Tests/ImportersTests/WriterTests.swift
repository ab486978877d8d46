import CatalogService
import Contracts
import EventLog
import Foundation
import Importers
import Testing
import WriteSide

@Suite("An import into a data folder")
struct WriterTests {
    /// Runs `body` with the writer of a new folder.
    private func withWriter(_ files: Files, _ body: (WriterSink) async throws -> Void) async throws {
        let lock = try DataFolder(path: files.path("data")).lock()
        let writer = try await ServiceWriter(service: CatalogService(), lock: lock)
        do {
            try await body(WriterSink(writer))
        } catch {
            await writer.close()
            throw error
        }
        await writer.close()
    }

    @Test("changes nothing the second time, and just what differs when the file was corrected")
    func idempotent() async throws {
        let files = try Files()
        let one =
            #"{"title":"The Matrix","year":1999,"cast":["Keanu Reeves"],"genres":["Action"],"href":"The_Matrix"}"#
        let two =
            #"{"title":"Speed","year":1994,"cast":["Keanu Reeves"],"genres":["Action"],"href":"Speed_(1994_film)"}"#
        let path = try files.file("movies.json", "[\(one),\(two)]")
        let corrected = try files.file(
            "corrected.json",
            "[\(one),\(two.replacing("[\"Action\"]", with: "[\"Action\",\"Thriller\"]"))]"
        )
        try await withWriter(files) { sink in
            let first = try await FilmImport(format: .wikipedia, files: [path]).run(into: sink)
            #expect(first.created == 2)
            let second = try await FilmImport(format: .wikipedia, files: [path]).run(into: sink)
            #expect(second.unchanged == 2)
            #expect(second.created + second.changed == 0)
            let third = try await FilmImport(format: .wikipedia, files: [corrected]).run(into: sink)
            #expect(third.changed == 1)
            #expect(third.unchanged == 1)
        }
    }

    @Test("puts what the catalog refuses into the rejects, with the film")
    func refused() async throws {
        let files = try Files()
        let path = try files.file(
            "films.ndjson",
            #"{"external_id":{"source":"test","id":"1"},"title":"Gone","year":1999}"#
        )
        let lock = try DataFolder(path: files.path("data")).lock()
        let writer = try await ServiceWriter(service: CatalogService(), lock: lock)
        let sink = WriterSink(writer)
        let films = FilmImport(format: .ndjson, files: [path], rejects: files.path("rejects.ndjson"))
        _ = try await films.run(into: sink)
        _ = try await writer.submit(
            CommandEnvelope(.withdrawMovie(.init(rawValue: 1)), actor: "test", correlationID: "test")
        )
        let summary = try await films.run(into: sink)
        #expect(summary.rejected == 1)
        #expect(try files.text("rejects.ndjson").contains(#""title":"Gone""#))
        await writer.close()
    }
}
