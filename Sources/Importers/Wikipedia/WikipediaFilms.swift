import CatalogService
import Contracts
import JSONKit
import Synchronization

/// Films from the files of Wikipedia's lists.
///
/// All files are read before the first film is given, because a film may be listed in two of them; that takes about 2 KB
/// of memory per record.
final class WikipediaFilms: FilmSource {
    /// The largest file that is taken: one JSON array cannot be streamed across records that share a page.
    static let largestFile = 256 << 20

    private struct State {
        var films: ArraySlice<FilmMerging.Film>?
        /// What is told with the first batch.
        var first = FilmBatch()
        var total: Int64 = 0
    }

    private let files: [String]
    private let state = Mutex(State())

    init(files: [String]) {
        self.files = files
    }

    func next(atMost limit: Int) async throws -> FilmBatch? {
        try await Offload.run {
            try self.state.withLock { state in
                if state.films == nil { try self.readAll(&state) }
                return Self.take(limit, &state)
            }
        }
    }

    private func readAll(_ state: inout State) throws {
        let opened = try files.map { try SourceFile(path: $0) }
        var records: [WikipediaFilm] = []
        for file in opened {
            let bytes = try file.readAll(atMost: Self.largestFile)
            Self.read(bytes, file.path, &records, &state.first.rejected)
        }
        state.total = Int64(records.count + state.first.rejected.count)
        let merging = FilmMerging(records)
        state.first.merged = merging.merged
        state.first.cleaned = merging.tally.counts
        state.films = merging.films[...]
    }

    private static func take(_ limit: Int, _ state: inout State) -> FilmBatch? {
        var batch = state.first
        state.first = FilmBatch()
        let taken = (state.films ?? []).prefix(limit)
        state.films?.removeFirst(taken.count)
        for film in taken {
            do throws(InvalidCommand) {
                batch.films.append(SourceFilm(movie: try film.movieImport(), place: film.film.place))
            } catch {
                batch.rejected.append(
                    RejectedRecord(film.film.place, reason: error.description, record: film.json)
                )
            }
        }
        guard !taken.isEmpty || !batch.rejected.isEmpty else { return nil }
        batch.estimatedTotal = state.total
        return batch
    }

    /// Reads one file. Records before a syntax error are kept; where the rest is no JSON, one reject says where.
    private static func read(
        _ bytes: [UInt8],
        _ path: String,
        _ films: inout [WikipediaFilm],
        _ rejected: inout [RejectedRecord]
    ) {
        var number = 0
        do throws(JSONError) {
            try JSONReader.read(bytes) { (reader: inout JSONReader) throws(JSONError) in
                try reader.array { (reader: inout JSONReader) throws(JSONError) in
                    let raw = try reader.raw()
                    number += 1
                    let place = RecordPlace(file: path, record: number)
                    do throws(JSONError) {
                        let json = try JSONValue(parsing: raw)
                        let errors = FieldErrors()
                        if let record = WikipediaRecord(json, errors: errors) {
                            films.append(WikipediaFilm(record, at: place))
                        } else {
                            let reason = errors.all.map(\.description).joined(separator: "; ")
                            rejected.append(RejectedRecord(place, reason: reason, record: raw))
                        }
                    } catch {
                        rejected.append(RejectedRecord(place, reason: error.reason, record: raw))
                    }
                }
            }
        } catch {
            let (line, column) = error.place(in: bytes)
            let read = number == 0 ? "" : "; the \(number) records before that were read"
            let reason = "no JSON at line \(line), column \(column): \(error.reason)\(read)"
            rejected.append(RejectedRecord(RecordPlace(file: path, record: nil), reason: reason))
        }
    }
}
