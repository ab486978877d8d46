public import Contracts
import EventLog
import Mongo

extension ProjectionSet {
    /// A document as it was at a position (nil: at the end of the log). Changes nothing and asks MongoDB for nothing.
    ///
    /// Cost: one pass over the log.
    public func show(_ name: String, key: DocumentKey, at position: Position? = nil) async throws
        -> ShownDocument
    {
        let member = try member(name)
        return try await show(member.projection, member, key, position)
    }

    private func show<P: Projection>(
        _ projection: P,
        _ member: Member,
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
