import Contracts
import EventLog
import Mongo

/// A projection made again from position 1 beside the live one, and then put in its place in one write.
///
/// Until that write nothing that readers or the live projector use is touched; a rebuild that dies before it leaves a
/// collection that nobody names, and the next one drops it.
struct Rebuild<P: Projection>: Sendable {
    let projection: P
    let manifest: Manifest
    let feed: any EventFeed
    let directory: ProjectionDirectory
    let settings: ProjectorSettings
    /// Whether the old collection stays, for a rollback.
    var keepsOld = true

    /// How many events may be left when the lease is taken from the live projector.
    static var handOver: Int64 { 500 }

    private var setup: ModelSetup { ModelSetup(directory: directory, manifest: manifest) }

    /// Runs to the end.
    ///
    /// - Throws: ``ProjectionError`` when it is cancelled, another rebuild runs or took over, or what was written is not
    ///   what is stored; `MongoError` and `EventLogError` as they come. The active model is unchanged then.
    func run(_ onProgress: @escaping @Sendable (RebuildProgress) -> Void) async throws -> RebuildReport {
        guard projection.version == manifest.version else {
            throw ProjectionError(
                .versionMismatch,
                "The manifest of \(manifest.name) says version \(manifest.version), this build has "
                    + "\(projection.version)."
            )
        }
        _ = try await setup.entry()
        let holder = "\(settings.holder)/rebuild-\(UInt32.random(in: 0 ... .max))"
        let (claim, entry) = try await RebuildClaim.take(setup, holder: holder, onProgress: onProgress)
        do {
            try await setup.dropLeftovers(keeping: entry)
            return try await withThrowingTaskGroup(of: RebuildReport?.self) { group in
                group.addTask {
                    try await claim.beat()
                    return nil
                }
                group.addTask { try await RebuildWork(rebuild: self, claim: claim).run() }
                defer { group.cancelAll() }
                while let report = try await group.next() {
                    if let report { return report }
                }
                throw CancellationError()
            }
        } catch {
            await Task { await giveUp(claim.ticket) }.value
            throw error
        }
    }

    /// Removes what an unfinished rebuild made; where that fails, the next rebuild does it.
    private func giveUp(_ ticket: RebuildTicket) async {
        guard let entry = try? await directory.entry(ticket.projection), entry.collection != ticket.collection
        else {
            return
        }
        try? await directory.database.collection(ticket.collection).drop()
        try? await DeadLetterStore(directory.database).removeAll(in: ticket.collection)
        try? await directory.endRebuild(ticket)
    }
}
