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

    /// A document as it was at a position (nil: at the end of the log). Changes nothing and asks MongoDB for nothing.
    ///
    /// Cost: one pass over the log.
    public func show(_ name: String, key: DocumentKey, at position: Position? = nil) async throws
        -> ShownDocument
    {
        let member = try set.member(name)
        return try await show(member.projection, member, key, position)
    }

    private func show<P: Projection>(
        _ projection: P,
        _ member: ProjectionSet.Member,
        _ key: DocumentKey,
        _ position: Position?
    ) async throws -> ShownDocument {
        let head = try await member.feed.head()
        let end = min(position ?? head, head)
        var fold = KeyFold(projection, member.feed, keys: [key])
        try await fold.advance(to: end)
        let failures = fold.parked.compactMap { event -> String? in
            switch event.cause {
            case .failed(let reason), .undecodable(let reason):
                "\(event.place.position) \(event.type): \(reason)"
            case .waiting: nil
            }
        }
        guard let folded = fold.documents.first?.folded else {
            return ShownDocument(key: key, position: end, document: nil, isGone: false, failures: failures)
        }
        let stored = DocumentCoder<P.Document>(log: member.feed.log).encode(key, folded, fence: 0)
        var shown = BSONWriter()
        for (name, value) in try stored.fields() where name != "_fence" { shown.append(name, value) }
        return ShownDocument(
            key: key,
            position: end,
            document: shown.finish(),
            isGone: folded.state.document == nil,
            failures: failures
        )
    }
}
