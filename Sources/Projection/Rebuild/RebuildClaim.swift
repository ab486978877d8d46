import Contracts
import Mongo
import Synchronization

/// A running rebuild's sign of life: shows its progress in the directory, and learns there that it is to stop.
final class RebuildClaim: Sendable {
    /// A rebuild that gave no sign of life for this long is dead.
    static let time = Duration.seconds(3)
    private static let beat = Duration.milliseconds(300)

    let ticket: RebuildTicket
    private let directory: ProjectionDirectory
    private let onProgress: @Sendable (RebuildProgress) -> Void
    private let progress: Mutex<(RebuildProgress, since: ContinuousClock.Instant)>

    init(
        _ ticket: RebuildTicket,
        directory: ProjectionDirectory,
        onProgress: @escaping @Sendable (RebuildProgress) -> Void
    ) {
        self.ticket = ticket
        self.directory = directory
        self.onProgress = onProgress
        let first = RebuildProgress(phase: .fold, events: 0, eventsTotal: 0, documents: 0, eventsPerSecond: 0)
        progress = Mutex((first, since: .now))
    }

    /// Claims the rebuild. Where a dead one has the claim, waits until that is certain.
    static func take(
        _ setup: ModelSetup,
        holder: String,
        onProgress: @escaping @Sendable (RebuildProgress) -> Void
    ) async throws -> (RebuildClaim, DirectoryEntry) {
        let name = setup.manifest.name
        let deadline = ContinuousClock.now + time + .seconds(1)
        var seen: DirectoryEntry.Rebuild?
        while true {
            if let (ticket, entry) = try await setup.directory.beginRebuild(
                name,
                names: CollectionNames(setup.manifest),
                holder: holder,
                lasting: time
            ) {
                return (RebuildClaim(ticket, directory: setup.directory, onProgress: onProgress), entry)
            }
            let other = try await setup.directory.entry(name)?.rebuild
            let moves = seen.map { $0.collection == other?.collection && $0.beats != other?.beats } ?? false
            guard !moves, ContinuousClock.now < deadline else {
                throw ProjectionError(
                    .rebuildRuns,
                    "A rebuild of \(name) runs already (\(other?.holder ?? "unknown"), phase "
                        + "\(other?.phase ?? "unknown")); wait for it, or: kinoteka projections cancel \(name)"
                )
            }
            seen = other ?? seen
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Begins a phase.
    func enter(_ phase: RebuildProgress.Phase, total: Int64 = 0) {
        let now = progress.withLock { state in
            let documents = state.0.documents
            state = (
                RebuildProgress(
                    phase: phase,
                    events: 0,
                    eventsTotal: total,
                    documents: documents,
                    eventsPerSecond: 0
                ),
                since: .now
            )
            return state.0
        }
        onProgress(now)
    }

    /// Notes how far the phase is; shown with the next beat.
    func advance(events: Int64, of total: Int64? = nil, documents: Int = 0) {
        progress.withLock { state in
            state.0.events = max(events, state.0.events)
            if let total { state.0.eventsTotal = total }
            state.0.documents += documents
            let seconds = (ContinuousClock.now - state.since).inSeconds
            guard seconds > 0 else { return }
            state.0.eventsPerSecond = Double(state.0.events) / seconds
            let left = Double(max(0, state.0.eventsTotal - state.0.events))
            state.0.secondsLeft = state.0.eventsPerSecond > 0 ? left / state.0.eventsPerSecond : nil
        }
    }

    /// Beats until it is cancelled with the rebuild's end.
    ///
    /// - Throws: ``ProjectionError`` `cancelled` or `fenced` when the rebuild has to stop.
    func beat() async throws {
        while true {
            let now = progress.withLock { $0.0 }
            onProgress(now)
            let entry = try await directory.report(
                ticket,
                phase: now.phase.rawValue,
                events: now.events,
                of: now.eventsTotal,
                lasting: Self.time
            )
            guard let entry else {
                // The switch ends the claim itself, and whether it may do so is its own condition.
                if now.phase == .switch { return }
                throw ProjectionError.fenced(ticket.projection)
            }
            if entry.rebuild?.isCancelRequested == true {
                throw ProjectionError(
                    .cancelled,
                    "The rebuild of \(ticket.projection) was cancelled; nothing changed."
                )
            }
            try await Task.sleep(for: Self.beat)
        }
    }
}
