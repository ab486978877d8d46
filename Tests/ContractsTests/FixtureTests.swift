import Contracts
import Foundation
import Testing

/// What stands in a log is never rewritten: every payload that was ever written must be readable for ever.
@Suite("A recorded event of each type and schema")
struct FixtureTests {
    /// Set `KINOTEKA_WRITE_FIXTURES=1` once after adding an event type or a schema number. It writes what
    /// is missing and never touches what is there.
    @Test("has a fixture", arguments: CatalogEvent.Kind.allCases)
    func exists(kind: CatalogEvent.Kind) throws {
        let event = SampleEvents.event(of: kind)
        if ProcessInfo.processInfo.environment["KINOTEKA_WRITE_FIXTURES"] == "1" { try write(event) }
        for schema in 1...event.schema {
            let name = EventFixtures.name(kind.rawValue, schema)
            let path = EventFixtures.folder.appending(path: name).path
            #expect(FileManager.default.fileExists(atPath: path), "there is no \(name)")
        }
    }

    @Test("decodes to the same value as on the day it was written")
    func decodes() throws {
        for fixture in try EventFixtures.all() {
            let kind = try #require(
                CatalogEvent.Kind(rawValue: fixture.type),
                "\(fixture.type) was taken away"
            )
            let event = try CatalogEvent(
                type: fixture.type,
                schema: fixture.schema,
                payload: fixture.payload
            )
            #expect(event == SampleEvents.event(of: kind), "\(fixture.testDescription)")
        }
    }

    @Test("is written with the same bytes again")
    func encodes() throws {
        for event in SampleEvents.all {
            let stored = try EventFixtures.read(EventFixtures.name(event.type, event.schema))
            #expect(event.payload == stored, "\(String(decoding: event.payload, as: UTF8.self))")
        }
    }

    @Test("that a field was added to has a fixture with it, too", arguments: SampleEvents.grown)
    func grown(name: String, event: CatalogEvent) throws {
        let stored = try EventFixtures.read(name)
        #expect(event.payload == stored, "\(String(decoding: event.payload, as: UTF8.self))")
        #expect(try CatalogEvent(type: event.type, schema: event.schema, payload: stored) == event)
    }

    @Test("is the only thing in the folder of fixtures")
    func nothingElse() throws {
        let expected = SampleEvents.all.flatMap { event in
            (1...event.schema).map { EventFixtures.name(event.type, $0) }
        }
        let found = try FileManager.default.contentsOfDirectory(atPath: EventFixtures.folder.path)
        #expect(Set(found) == Set(expected).union(SampleEvents.grown.keys))
    }

    private func write(_ event: CatalogEvent) throws {
        let file = EventFixtures.folder.appending(path: EventFixtures.name(event.type, event.schema))
        guard !FileManager.default.fileExists(atPath: file.path) else { return }
        try Data(event.payload + [0x0A]).write(to: file)
    }
}
