import CatalogService
import Foundation
import Importers
import Testing

/// The real files, where they lie beside the project.
private let realFiles: [String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "../shared/data/wikipedia-movies").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().map { folder + "/" + $0 }
}()

@Suite(
    "The 29,572 real films",
    .enabled(
        if: !realFiles.isEmpty,
        "../shared/data/wikipedia-movies is not there: the real films are not tested"
    )
)
struct RealFilesTests {
    @Test("are imported, merged or rejected, each once; none of the known dirt is left")
    func all() async throws {
        let sink = RememberingSink()
        let summary = try await FilmImport(format: .wikipedia, files: realFiles).run(into: sink)
        #expect(summary.records == 29_572)
        #expect(summary.created + summary.merged + summary.rejected == 29_572)
        #expect(summary.changed + summary.unchanged == 0, "two films got the same key")
        #expect(summary.rejected == 0, "\(summary.rejects)")

        let films = sink.films
        #expect(!films.contains { $0.title.contains("mw-parser-output") || $0.title.contains("[") })
        let names = Set(films.flatMap { $0.cast.map(\.name) })
        for dirt in [".", "and", "(", ")", "[2]", "Sr.", "the", "(narrator)", "Cast:", "screenwriter)"] {
            #expect(!names.contains(dirt), "\(dirt)")
        }
        #expect(!names.contains { $0.contains("\u{A0}") || $0.contains("  ") })
        #expect(names.contains("RZA") && names.contains("will.i.am"))
        #expect(films.filter { $0.title == "Titanic" && $0.year == 1997 }.count == 1)
        #expect(!films.contains { $0.title == "Titanic 3D" })
    }
}
