import Contracts
import EventLog
import GRDB
import JSONKit
import WriteSide

/// What commands about films pinned to queries lead to.
extension MovieDecisions {
    func setSearchPin(_ query: String, _ ids: [MovieID]) throws -> Decision<CatalogEvent> {
        let references = References(tables: tables)
        var seen: Set<MovieID> = []
        for (index, id) in ids.enumerated() {
            if !seen.insert(id).inserted {
                references.errors.add("/movies/\(index)", "is named twice")
            } else if !(try tables.exists("SELECT 1 FROM movies WHERE id = ?", .id(id))) {
                references.errors.add("/movies/\(index)", "no movie has the id \(id)")
            }
        }
        try refuse(references)
        let old = try pinned(query)
        let event = CatalogEvent.searchPinSet(SearchPinSet(query: query, movies: ids))
        return .searchPin(query, created: old.isEmpty, old == ids ? [] : [event])
    }

    func clearSearchPin(_ query: String) throws -> Decision<CatalogEvent> {
        let event = CatalogEvent.searchPinCleared(SearchPinCleared(query: query))
        return .searchPin(query, try pinned(query).isEmpty ? [] : [event])
    }

    private func pinned(_ query: String) throws -> [MovieID] {
        try tables.all("SELECT movie_id FROM search_pins WHERE query = ? ORDER BY place", .text(query)) {
            MovieID(rawValue: $0.int64(0))
        }
    }
}
