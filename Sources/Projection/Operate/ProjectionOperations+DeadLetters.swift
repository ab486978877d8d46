import Contracts
import EventLog
import Mongo

/// What `dead-letters retry` did.
public struct RetryReport: Hashable, Sendable {
    public var projection: String
    /// Documents that were folded anew.
    public var documents = 0
    /// Documents that still fail, and stay parked.
    public var failing: [DocumentKey] = []
    /// Streams of which an event still cannot be read.
    public var unreadable: [String] = []
}

extension ProjectionOperations {
    /// The parked events of the active models, by projection and position; at most `limit` of each projection.
    public func deadLetters(_ name: String? = nil, limit: Int = 1_000) async throws -> [DeadLetter] {
        var letters: [DeadLetter] = []
        for member in try members(name) {
            guard let entry = try await directory.entry(member.manifest.name) else { continue }
            letters += try await DeadLetterStore(directory.database).list(in: entry.collection, limit: limit)
        }
        return letters
    }

    /// Applies parked events again, in order, after their cause was mended: every document concerned is folded anew.
    public func retryDeadLetters(_ name: String? = nil) async throws -> [RetryReport] {
        var reports: [RetryReport] = []
        for member in try members(name) {
            if let report = try await retry(member.projection, member) { reports.append(report) }
        }
        return reports
    }

    private func members(_ name: String?) throws(ProjectionError) -> [ProjectionSet.Member] {
        guard let name else { return set.members }
        return [try set.member(name)]
    }

    private func retry<P: Projection>(_ projection: P, _ member: ProjectionSet.Member) async throws
        -> RetryReport?
    {
        guard let entry = try await directory.entry(member.manifest.name) else { return nil }
        let store = DeadLetterStore(directory.database)
        let letters = try await store.failed(in: entry.collection)
        guard !letters.isEmpty else { return nil }
        var report = RetryReport(projection: member.manifest.name)
        var keys = Set(letters.compactMap(\.key))
        var mended: [String] = []
        for letter in letters where letter.isUndecodable {
            let touched = try await keysTouched(
                by: letter,
                projection,
                member.feed,
                directory.database.collection(entry.collection)
            )
            if let touched {
                keys.formUnion(touched)
                mended.append(letter.stream)
            } else {
                report.unreadable.append(letter.stream)
            }
        }
        let counts = try await repair(projection, member, keys.sorted())
        for stream in mended { try await store.remove(stream: stream, in: entry.collection) }
        report.documents = counts.written + counts.deleted
        report.failing = counts.failing
        return report
    }

    /// The documents that a stream's events touch from the letter's on; nil where one still cannot be read.
    private func keysTouched<P: Projection>(
        by letter: DeadLetter,
        _ projection: P,
        _ feed: any EventFeed,
        _ collection: MongoCollection
    ) async throws -> Set<DocumentKey>? {
        var keys: Set<DocumentKey> = []
        var version = letter.version - 1
        while true {
            let events = try await feed.events(ofStream: letter.stream, after: version, limit: 1_000)
            guard let last = events.last else { return keys }
            version = last.version
            for event in events {
                let decoded = projection.decoded(
                    event,
                    of: feed.log,
                    ownKey: projection.key(ofStream: event.stream)
                )
                switch decoded.content {
                case .nothing: break
                case .failed: return nil
                case .event(let content, let touches):
                    for touch in touches {
                        switch touch {
                        case .document(let key): keys.insert(key)
                        case .embedding(let reference):
                            if let told = projection.documents(embedding: reference, at: content) {
                                keys.formUnion(told)
                            } else {
                                keys.formUnion(
                                    try await projection.keys(embedding: reference, in: collection)
                                )
                            }
                        }
                    }
                }
            }
        }
    }
}
