public import Contracts
public import GRDB
import JSONKit
public import WriteSide

/// The catalog: films, people, genres, countries, languages, credits, and films pinned to queries.
public struct CatalogService: Service {
    public typealias Command = CatalogCommand
    public typealias Event = CatalogEvent

    public init() {}

    public static let log = LogName.catalog
    public static let tables = CatalogSchema.tables

    public static func migrate(_ migrator: inout DatabaseMigrator) {
        CatalogSchema.migrate(&migrator)
    }

    public func stream(of event: CatalogEvent) -> String { event.stream }

    public func encode(_ event: CatalogEvent) -> (type: String, schema: Int, payload: [UInt8]) {
        (event.type, event.schema, event.payload)
    }

    public func decode(type: String, schema: Int, payload: [UInt8]) throws -> CatalogEvent {
        try CatalogEvent(type: type, schema: schema, payload: payload)
    }

    /// - Throws: `Refusal` with every field that refers to something unknown, or the reason why the catalog's state
    ///   does not allow the command.
    public func decide(_ command: CatalogCommand, in tables: Database) throws -> Decision<CatalogEvent> {
        let movies = MovieDecisions(tables: tables)
        let people = PersonDecisions(tables: tables)
        let reference = ReferenceDecisions(tables: tables)
        switch command {
        case .registerMovie(let draft): return try movies.register(draft)
        case .reviseMovie(let id, let patch): return try movies.revise(id, patch)
        case .replaceMovie(let id, let draft): return try movies.revise(id, MoviePatch(replacingWith: draft))
        case .withdrawMovie(let id): return try movies.withdraw(id)
        case .restoreMovie(let id): return try movies.restore(id)
        case .importMovie(let movie): return try MovieImporting(tables: tables).decide(movie)
        case .addCredit(let id, let draft): return try movies.addCredit(id, draft)
        case .reviseCredit(let id, let creditID, let patch):
            return try movies.reviseCredit(id, creditID, patch)
        case .removeCredit(let id, let creditID): return try movies.removeCredit(id, creditID)
        case .registerPerson(let draft): return try people.register(draft)
        case .revisePerson(let id, let patch): return try people.revise(id, patch)
        case .replacePerson(let id, let draft):
            return try people.revise(id, PersonPatch(replacingWith: draft))
        case .withdrawPerson(let id): return try people.withdraw(id)
        case .restorePerson(let id): return try people.restore(id)
        case .registerGenre(let name): return try reference.registerGenre(name)
        case .reviseGenre(let id, let name): return try reference.reviseGenre(id, name)
        case .withdrawGenre(let id): return try reference.withdrawGenre(id)
        case .restoreGenre(let id): return try reference.restoreGenre(id)
        case .registerCountry(let code, let name): return try reference.registerCountry(code, name)
        case .reviseCountry(let code, let name): return try reference.reviseCountry(code, name)
        case .withdrawCountry(let code): return try reference.withdrawCountry(code)
        case .restoreCountry(let code): return try reference.restoreCountry(code)
        case .registerLanguage(let code, let name): return try reference.registerLanguage(code, name)
        case .reviseLanguage(let code, let name): return try reference.reviseLanguage(code, name)
        case .withdrawLanguage(let code): return try reference.withdrawLanguage(code)
        case .restoreLanguage(let code): return try reference.restoreLanguage(code)
        case .setSearchPin(let query, let ids): return try movies.setSearchPin(query, ids)
        case .clearSearchPin(let query): return try movies.clearSearchPin(query)
        }
    }

    public func evolve(_ event: CatalogEvent, in tables: Database) throws {
        try Evolution(tables: tables).apply(event)
    }
}
