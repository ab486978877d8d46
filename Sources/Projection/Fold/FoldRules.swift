import Contracts

/// How one document takes one event; values only, so that the document can be changed where it lies.
struct FoldRules<P: Projection> {
    let projection: P
    let references: ReferenceChanges<P.Event>
    /// From where on the document takes nothing any more.
    let stop: Position?

    struct Failure {
        let place: EventPlace
        let type: String
        let reason: String
    }

    enum Outcome {
        case applied
        /// There is still nothing to store.
        case absent
        case failed(Failure)
    }

    /// Applies an event, after the changes of references that came before it. An event that the document includes
    /// already changes nothing.
    func apply(
        _ content: P.Event,
        _ event: DecodedEvent<P.Event>,
        _ key: DocumentKey,
        _ folded: inout FoldedDocument<P.Document>
    ) -> Outcome {
        if case .failed(let failure) = settle(&folded, key, before: event.place.position) {
            return .failed(failure)
        }
        guard event.place.position > folded.position else { return .applied }
        return apply(content, event.place, event.type, ownKey: event.ownKey, key, &folded)
    }

    /// Applies the changes of what the document embeds, before the position.
    func settle(
        _ folded: inout FoldedDocument<P.Document>,
        _ key: DocumentKey,
        before limit: Position
    ) -> Outcome {
        let limit = min(limit, stop ?? limit)
        guard references.hasChanges(after: folded.position, before: limit) else { return .applied }
        return applyChanges(to: &folded, key, before: limit)
    }

    private func applyChanges(
        to folded: inout FoldedDocument<P.Document>,
        _ key: DocumentKey,
        before limit: Position
    ) -> Outcome {
        while let embeds = folded.state.document?.embeds,
            let change = references.next(of: embeds, after: folded.position, before: limit)
        {
            let outcome = apply(change.event, change.place, change.type, ownKey: change.ownKey, key, &folded)
            if case .failed = outcome { return outcome }
        }
        return .applied
    }

    private func apply(
        _ content: P.Event,
        _ place: EventPlace,
        _ type: String,
        ownKey: DocumentKey?,
        _ key: DocumentKey,
        _ folded: inout FoldedDocument<P.Document>
    ) -> Outcome {
        do {
            try projection.apply(content, at: place, key: key, to: &folded.state)
        } catch {
            return .failed(Failure(place: place, type: type, reason: String(describing: error)))
        }
        if folded.isAbsent, folded.position == .start { return .absent }
        folded.position = place.position
        if ownKey == key { folded.version = place.version }
        return .applied
    }
}
