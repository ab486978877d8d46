import Contracts
import EventLog

/// Why the engine did not do what it was asked: one sentence for the person who operates it.
public struct ProjectionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of trouble it is.
    public enum Code: String, Hashable, Sendable {
        /// There is no projection of this name.
        case unknownProjection = "unknown_projection"
        /// The projection has not been set up in this database yet.
        case notSetUp = "not_set_up"
        /// A rebuild runs already.
        case rebuildRuns = "rebuild_runs"
        /// The rebuild was cancelled on request.
        case cancelled
        /// Another process took over; what was under way was given up without harm.
        case fenced
        /// There is no earlier collection to go back to.
        case nothingToRollBack = "nothing_to_roll_back"
        /// Active model, code and manifest are of different versions.
        case versionMismatch = "version_mismatch"
        /// A manifest is wrong.
        case manifest
        /// The log ends before the position that a checkpoint or head names.
        case logEndedEarly = "log_ended_early"
        /// The model was made from another log than the one that is here.
        case otherLog = "other_log"
        /// The same events gave different results.
        case unstableFold = "unstable_fold"
        /// The projection's code does what it says that it does not do.
        case wrongFold = "wrong_fold"
        /// What was written is not what is stored.
        case damaged
        /// Too many events failed for this to be about single events.
        case tooManyFailures = "too_many_failures"
    }

    public let code: Code
    /// One sentence: what is wrong, where, and what to do.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }

    static func logEndedEarly(_ log: LogName, expected: Position, found: Position) -> ProjectionError {
        ProjectionError(
            .logEndedEarly,
            "The log \(log) should reach position \(expected) and ends at \(found). "
                + "Is it another log, or an old backup? Rebuild the projection if the log is the right one."
        )
    }

    static func streamEndedEarly(_ log: LogName, expected: StreamVersion, found: Int64) -> ProjectionError {
        ProjectionError(
            .logEndedEarly,
            "The stream \(expected.stream) of the log \(log) should have \(expected.version) events and ends after "
                + "\(found). Is its file damaged? Run: kinoteka log verify"
        )
    }

    static func earlyReference(_ name: String, _ place: EventPlace) -> ProjectionError {
        ProjectionError(
            .wrongFold,
            "In the projection \(name), the first event of \(place.stream) (position \(place.position)) touches documents "
                + "that are not its stream's, which followsStreams rules out; let it say false."
        )
    }

    static func otherLog(_ name: String, _ stored: LastEvent, _ log: LogName) -> ProjectionError {
        ProjectionError(
            .otherLog,
            "The stored model \(name) was made from another log: its event \(stored.position) is \(stored.event), and "
                + "the log \(log) has another one there. Give each data folder a MongoDB database of its own (--mongo), "
                + "or, if this log is the right one, run: kinoteka projections rebuild \(name)"
        )
    }

    static func unstableFold(_ name: String) -> ProjectionError {
        ProjectionError(
            .unstableFold,
            "The fold of \(name) fails differently each time; it must depend on the events alone."
        )
    }

    static func fenced(_ name: String) -> ProjectionError {
        ProjectionError(.fenced, "Another process took the projection \(name) over.")
    }
}
