import Contracts
import EventLog

/// When a live projector stores its checkpoint: the first one at once, then one every 50 ms at most.
///
/// What comes after the stored one is looked at again after a death, and changes nothing then. Readers in the same
/// process do not wait for it.
struct CheckpointSaver {
    /// The pause between two checkpoints.
    static var pause: Duration { .milliseconds(50) }

    let directory: ProjectionDirectory
    let lease: Lease
    let log: LogName
    /// The last event that the documents include and no stored checkpoint does.
    private(set) var unsaved: RecordedEvent?
    // A projector that dies again and again must get on, so the first one does not wait.
    private var saved = ContinuousClock.now - pause

    init(_ directory: ProjectionDirectory, under lease: Lease, log: LogName) {
        self.directory = directory
        self.lease = lease
        self.log = log
    }

    /// Notes that the documents include everything up to this event.
    mutating func reach(_ event: RecordedEvent) {
        unsaved = event
    }

    /// Stores what is not stored yet, unless that was done a moment ago.
    mutating func saveIfDue(_ active: ActiveModel) async throws {
        guard unsaved != nil, ContinuousClock.now - saved >= Self.pause else { return }
        try await save(active)
    }

    /// Stores how far the model is.
    ///
    /// - Throws: ``ProjectionError/Code/fenced`` where somebody else has the lease.
    mutating func save(_ active: ActiveModel) async throws {
        let isSaved = try await directory.saveCheckpoint(
            active.checkpoint[log] ?? .start,
            unsaved,
            of: log,
            in: active.collection,
            isComplete: active.isComplete,
            under: lease
        )
        guard isSaved else { throw ProjectionError.fenced(lease.projection) }
        unsaved = nil
        saved = .now
    }
}
