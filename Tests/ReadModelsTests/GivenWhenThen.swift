import CatalogScript
import Contracts
import Mongo
import Projection
import ReadModels
import Testing

/// Folds these events and gives the model.
func given<P: Projection>(
    _ projection: P,
    _ events: CatalogEvent...
) throws -> MemoryModel<P> where P.Event == CatalogEvent {
    var log = ScriptedLog()
    for event in events { log.append(event) }
    return try MemoryModel(projection, of: log.events)
}

extension MemoryModel {
    func document(_ key: Int64) -> P.Document? { entries[.int(key)]?.state.document }
    func document(_ key: String) -> P.Document? { entries[.string(key)]?.state.document }

    func isGone(_ key: Int64) -> Bool {
        if case .gone = entries[.int(key)]?.state { true } else { false }
    }
}

/// The people and things of the tests' stories.
enum Story {
    static let drama = GenreReference(id: GenreID(rawValue: 1), slug: "drama", name: "Drama")
    static let noir = GenreReference(id: GenreID(rawValue: 2), slug: "noir", name: "Noir")
    static let ingrid = PersonReference(
        id: PersonID(rawValue: 7),
        slug: "ingrid-bergman",
        name: "Ingrid Bergman"
    )
    static let michael = PersonReference(
        id: PersonID(rawValue: 8),
        slug: "michael-curtiz",
        name: "Michael Curtiz"
    )
    static let casablancaID = MovieID(rawValue: 42)

    static func country(_ code: String, _ name: String) throws -> CountryReference {
        CountryReference(code: try #require(CountryCode(rawValue: code)), name: name)
    }

    static func language(_ code: String, _ name: String) throws -> LanguageReference {
        LanguageReference(code: try #require(LanguageCode(rawValue: code)), name: name)
    }

    static func cast(_ id: Int64, _ person: PersonReference, _ character: String?, _ billing: Int) -> Credit {
        Credit(
            id: CreditID(rawValue: id),
            person: person,
            role: .cast(character: character, billing: billing)
        )
    }

    static func crew(_ id: Int64, _ person: PersonReference, _ job: String) -> Credit {
        Credit(id: CreditID(rawValue: id), person: person, role: .crew(job: job))
    }

    static var casablanca: MovieFacts {
        get throws {
            MovieFacts(
                slug: "casablanca-1942",
                title: "Casablanca",
                year: 1942,
                runtime: 102,
                genres: [drama],
                countries: [try country("US", "United States")],
                languages: [try language("en", "English")],
                alternativeTitles: ["Everybody Comes to Rick's"],
                externalIDs: [ExternalID(source: "wikipedia", id: "Casablanca_(film)")],
                credits: [cast(1, ingrid, "Ilsa Lund", 2), crew(2, michael, "Director")]
            )
        }
    }

    static var registered: CatalogEvent {
        get throws { .movieRegistered(MovieRegistered(id: casablancaID, facts: try casablanca)) }
    }

    static var withdrawn: CatalogEvent {
        get throws {
            .movieWithdrawn(
                MovieWithdrawn(
                    id: casablancaID,
                    genres: [drama.id],
                    countries: [try country("US", "").code],
                    languages: [try language("en", "").code],
                    people: [ingrid.id, michael.id]
                )
            )
        }
    }

    static var restored: CatalogEvent {
        get throws { .movieRestored(MovieRestored(id: casablancaID, facts: try casablanca)) }
    }

    static func revised(_ change: (inout MovieRevised) -> Void) -> CatalogEvent {
        var revision = MovieRevised(id: casablancaID)
        change(&revision)
        return .movieRevised(revision)
    }

    static func renamed(_ person: PersonReference, _ name: String) -> CatalogEvent {
        var revision = PersonRevised(id: person.id)
        revision.name = name
        return .personRevised(revision)
    }
}
