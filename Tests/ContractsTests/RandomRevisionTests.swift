import Contracts
import Testing

/// Revisions have the most fields that come and go, so their combinations are tried at random.
@Suite("A revision with any combination of changes")
struct RandomRevisionTests {
    @Test("of a film is the same after writing and reading", arguments: UInt64(1)...300)
    func movies(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        var revised = MovieRevised(id: MovieID(rawValue: Int64(seed)))
        revised.title = dice.maybe("title \(seed)")
        revised.year = dice.maybe(1900 + Int(seed))
        revised.originalTitle = dice.change("original")
        revised.runtime = dice.change(90)
        revised.overview = dice.change("over\nview")
        revised.posterURL = dice.change("https://example.org")
        revised.popularity = dice.change(Double(seed) / 7)
        revised.rating = dice.change(Double(seed % 11))
        revised.alternativeTitles = SetChange(added: dice.some(["a", "b"]), removed: dice.some(["c"]))
        revised.genres = SetChange(
            added: dice.some([GenreReference(id: GenreID(rawValue: 1), slug: "g", name: "G")]),
            removed: dice.some([GenreID(rawValue: 2), GenreID(rawValue: 3)])
        )
        revised.externalIDs = SetChange(
            added: dice.some([ExternalID(source: "s", id: "1")]),
            removed: dice.some([ExternalID(source: "s", id: "2")])
        )
        try expectSame(.movieRevised(revised))
    }

    @Test("of a person is the same after writing and reading", arguments: UInt64(1)...100)
    func people(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        var revised = PersonRevised(id: PersonID(rawValue: Int64(seed)))
        revised.name = dice.maybe("name")
        revised.movies = dice.maybe(dice.some([MovieID(rawValue: 42)]))
        revised.birthYear = dice.change(1900)
        revised.deathYear = dice.change(2000)
        revised.externalIDs = SetChange(added: dice.some([ExternalID(source: "s", id: "1")]))
        try expectSame(.personRevised(revised))
    }

    private func expectSame(_ event: CatalogEvent) throws {
        let read = try CatalogEvent(type: event.type, schema: event.schema, payload: event.payload)
        #expect(read == event, "\(String(decoding: event.payload, as: UTF8.self))")
    }
}

/// Chooses by the bits of a mixed seed.
private struct Dice {
    private var bits: UInt64

    init(seed: UInt64) {
        bits = seed &* 0x9e37_79b9_7f4a_7c15
        bits ^= bits >> 29
    }

    mutating func roll(_ sides: UInt64) -> UInt64 {
        bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (bits >> 33) % sides
    }

    mutating func maybe<Value>(_ value: Value) -> Value? { roll(2) == 0 ? nil : value }

    mutating func some<Value>(_ values: [Value]) -> [Value] { values.filter { _ in roll(2) == 0 } }

    mutating func change<Value>(_ value: Value) -> Change<Value> {
        switch roll(3) {
        case 0: .keep
        case 1: .clear
        default: .set(value)
        }
    }
}
