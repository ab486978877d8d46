import CatalogService
import JSONKit
import Synchronization

/// Films from NDJSON files: one film a line, streamed, empty lines passed over.
final class NDJSONFilms: FilmSource {
    private struct State {
        var waiting: ArraySlice<String>
        var sizes: [Int64]?
        var reader: LineReader?
        var path = ""
        var line = 0
        var records: Int64 = 0
        var finishedBytes: Int64 = 0
    }

    private let state: Mutex<State>

    init(files: [String]) {
        state = Mutex(State(waiting: files[...]))
    }

    func next(atMost limit: Int) async throws -> FilmBatch? {
        try await Offload.run { try self.state.withLock { try Self.read(atMost: limit, &$0) } }
    }

    private static func read(atMost limit: Int, _ state: inout State) throws -> FilmBatch? {
        // All files are opened once at the start, so that a mistyped name fails before anything is imported.
        if state.sizes == nil { state.sizes = try state.waiting.map { try SourceFile(path: $0).size } }
        var batch = FilmBatch()
        while batch.films.count + batch.rejected.count < limit {
            guard let line = try nextLine(&state) else { break }
            let place = RecordPlace(file: state.path, record: state.line)
            switch line {
            case .tooLong:
                let reason = "the line has more than \(LineReader.longestLine) bytes"
                batch.rejected.append(RejectedRecord(place, reason: reason))
            case .text(let bytes):
                if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
                add(Array(bytes), place, to: &batch)
            }
            state.records += 1
        }
        guard !batch.films.isEmpty || !batch.rejected.isEmpty else { return nil }
        batch.estimatedTotal = estimate(state)
        return batch
    }

    private static func nextLine(_ state: inout State) throws -> LineReader.Line? {
        while true {
            if let line = try state.reader?.next() {
                state.line += 1
                return line
            }
            state.finishedBytes += state.reader?.bytesRead ?? 0
            state.reader = nil
            guard let path = state.waiting.popFirst() else { return nil }
            state.reader = LineReader(try SourceFile(path: path))
            state.path = path
            state.line = 0
        }
    }

    private static func add(_ bytes: [UInt8], _ place: RecordPlace, to batch: inout FilmBatch) {
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue(parsing: bytes)
        } catch {
            batch.rejected.append(RejectedRecord(place, reason: "no JSON: \(error)"))
            return
        }
        do throws(InvalidCommand) {
            batch.films.append(SourceFilm(movie: try MovieImport(json: json), place: place))
        } catch {
            batch.rejected.append(RejectedRecord(place, reason: error.description, record: bytes))
        }
    }

    private static func estimate(_ state: State) -> Int64? {
        let total = (state.sizes ?? []).reduce(0, +)
        let read = state.finishedBytes + (state.reader?.bytesRead ?? 0)
        guard total > 0, read > 0 else { return nil }
        return max(state.records, Int64(Double(state.records) * Double(total) / Double(read)))
    }
}
