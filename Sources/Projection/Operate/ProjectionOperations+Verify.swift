public import Contracts
import EventLog
public import Mongo

/// A document as a fold of the log gives it.
public struct ShownDocument: Hashable, Sendable {
    public var key: DocumentKey
    /// The position up to which the log was folded.
    public var position: Position
    /// The document as it would be stored, without `_fence`; nil where no event has made it yet.
    public var document: BSONDocument?
    /// Whether it is withdrawn at this position.
    public var isGone: Bool
    /// Events that could not be applied, and why.
    public var failures: [String]
}

extension ProjectionOperations {
    /// Compares every stored document with the fold of the log, and with `repair` puts the wrong ones right.
    ///
    /// It may run beside live projectors. The report says what was found before the repair.
    public func verify(
        _ name: String,
        repair: Bool = false,
        budget: Int? = nil,
        progress: @escaping @Sendable (RebuildProgress) -> Void = { _ in }
    ) async throws -> VerifyReport {
        let member = try set.member(name)
        var settings = settings
        if let budget { settings.rebuildBudget = budget }
        return try await verify(member.projection, member, settings, repair: repair, progress)
    }

    private func verify(
        _ projection: some Projection,
        _ member: ProjectionSet.Member,
        _ settings: ProjectorSettings,
        repair: Bool,
        _ progress: @escaping @Sendable (RebuildProgress) -> Void
    ) async throws -> VerifyReport {
        var (report, wrong) = try await Verification(
            projection: projection,
            manifest: member.manifest,
            feed: member.feed,
            directory: directory,
            settings: settings
        ).run(progress)
        if repair, !wrong.isEmpty {
            let counts = try await self.repair(projection, member, wrong)
            report.repaired = counts.written + counts.deleted
        }
        return report
    }
}
