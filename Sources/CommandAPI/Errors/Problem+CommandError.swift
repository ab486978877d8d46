import EventLog
import HTTPKit
import HTTPTypes
import Logging
import WriteSide

extension Problem {
    /// The problem that a command's failure is to its sender; the only place where the two meet.
    init(_ error: CommandError, logger: Logger) {
        switch error {
        case .refused(let refusal):
            self.init(refusal)
        case .busy(let delay):
            self = .retry(
                .busy,
                after: Int(delay.components.seconds) + (delay.components.attoseconds > 0 ? 1 : 0),
                "Too many commands wait already. Nothing was done; try again."
            )
        case .unavailable(let error):
            logger.warning("the log cannot be written", metadata: ["error": "\(error)"])
            self.init(error)
        case .fault(let text):
            logger.error("a command failed", metadata: ["error": "\(text)"])
            self.init(.internalError, "This should not have happened. Nothing was done.")
        case .cancelled:
            self = .retry(.unavailable, after: 1, "The server is stopping. Nothing was done; try again.")
        }
    }

    private init(_ refusal: Refusal) {
        switch refusal.kind {
        case .invalid(let errors): self = .validation(errors)
        case .forbidden: self.init(.forbidden, refusal.detail)
        case .notFound: self.init(.notFound, refusal.detail)
        case .gone: self.init(.gone, refusal.detail)
        case .conflict: self.init(.conflict, refusal.detail)
        case .preconditionFailed(let version):
            let isThere = version > 0
            self.init(
                .versionMismatch,
                refusal.detail,
                headers: isThere ? [.eTag: ETag(version: version).description] : HTTPFields()
            )
        case .keyReused: self.init(.keyReused, refusal.detail)
        }
    }

    /// A log that cannot be used now. The error names files of the server, which are nobody's business.
    init(_ error: EventLogError) {
        let reason =
            switch error.code {
            case .full: "The server's disk is full."
            case .readOnly: "The server's disk cannot be written."
            case .missing: "The server's data folder was moved or deleted."
            case .closed: "The server is stopping."
            case .busy: "Too much waits already."
            default: "The log cannot be used at the moment."
            }
        self = .retry(
            .unavailable,
            after: error.isTemporary ? 5 : 30,
            reason + " Nothing was done; try again."
        )
    }
}
