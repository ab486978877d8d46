import CatalogService
import Foundation
import Importers

/// Imports records that are given as JSON text and tells what came out.
struct WikipediaImport {
    let summary: ImportSummary
    let films: [MovieImport]
    let rejects: String

    init(_ records: String, file: String = "movies.json") async throws {
        try await self.init(files: [(file, "[\(records)]")])
    }

    init(files: [(name: String, text: String)]) async throws {
        let folder = try Files()
        let paths = try files.map { try folder.file($0.name, $0.text) }
        let sink = RememberingSink()
        summary = try await FilmImport(
            format: .wikipedia,
            files: paths,
            rejects: folder.path("rejects.ndjson")
        ).run(into: sink)
        films = sink.films
        rejects = try folder.text("rejects.ndjson")
    }

    /// The cast that comes out of a list of entries.
    static func cast(_ entries: [String]) async throws -> (
        names: [String], crew: [String], cleaned: [Cleaning: Int64]
    ) {
        let json = String(decoding: try JSONEncoder().encode(entries), as: UTF8.self)
        let run = try await WikipediaImport(#"{"title":"A","year":1950,"cast":\#(json),"genres":[]}"#)
        let film = run.films.first
        return (
            film?.cast.map(\.name) ?? [], film?.crew.map { "\($0.name): \($0.job)" } ?? [],
            run.summary.cleaned
        )
    }
}
