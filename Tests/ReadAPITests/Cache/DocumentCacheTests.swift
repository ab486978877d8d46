import Mongo
import Projection
import SearchIndex
import Testing

@testable import ReadAPI

@Suite("A cache of documents")
struct DocumentCacheTests {
    private let key = SearchKey(kind: CatalogSchema.Kind.movie.rawValue, id: 1)

    private func document(_ slug: String, position: Int64 = 1, bytes: Int = 10) throws -> EncodedDocument {
        let stored: BSONDocument = [
            "_id": .int64(1), "_pos": ["catalog": .int64(position)], "_fence": .int64(1),
            "version": .int64(position), "slug": .string(slug),
            "title": .string(String(repeating: "x", count: bytes)),
        ]
        return try #require(try EncodedDocument(stored, .movies))
    }

    private func open(bytes: Int = 64 << 20) -> DocumentCache {
        let cache = DocumentCache(bytes: bytes)
        cache.open(for: [.movie: "movies_v1_g1", .person: "people_v1_g1"])
        return cache
    }

    @Test("gives what was put into it, by key and by slug, until it is removed")
    func document() throws {
        let cache = open()
        cache.insert(try document("one"), key, cache.ticket(key), from: "movies_v1_g1")
        #expect(cache.document(key)?.slug == "one")
        #expect(cache.document(slug: "one", kind: .movie)?.slug == "one")
        #expect(cache.document(slug: "one", kind: .person) == nil)
        #expect(cache.contents.documents == 1)
        cache.remove([key])
        #expect(cache.document(key) == nil)
        #expect(cache.document(slug: "one", kind: .movie) == nil)
        #expect(cache.contents == (0, 0))
    }

    @Test("drops what a projector says it has stored")
    func stored() throws {
        let cache = open()
        cache.insert(try document("one"), key, cache.ticket(key), from: "movies_v1_g1")
        cache.remove([.int(1)], of: "people")
        cache.remove([.int(1)], of: "genres")
        cache.remove([.int(2), .string("1")], of: "movies")
        #expect(cache.document(key) != nil)
        let old = cache.ticket(key)
        cache.remove([.int(1)], of: "movies")
        #expect(cache.document(key) == nil)
        cache.insert(try document("old"), key, old, from: "movies_v1_g1")
        #expect(cache.document(key) == nil)
    }

    @Test("does not keep what was read before a removal, which may be older")
    func ticket() throws {
        let cache = open()
        let old = cache.ticket(key)
        cache.remove([key])
        cache.insert(try document("old"), key, old, from: "movies_v1_g1")
        #expect(cache.document(key) == nil)
        cache.insert(try document("new"), key, cache.ticket(key), from: "movies_v1_g1")
        #expect(cache.document(key)?.slug == "new")
    }

    @Test("keeps what was read before its key was known, unless something was removed near it")
    func anyTicket() throws {
        let cache = open()
        let old = cache.ticket()
        cache.insert(try document("one"), key, old, from: "movies_v1_g1")
        #expect(cache.document(slug: "one", kind: .movie) != nil)
        cache.remove([key])
        cache.insert(try document("one"), key, old, from: "movies_v1_g1")
        #expect(cache.document(key) == nil)
        cache.insert(try document("one"), key, cache.ticket(), from: "movies_v1_g1")
        #expect(cache.document(key) != nil)
    }

    @Test("keeps documents of the collections that are followed, and of no others")
    func collections() throws {
        let cache = DocumentCache()
        let early = cache.ticket(key)
        cache.insert(try document("one"), key, early, from: "movies_v1_g1")
        #expect(cache.document(key) == nil)
        cache.open(for: [.movie: "movies_v1_g2"])
        cache.insert(try document("one"), key, early, from: "movies_v1_g2")
        #expect(cache.document(key) == nil)
        cache.insert(try document("one"), key, cache.ticket(key), from: "movies_v1_g1")
        #expect(cache.document(key) == nil)
        cache.insert(try document("one"), key, cache.ticket(key), from: "movies_v1_g2")
        #expect(cache.document(key) != nil)
    }

    @Test("forgets everything when others are followed, and nothing when they stay the same")
    func switching() throws {
        let cache = open()
        cache.insert(try document("one"), key, cache.ticket(key), from: "movies_v1_g1")
        cache.open(for: [.movie: "movies_v1_g1", .person: "people_v1_g1"])
        #expect(cache.document(key) != nil)
        cache.open(for: [.movie: "movies_v1_g1", .person: "people_v1_g2"])
        #expect(cache.document(key) == nil)
        #expect(cache.document(slug: "one", kind: .movie) == nil)
        cache.insert(try document("one"), key, cache.ticket(key), from: "movies_v1_g1")
        cache.close()
        #expect(cache.document(key) == nil)
        cache.insert(try document("one"), key, cache.ticket(key), from: "movies_v1_g1")
        #expect(cache.document(key) == nil)
    }

    @Test("never has more bytes than it may")
    func bound() throws {
        let cache = open(bytes: 1 << 20)
        for id in Int64(1)...5_000 {
            let key = SearchKey(kind: 0, id: id)
            cache.insert(
                try document("film-\(id)", bytes: 1_000),
                key,
                cache.ticket(key),
                from: "movies_v1_g1"
            )
            if id % 500 == 0 { #expect(cache.contents.bytes <= 1 << 20) }
        }
        // A document takes little more than its JSON.
        #expect(cache.contents.documents > 700)
        // Who was evicted is not found by slug either.
        let slugs = (Int64(1)...5_000).count { cache.document(slug: "film-\($0)", kind: .movie) != nil }
        #expect(slugs == cache.contents.documents)
    }

    @Test("evicts what nobody asked for before what somebody did")
    func secondChance() throws {
        let cache = open(bytes: 1 << 20)
        let favourites = (Int64(1)...10).map { SearchKey(kind: 0, id: $0) }
        for key in favourites {
            cache.insert(
                try document("film-\(key.id)", bytes: 1_000),
                key,
                cache.ticket(key),
                from: "movies_v1_g1"
            )
        }
        for id in Int64(11)...5_000 {
            let key = SearchKey(kind: 0, id: id)
            for favourite in favourites { _ = cache.document(favourite) }
            cache.insert(
                try document("film-\(id)", bytes: 1_000),
                key,
                cache.ticket(key),
                from: "movies_v1_g1"
            )
        }
        #expect(favourites.allSatisfy { cache.document($0) != nil })
        #expect(cache.document(SearchKey(kind: 0, id: 11)) == nil)
    }

    @Test("does not give up much for one large document")
    func large() throws {
        let cache = open(bytes: 1 << 20)
        cache.insert(try document("one", bytes: 20_000), key, cache.ticket(key), from: "movies_v1_g1")
        #expect(cache.contents.documents == 0)
    }

    @Test("does not keep what waits for parked events")
    func stale() throws {
        let cache = open()
        let stored: BSONDocument = [
            "_id": .int64(1), "_pos": ["catalog": .int64(1)], "version": .int64(1), "_stale": true,
            "slug": "one",
        ]
        let document = try #require(try EncodedDocument(stored, .movies))
        cache.insert(document, key, cache.ticket(key), from: "movies_v1_g1")
        #expect(cache.contents.documents == 0)
    }

    @Test("never finds a document by a slug that it does not have any more")
    func slugs() async throws {
        let cache = open()
        let documents = try (0..<4).map { try document("slug-\($0)", position: Int64($0) + 1) }
        await withTaskGroup { group in
            for task in 0..<4 {
                group.addTask {
                    for round in 0..<20_000 {
                        let document = documents[(round + task) % 4]
                        cache.insert(document, key, cache.ticket(key), from: "movies_v1_g1")
                        cache.remove([key])
                    }
                }
            }
            group.addTask {
                for round in 0..<80_000 {
                    let slug = "slug-\(round % 4)"
                    if let found = cache.document(slug: slug, kind: .movie) { #expect(found.slug == slug) }
                }
            }
        }
    }
}
