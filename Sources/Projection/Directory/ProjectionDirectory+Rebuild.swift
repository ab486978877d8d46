import Contracts
import Mongo

/// A rebuild's claim on its projection and its new collection.
struct RebuildTicket: Sendable, Hashable {
    let projection: String
    let holder: String
    let generation: Int64
    let collection: String

    var condition: BSONDocument {
        ["rebuild.generation": .int64(generation), "rebuild.holder": .string(holder)]
    }
}

extension ProjectionDirectory {
    /// Claims the rebuild; nil where another one is alive. One that died is replaced.
    func beginRebuild(
        _ name: String,
        names: CollectionNames,
        holder: String,
        lasting time: Duration
    ) async throws(MongoError) -> (RebuildTicket, DirectoryEntry)? {
        let isFree: BSONDocument = [
            "$or": [["rebuild": .null], ["$expr": ["$lte": ["$rebuild.expires", "$$NOW"]]]]
        ]
        let number: BSONValue = ["$add": ["$generation", 1]]
        let entry = try await change(
            name,
            where: isFree,
            [
                ["$set": ["generation": number]],
                [
                    "$set": [
                        "rebuild": [
                            "holder": .literal(holder), "generation": "$generation", "phase": "fold",
                            "collection": [
                                "$concat": [.literal(names.prefix), ["$toString": "$generation"]]
                            ],
                            "events": 0, "events_total": 0, "cancel_requested": false, "beats": 0,
                            "expires": .serverTime(plus: time),
                        ]
                    ]
                ],
            ]
        )
        guard let entry, let rebuild = entry.rebuild else { return nil }
        let ticket = RebuildTicket(
            projection: name,
            holder: holder,
            generation: entry.generation,
            collection: rebuild.collection
        )
        return (ticket, entry)
    }

    /// Shows progress and lengthens the claim; the entry, or nil where the claim was lost.
    func report(
        _ ticket: RebuildTicket,
        phase: String,
        events: Int64,
        of total: Int64,
        lasting time: Duration
    ) async throws(MongoError) -> DirectoryEntry? {
        try await change(
            ticket.projection,
            where: ticket.condition,
            [
                [
                    "$set": [
                        "rebuild.phase": .literal(phase), "rebuild.events": .int64(events),
                        "rebuild.events_total": .int64(total), "rebuild.expires": .serverTime(plus: time),
                        "rebuild.beats": ["$add": ["$rebuild.beats", 1]],
                    ]
                ]
            ]
        )
    }

    /// Gives the claim up.
    func endRebuild(_ ticket: RebuildTicket) async throws(MongoError) {
        _ = try await update(ticket.projection, where: ticket.condition, ["$unset": ["rebuild": ""]])
    }

    /// Asks the rebuild that runs to stop; whether there is one.
    func requestCancel(_ name: String) async throws(MongoError) -> Bool {
        try await update(
            name,
            where: ["rebuild": ["$type": "object"]],
            ["$set": ["rebuild.cancel_requested": true]]
        )
    }

    /// What is kept of the active collection when another one takes its place.
    private static let activeAsPrevious: BSONValue = [
        "collection": "$collection", "version": "$version", "checkpoint": "$checkpoint",
        "last_event": "$last_event",
    ]

    /// The switch: alias, version and checkpoint change, the old collection becomes the newest of the previous ones and
    /// the rebuild ends, all in one write under both claims. False where either was lost.
    func switchAlias(
        _ ticket: RebuildTicket,
        version: Int,
        checkpoint: Position,
        of log: LogName,
        keepingOld: Bool,
        under lease: Lease
    ) async throws(MongoError) -> Bool {
        var condition = BSONWriter()
        condition.append(contentsOf: lease.condition)
        condition.append(contentsOf: ticket.condition)
        condition.append("rebuild.cancel_requested", false)
        let previous: BSONValue =
            keepingOld ? ["$concatArrays": [.array([Self.activeAsPrevious]), "$previous"]] : "$previous"
        return try await change(
            ticket.projection,
            where: condition.finish(),
            [
                ["$set": ["previous": previous]],
                [
                    "$set": [
                        "collection": .literal(ticket.collection), "version": .int(version), "complete": true,
                        "checkpoint": .document([(log.rawValue, .int64(checkpoint.rawValue))]),
                    ]
                ],
                ["$unset": ["rebuild", "last_event"]],
            ]
        ) != nil
    }

    /// Goes back to the newest previous collection in one write; the one that was active takes its place, so a second
    /// rollback undoes the first. Nil where there is none.
    ///
    /// The lease goes to nobody: the projector notices at its next write and goes on with the other collection.
    func rollBack(_ name: String) async throws(MongoError) -> DirectoryEntry? {
        return try await change(
            name,
            where: ["previous.0": ["$exists": true]],
            [
                ["$set": ["_target": ["$arrayElemAt": ["$previous", 0]], "_old": Self.activeAsPrevious]],
                [
                    "$set": [
                        "collection": "$_target.collection", "version": "$_target.version",
                        "previous": [
                            "$concatArrays": [
                                ["$slice": ["$previous", 1, ["$add": [["$size": "$previous"], 1]]]],
                                ["$_old"],
                            ]
                        ],
                        "lease": [
                            "holder": .null, "token": ["$add": ["$lease.token", 1]],
                            "expires": .date(millisecondsSince1970: 0),
                        ],
                    ]
                ],
                ["$set": ["checkpoint": "$_target.checkpoint", "last_event": "$_target.last_event"]],
                ["$unset": ["_target", "_old"]],
            ]
        )
    }

    /// Forgets the previous collections and says which they were.
    func forgetPrevious(_ name: String) async throws(MongoError) -> [DirectoryEntry.Previous] {
        let entry = try await entry(name)
        guard let entry, !entry.previous.isEmpty else { return [] }
        let names: [BSONValue] = entry.previous.map { .string($0.collection) }
        _ = try await update(
            name,
            where: ["collection": ["$nin": .array(names)]],
            ["$pull": ["previous": ["collection": ["$in": .array(names)]]]]
        )
        return entry.previous
    }
}

extension BSONValue {
    fileprivate static func document(_ fields: [(String, BSONValue)]) -> BSONValue {
        .document(BSONDocument(fields))
    }
}
