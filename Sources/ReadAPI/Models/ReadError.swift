import HTTPKit
import Mongo

/// Why a read has no answer.
enum ReadError: Error, Hashable, Sendable {
    /// The read model has not been built yet.
    case notReady(model: String)
    /// The model did not reach the position within the wait.
    case tooSoon(model: String)
    /// Too many readers wait already.
    case busy
    /// MongoDB is away, overloaded or too slow; the same request may succeed soon.
    case unavailable(reason: String)
    /// A stored document is not what it must be.
    case broken(reason: String)

    init(_ error: MongoError) {
        switch error.kind {
        case .malformed, .configuration, .validation, .duplicateKey: self = .broken(reason: error.message)
        case .busy: self = .busy
        default: self = .unavailable(reason: error.message)
        }
    }
}

extension ReadError: ProblemConvertible {
    var problem: Problem {
        switch self {
        case .notReady(let model):
            .retry(.notReady, after: 1, "The read model \"\(model)\" is being made for the first time.")
        case .tooSoon(let model):
            .retry(
                .behind,
                after: 1,
                "The read model \"\(model)\" did not reach the position within the wait."
            )
        case .busy:
            .retry(.busy, after: 1, "Too many readers wait for MongoDB already.")
        case .unavailable:
            // The reason may name hosts; it is for the log.
            .retry(.unavailable, after: 1, "The read models cannot be reached at the moment.")
        case .broken:
            Problem(
                .internalError,
                "A stored document cannot be read; `kinoteka projections verify` names it."
            )
        }
    }
}
