import CatalogService
import Contracts
import Importers
import Synchronization

/// Keeps the films that an import sends, by key, and answers as the catalog would.
final class RememberingSink: CommandSink {
    private let state = Mutex<(order: [String], films: [String: MovieImport])>(([], [:]))
    private let refused: String?

    /// - Parameter refused: the title of a film that is refused.
    init(refusing refused: String? = nil) {
        self.refused = refused
    }

    var films: [MovieImport] {
        state.withLock { state in state.order.compactMap { state.films[$0] } }
    }

    func film(_ title: String) -> MovieImport? { films.first { $0.title == title } }

    func submit(_ prepared: PreparedFilms) async throws -> [ImportOutcome] {
        state.withLock { state in
            prepared.films.map { film in
                if film.title == refused { return .refused("not this one") }
                let key = film.externalID.id
                let known = state.films[key]
                state.films[key] = film
                if known == nil { state.order.append(key) }
                return known == nil ? .created : known == film ? .unchanged : .changed
            }
        }
    }
}
