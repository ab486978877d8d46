public import Projection
import SearchIndex
import Synchronization

/// Encoded documents that were asked for before, bounded in bytes.
///
/// The replica's tail removes every document that changes, and only then says that it has reached the change. A
/// document that was read while a removal went on is not kept: it could be the old one. So whoever finds the replica at
/// a position never finds an older document here. A document from another collection than the one that is followed is
/// not kept either: after a rollback, it may lack what the replica has.
///
/// Evicts by second chance (CLOCK; Corbató 1968): a hand goes round, and takes what nobody asked for since it last came.
public final class DocumentCache: Sendable {
    /// Proof that no removal came between two moments, of one document or of any.
    struct Ticket: Sendable {
        /// By shard.
        fileprivate var removals: [UInt64] = []
        /// Of one document's shard, instead.
        fileprivate var ownRemovals: UInt64?

        fileprivate func removals(shard: Int) -> UInt64? {
            ownRemovals ?? (removals.indices.contains(shard) ? removals[shard] : nil)
        }
    }

    private struct Slot {
        var key: SearchKey
        var document: EncodedDocument
        var wasUsed: Bool
    }

    private struct Shard {
        var places: [SearchKey: Int] = [:]
        var slots: [Slot] = []
        var hand = 0
        var bytes = 0
        var removals: UInt64 = 0
    }

    private static let shardCount = 16

    private let shards: [SharedMutex<Shard>]
    private let slugs = Mutex([Slug: SearchKey]())
    /// By kind, the collection whose changes are told.
    private let sources = Mutex([UInt8: String]())
    private let shardLimit: Int

    private struct Slug: Hashable {
        var kind: UInt8
        var text: String
    }

    /// - Parameter bytes: Most bytes of all documents together.
    public init(bytes: Int = 48 << 20) {
        shardLimit = max(bytes, 0) / Self.shardCount
        shards = (0..<Self.shardCount).map { _ in SharedMutex(Shard()) }
    }

    private static func place(_ key: SearchKey) -> Int {
        Int(truncatingIfNeeded: key.id &* 0x9E37 &+ Int64(key.kind)) & (shardCount - 1)
    }

    private func shard(_ key: SearchKey) -> SharedMutex<Shard> { shards[Self.place(key)] }

    func document(_ key: SearchKey) -> EncodedDocument? {
        shard(key).withLock { shard in
            guard let place = shard.places[key] else { return nil }
            shard.slots[place].wasUsed = true
            return shard.slots[place].document
        }
    }

    func document(slug: String, kind: CatalogSchema.Kind) -> EncodedDocument? {
        guard let key = slugs.withLock({ $0[Slug(kind: kind.rawValue, text: slug)] }) else { return nil }
        // The document may have come back with another slug meanwhile.
        return document(key).flatMap { $0.slug == slug ? $0 : nil }
    }

    /// To be taken before a document is read.
    func ticket(_ key: SearchKey) -> Ticket {
        Ticket(ownRemovals: shard(key).withLock { $0.removals })
    }

    /// To be taken before a document is read whose key is not known yet.
    func ticket() -> Ticket {
        Ticket(removals: shards.map { $0.withLock { $0.removals } })
    }

    /// Keeps a document that was read from a collection after the ticket was taken.
    ///
    /// One that waits for parked events is not kept: that it does not wait any more has no position.
    func insert(_ document: EncodedDocument, _ key: SearchKey, _ ticket: Ticket, from collection: String) {
        guard !document.isStale, document.cost <= shardLimit / 8,
            sources.withLock({ $0[key.kind] == collection })
        else { return }
        let dropped = shard(key).withLock { shard -> [Slot]? in
            guard shard.removals == ticket.removals(shard: Self.place(key)), shard.places[key] == nil else {
                return nil
            }
            shard.places[key] = shard.slots.count
            shard.slots.append(Slot(key: key, document: document, wasUsed: false))
            shard.bytes += document.cost
            return Self.evict(&shard, limit: shardLimit)
        }
        guard let dropped else { return }
        slugs.withLock { slugs in
            if let slug = document.slug { slugs[Slug(kind: key.kind, text: slug)] = key }
            for slot in dropped { Self.forget(slot, in: &slugs) }
        }
    }

    private static func evict(_ shard: inout Shard, limit: Int) -> [Slot] {
        var dropped: [Slot] = []
        while shard.bytes > limit, !shard.slots.isEmpty {
            if shard.hand >= shard.slots.count { shard.hand = 0 }
            if shard.slots[shard.hand].wasUsed {
                shard.slots[shard.hand].wasUsed = false
                shard.hand += 1
            } else {
                dropped.append(remove(shard.hand, from: &shard))
            }
        }
        return dropped
    }

    private static func remove(_ place: Int, from shard: inout Shard) -> Slot {
        let slot = shard.slots[place]
        shard.slots.swapAt(place, shard.slots.count - 1)
        shard.slots.removeLast()
        shard.places[slot.key] = nil
        if place < shard.slots.count { shard.places[shard.slots[place].key] = place }
        shard.bytes -= slot.document.cost
        return slot
    }

    private static func forget(_ slot: Slot, in slugs: inout [Slug: SearchKey]) {
        guard let text = slot.document.slug else { return }
        let slug = Slug(kind: slot.key.kind, text: text)
        if slugs[slug] == slot.key { slugs[slug] = nil }
    }

    /// Drops documents that have changed.
    func remove(_ keys: [SearchKey]) {
        var dropped: [Slot] = []
        for key in keys {
            shard(key).withLock { shard in
                shard.removals &+= 1
                if let place = shard.places[key] { dropped.append(Self.remove(place, from: &shard)) }
            }
        }
        guard !dropped.isEmpty else { return }
        slugs.withLock { slugs in for slot in dropped { Self.forget(slot, in: &slugs) } }
    }

    /// Drops documents that a projector in the same process has just stored; the replica's tail would find them later.
    public func remove(_ keys: [DocumentKey], of model: String) {
        guard let kind = CatalogSchema.Kind(model: model) else { return }
        remove(
            keys.compactMap {
                if case .int(let id) = $0 { SearchKey(kind: kind.rawValue, id: id) } else { nil }
            }
        )
    }

    /// Keeps documents of these collections from now on: somebody says what changes in them. Drops everything, unless
    /// they are the collections that it kept documents of before.
    func open(for collections: [CatalogSchema.Kind: String]) {
        let wanted = Dictionary(uniqueKeysWithValues: collections.map { ($0.rawValue, $1) })
        guard sources.withLock({ $0 != wanted }) else { return }
        close()
        sources.withLock { $0 = wanted }
    }

    /// Drops everything, and keeps nothing until it is opened.
    func close() {
        sources.withLock { $0 = [:] }
        // A document whose insertion has passed the check finds its ticket too old.
        for shard in shards {
            shard.withLock { shard in
                let removals = shard.removals
                shard = Shard()
                shard.removals = removals &+ 1
            }
        }
        slugs.withLock { $0.removeAll() }
    }

    /// Documents and bytes that it holds.
    public var contents: (documents: Int, bytes: Int) {
        shards.reduce((0, 0)) { total, shard in
            shard.withLock { (total.0 + $0.slots.count, total.1 + $0.bytes) }
        }
    }
}

/// A mutex that an array can hold.
private final class SharedMutex<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>

    init(_ value: Value) { mutex = Mutex(value) }

    func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        mutex.withLock { body(&$0) }
    }
}
