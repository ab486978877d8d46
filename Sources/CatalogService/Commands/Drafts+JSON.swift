import Contracts
import JSONKit

extension MovieDraft {
    init?(_ fields: inout FieldReader) {
        let title = fields.requiredLine("title", MovieBounds.title)
        let year = fields.requiredInt("year", MovieBounds.year)
        var draft = MovieDraft(title: title ?? "", year: Int(year ?? 0))
        draft.originalTitle = fields.line("original_title", MovieBounds.title)
        draft.runtime = fields.int("runtime", MovieBounds.runtime).map(Int.init)
        draft.overview = fields.string("overview", MovieBounds.overview)
        draft.posterURL = fields.url("poster_url")
        draft.popularity = fields.double("popularity", MovieBounds.popularity)
        draft.rating = fields.double("rating", MovieBounds.rating)
        draft.genres = fields.ids("genres", atMost: MovieBounds.genres) ?? []
        draft.countries = fields.codes("countries", atMost: MovieBounds.countries) ?? []
        draft.languages = fields.codes("languages", atMost: MovieBounds.languages) ?? []
        draft.alternativeTitles =
            fields.lines("alternative_titles", atMost: MovieBounds.alternativeTitles, MovieBounds.title) ?? []
        draft.externalIDs = fields.externalIDs() ?? []
        draft.cast = fields.array("cast", atMost: MovieBounds.credits, CastDraft.init) ?? []
        draft.crew = fields.array("crew", atMost: MovieBounds.credits, CrewDraft.init) ?? []
        guard title != nil, year != nil else { return nil }
        self = draft
    }
}

extension MoviePatch {
    init(_ fields: inout FieldReader) {
        self.init()
        for name in [
            "title", "year", "genres", "countries", "languages", "alternative_titles", "external_ids", "cast",
            "crew",
        ] {
            fields.refuseNull(name)
        }
        title = fields.line("title", MovieBounds.title)
        year = fields.int("year", MovieBounds.year).map(Int.init)
        originalTitle = fields.change("original_title") { $0.line("original_title", MovieBounds.title) }
        runtime = fields.change("runtime") { $0.int("runtime", MovieBounds.runtime).map(Int.init) }
        overview = fields.change("overview") { $0.string("overview", MovieBounds.overview) }
        posterURL = fields.change("poster_url") { $0.url("poster_url") }
        popularity = fields.change("popularity") { $0.double("popularity", MovieBounds.popularity) }
        rating = fields.change("rating") { $0.double("rating", MovieBounds.rating) }
        genres = fields.ids("genres", atMost: MovieBounds.genres)
        countries = fields.codes("countries", atMost: MovieBounds.countries)
        languages = fields.codes("languages", atMost: MovieBounds.languages)
        alternativeTitles = fields.lines(
            "alternative_titles",
            atMost: MovieBounds.alternativeTitles,
            MovieBounds.title
        )
        externalIDs = fields.externalIDs()
        cast = fields.array("cast", atMost: MovieBounds.credits, CastDraft.init)
        crew = fields.array("crew", atMost: MovieBounds.credits, CrewDraft.init)
    }
}

extension CastDraft {
    init?(_ value: JSONValue, _ pointer: String, _ errors: FieldErrors) {
        var fields = FieldReader(value, at: pointer, errors: errors)
        self.init(&fields)
        fields.finish()
    }

    init?(_ fields: inout FieldReader) {
        let person: PersonID? = fields.requiredID("person")
        let character = fields.line("character", MovieBounds.character)
        let billing = fields.int("billing", MovieBounds.billing).map(Int.init)
        guard let person else { return nil }
        self.init(person: person, character: character, billing: billing)
    }
}

extension CrewDraft {
    init?(_ value: JSONValue, _ pointer: String, _ errors: FieldErrors) {
        var fields = FieldReader(value, at: pointer, errors: errors)
        self.init(&fields)
        fields.finish()
    }

    init?(_ fields: inout FieldReader) {
        let person: PersonID? = fields.requiredID("person")
        let job = fields.requiredLine("job", MovieBounds.job)
        guard let person, let job else { return nil }
        self.init(person: person, job: job)
    }
}

extension CreditDraft {
    /// A body with a `job` is a crew credit; any other is a cast credit.
    init?(_ fields: inout FieldReader) {
        if fields.has("job") {
            guard let draft = CrewDraft(&fields) else { return nil }
            self = .crew(draft)
        } else {
            guard let draft = CastDraft(&fields) else { return nil }
            self = .cast(draft)
        }
    }
}

extension CreditPatch {
    init(_ fields: inout FieldReader) {
        self.init()
        fields.refuseNull("billing")
        fields.refuseNull("job")
        character = fields.change("character") { $0.line("character", MovieBounds.character) }
        billing = fields.int("billing", MovieBounds.billing).map(Int.init)
        job = fields.line("job", MovieBounds.job)
    }
}

extension PersonDraft {
    init?(_ fields: inout FieldReader) {
        let name = fields.requiredName()
        var draft = PersonDraft(name: name ?? "")
        draft.birthYear = fields.year("birth_year")
        draft.deathYear = fields.year("death_year")
        draft.externalIDs = fields.externalIDs() ?? []
        guard name != nil else { return nil }
        self = draft
    }
}

extension PersonPatch {
    init(_ fields: inout FieldReader) {
        self.init()
        fields.refuseNull("name")
        fields.refuseNull("external_ids")
        name = fields.line("name", MovieBounds.name)
        birthYear = fields.change("birth_year") { $0.year("birth_year") }
        deathYear = fields.change("death_year") { $0.year("death_year") }
        externalIDs = fields.externalIDs()
    }
}
