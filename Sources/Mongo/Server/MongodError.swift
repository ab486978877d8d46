/// Why a private mongod could not be started: one sentence that says what to do.
public struct MongodError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What stands in the way.
    public enum Kind: Sendable, Hashable {
        /// There is no program at the places that were looked at.
        case notFound
        /// The program is older than Kinoteka needs.
        case tooOld
        /// The program cannot be run.
        case notRunnable
        /// Another mongod uses the folder.
        case folderInUse
        /// The folder cannot be written.
        case folderNotWritable
        /// The disk has no room left.
        case diskFull
        /// The data was written by another version of MongoDB, or is damaged.
        case dataUnusable
        /// It ended, or did not answer in time, for another reason.
        case notReady
    }

    public let kind: Kind
    public let message: String

    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    public var description: String { message }
}
