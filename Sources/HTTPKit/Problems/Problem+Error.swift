import HTTPTypes
public import Logging
import NIOCore

extension Problem {
    /// The problem that any error is to a client. What nobody foresaw is logged and told without its insides.
    public init(_ error: any Error, logger: Logger) {
        switch error {
        case let problem as Problem:
            self = problem
        case let convertible as any ProblemConvertible:
            self = convertible.problem
        case is NIOTooManyBytesError:
            self = Problem(.bodyTooLarge, "The body is larger than this URL takes.")
        case is CancellationError:
            self = .retry(.unavailable, after: 1, "The server is stopping. Nothing was promised; try again.")
        default:
            logger.error("unexpected error", metadata: ["error": "\(String(reflecting: error))"])
            self = Problem(
                .internalError,
                "This should not have happened. The server's log has the reason under the request's identifier."
            )
        }
    }
}
