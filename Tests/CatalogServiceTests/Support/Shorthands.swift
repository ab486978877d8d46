import CatalogService
public import Contracts

/// Numbers and codes as tests write them.
extension MovieID: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) { self.init(rawValue: value) }
}

extension PersonID: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) { self.init(rawValue: value) }
}

extension GenreID: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) { self.init(rawValue: value) }
}

extension CreditID: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) { self.init(rawValue: value) }
}

extension CountryCode: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) {
        guard let code = CountryCode(rawValue: value) else { preconditionFailure("\(value) is no country") }
        self = code
    }
}

extension LanguageCode: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) {
        guard let code = LanguageCode(rawValue: value) else { preconditionFailure("\(value) is no language") }
        self = code
    }
}

extension CatalogCommand {
    static func movie(_ title: String, _ year: Int = 1999, _ fill: (inout MovieDraft) -> Void = { _ in })
        -> Self
    {
        var draft = MovieDraft(title: title, year: year)
        fill(&draft)
        return .registerMovie(draft)
    }

    static func revise(movie id: MovieID, _ fill: (inout MoviePatch) -> Void) -> Self {
        var patch = MoviePatch()
        fill(&patch)
        return .reviseMovie(id, patch)
    }

    static func person(_ name: String, _ fill: (inout PersonDraft) -> Void = { _ in }) -> Self {
        var draft = PersonDraft(name: name)
        fill(&draft)
        return .registerPerson(draft)
    }

    static func revise(person id: PersonID, _ fill: (inout PersonPatch) -> Void) -> Self {
        var patch = PersonPatch()
        fill(&patch)
        return .revisePerson(id, patch)
    }

    static func imported(
        _ id: String,
        _ title: String,
        _ year: Int = 1999,
        source: String = "wikipedia",
        _ fill: (inout MovieImport) -> Void = { _ in }
    ) -> Self {
        var movie = MovieImport(externalID: ExternalID(source: source, id: id), title: title, year: year)
        fill(&movie)
        return .importMovie(movie)
    }
}
