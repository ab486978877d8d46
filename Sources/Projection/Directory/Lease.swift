import Mongo

/// The right to write a projection's documents and its checkpoint.
///
/// The token grows with every holder. Every write asks that no newer token has been there: documents through their
/// `_fence`, the checkpoint through the lease itself. So a holder that was paused past its lease cannot undo what its
/// successor did.
struct Lease: Sendable, Hashable {
    let projection: String
    let holder: String
    let token: Int64

    /// What an update of the directory must find.
    var condition: BSONDocument { ["lease.token": .int64(token), "lease.holder": .string(holder)] }
}

extension ProjectionDirectory {
    /// Takes the lease where nobody holds it: it ran out by the server's clock, was given back, or belongs to the same
    /// holder. Nil where somebody else holds it.
    func acquireLease(
        _ name: String,
        holder: String,
        lasting time: Duration
    ) async throws(MongoError) -> (Lease, DirectoryEntry)? {
        try await takeLease(name, holder: holder, lasting: time, where: Self.leaseIsFree(for: holder))
    }

    /// The condition that nobody else holds the lease, by the server's clock.
    static func leaseIsFree(for holder: String) -> BSONDocument {
        [
            "$expr": [
                "$or": [
                    ["$lte": ["$lease.expires", "$$NOW"]], ["$eq": ["$lease.holder", .literal(holder)]],
                ]
            ]
        ]
    }

    /// Takes the lease from whoever holds it. For a person's request: the projector notices at its next write and
    /// takes the lease again when this one is given back.
    func seizeLease(
        _ name: String,
        holder: String,
        lasting time: Duration
    ) async throws(MongoError) -> (Lease, DirectoryEntry)? {
        try await takeLease(name, holder: holder, lasting: time, where: [:])
    }

    private func takeLease(
        _ name: String,
        holder: String,
        lasting time: Duration,
        where condition: BSONDocument
    ) async throws(MongoError) -> (Lease, DirectoryEntry)? {
        let entry = try await change(
            name,
            where: condition,
            [
                [
                    "$set": [
                        "lease": [
                            "holder": .literal(holder), "token": ["$add": ["$lease.token", 1]],
                            "expires": .serverTime(plus: time),
                        ]
                    ]
                ]
            ]
        )
        guard let entry else { return nil }
        return (Lease(projection: name, holder: holder, token: entry.leaseToken), entry)
    }

    /// Lengthens the lease; false where it has gone to another.
    func renew(_ lease: Lease, lasting time: Duration) async throws(MongoError) -> Bool {
        try await change(
            lease.projection,
            where: lease.condition,
            [["$set": ["lease.expires": .serverTime(plus: time)]]]
        ) != nil
    }

    /// Gives the lease back, so that the next one need not wait for its end.
    func release(_ lease: Lease) async throws(MongoError) {
        _ = try await update(
            lease.projection,
            where: lease.condition,
            ["$set": ["lease.expires": .date(millisecondsSince1970: 0), "lease.holder": .null]]
        )
    }
}

extension BSONValue {
    /// A text that a pipeline takes as it is, also where it begins with a dollar sign.
    static func literal(_ text: String) -> BSONValue {
        .document(["$literal": .string(text)])
    }

    /// The server's clock and so much more.
    static func serverTime(plus time: Duration) -> BSONValue {
        ["$add": ["$$NOW", .int64(time.wholeMilliseconds)]]
    }
}

extension Duration {
    var wholeMilliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }

    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
