public import Contracts

/// What ``LogVerifier`` found.
public struct LogReport: Sendable, Hashable {
    /// The first thing that is wrong.
    public struct Finding: Sendable, Hashable, CustomStringConvertible {
        /// The first bad position.
        public let position: Position
        /// A sentence about it.
        public let detail: String

        public var description: String { "Position \(position): \(detail)" }
    }

    /// How far the log was read: everything up to here is proven when there is no finding.
    public let head: Position
    /// The hash of the last good event. Kept elsewhere, it proves later that the log up to ``head`` is still the same.
    public let hash: LogHash
    /// What is wrong; nil when nothing is.
    public let finding: Finding?
}
