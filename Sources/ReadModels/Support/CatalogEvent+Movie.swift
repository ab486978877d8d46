import Contracts

extension CatalogEvent {
    /// The film whose stream the event stands in; nil for every other stream.
    var movieID: MovieID? {
        switch self {
        case .movieRegistered(let event): event.id
        case .movieRevised(let event): event.id
        case .movieWithdrawn(let event): event.id
        case .movieRestored(let event): event.id
        case .creditAdded(let event): event.movie.id
        case .creditRevised(let event): event.movieID
        case .creditRemoved(let event): event.movieID
        default: nil
        }
    }
}
