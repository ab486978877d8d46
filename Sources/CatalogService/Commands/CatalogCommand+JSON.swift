import Contracts
public import JSONKit

extension CatalogCommand {
    /// Reads a line of `POST /api/commands`: `{"command": "register-movie", …}`.
    ///
    /// - Throws: ``InvalidCommand`` with every wrong field.
    public init(json: JSONValue) throws(InvalidCommand) {
        let errors = FieldErrors()
        var fields = FieldReader(json, errors: errors)
        let command = fields.requiredLine("command", 1...40)
        guard let command else { throw InvalidCommand(errors.all) }
        guard let name = Name(rawValue: command) else {
            let like = command.nearest(of: Name.allCases.map(\.rawValue))
            let hint = like.map { "; did you mean \"\($0)\"?" } ?? ""
            throw InvalidCommand([
                FieldError(pointer: "/command", detail: "there is no command \"\(command)\"\(hint)")
            ])
        }
        try self.init(name, &fields)
    }

    /// Reads a REST body, to which `path` adds what stands in the URL (`id`, `code`, `credit_id`, `query`).
    ///
    /// - Throws: ``InvalidCommand`` with every wrong field; a body must not repeat what the path says.
    public init(
        _ name: Name,
        path: [JSONValue.Member] = [],
        body: JSONValue = .object([])
    ) throws(InvalidCommand) {
        let errors = FieldErrors()
        guard case .object(let members) = body else {
            throw InvalidCommand([
                FieldError(pointer: "", detail: "an object was expected, not \(body.kindDescription)")
            ])
        }
        for member in members where path.contains(where: { $0.key == member.key }) {
            errors.add("/" + member.key, "belongs in the path, not in the body")
        }
        let rest = members.filter { member in !path.contains { $0.key == member.key } }
        var fields = FieldReader(.object(path + rest), errors: errors)
        try self.init(name, &fields)
    }

    private init(_ name: Name, _ fields: inout FieldReader) throws(InvalidCommand) {
        let command = Self.decode(name, &fields)
        fields.finish()
        guard fields.errors.isEmpty, let command else { throw InvalidCommand(fields.errors.all) }
        self = command
    }

    private static func decode(_ name: Name, _ fields: inout FieldReader) -> CatalogCommand? {
        switch name {
        case .registerMovie: return MovieDraft(&fields).map(CatalogCommand.registerMovie)
        case .reviseMovie:
            let id: MovieID? = fields.requiredID("id")
            let patch = MoviePatch(&fields)
            return id.map { .reviseMovie($0, patch) }
        case .replaceMovie:
            let id: MovieID? = fields.requiredID("id")
            let draft = MovieDraft(&fields)
            return id.flatMap { id in draft.map { .replaceMovie(id, $0) } }
        case .withdrawMovie: return fields.requiredID("id").map(CatalogCommand.withdrawMovie)
        case .restoreMovie: return fields.requiredID("id").map(CatalogCommand.restoreMovie)
        case .importMovie: return MovieImport(&fields).map(CatalogCommand.importMovie)

        case .addCredit:
            let id: MovieID? = fields.requiredID("id")
            let draft = CreditDraft(&fields)
            return id.flatMap { id in draft.map { .addCredit(id, $0) } }
        case .reviseCredit:
            let id: MovieID? = fields.requiredID("id")
            let creditID: CreditID? = fields.requiredID("credit_id")
            let patch = CreditPatch(&fields)
            return id.flatMap { id in creditID.map { .reviseCredit(id, $0, patch) } }
        case .removeCredit:
            let id: MovieID? = fields.requiredID("id")
            let creditID: CreditID? = fields.requiredID("credit_id")
            return id.flatMap { id in creditID.map { .removeCredit(id, $0) } }

        case .registerPerson: return PersonDraft(&fields).map(CatalogCommand.registerPerson)
        case .revisePerson:
            let id: PersonID? = fields.requiredID("id")
            let patch = PersonPatch(&fields)
            return id.map { .revisePerson($0, patch) }
        case .replacePerson:
            let id: PersonID? = fields.requiredID("id")
            let draft = PersonDraft(&fields)
            return id.flatMap { id in draft.map { .replacePerson(id, $0) } }
        case .withdrawPerson: return fields.requiredID("id").map(CatalogCommand.withdrawPerson)
        case .restorePerson: return fields.requiredID("id").map(CatalogCommand.restorePerson)

        case .registerGenre: return fields.requiredName().map { .registerGenre(name: $0) }
        case .reviseGenre:
            let id: GenreID? = fields.requiredID("id")
            let name = fields.requiredName()
            return id.flatMap { id in name.map { .reviseGenre(id, name: $0) } }
        case .withdrawGenre: return fields.requiredID("id").map(CatalogCommand.withdrawGenre)
        case .restoreGenre: return fields.requiredID("id").map(CatalogCommand.restoreGenre)

        case .registerCountry: return named(&fields).map { .registerCountry($0, name: $1) }
        case .reviseCountry: return named(&fields).map { .reviseCountry($0, name: $1) }
        case .withdrawCountry: return fields.requiredCode().map(CatalogCommand.withdrawCountry)
        case .restoreCountry: return fields.requiredCode().map(CatalogCommand.restoreCountry)

        case .registerLanguage: return named(&fields).map { .registerLanguage($0, name: $1) }
        case .reviseLanguage: return named(&fields).map { .reviseLanguage($0, name: $1) }
        case .withdrawLanguage: return fields.requiredCode().map(CatalogCommand.withdrawLanguage)
        case .restoreLanguage: return fields.requiredCode().map(CatalogCommand.restoreLanguage)

        case .setSearchPin:
            let query = fields.requiredPinQuery()
            let movies: [MovieID]? = fields.ids("movies", atMost: MovieBounds.pins.upperBound)
            if !fields.has("movies") || fields.value("movies") == .array([]) {
                fields.fail("movies", "must name 1 to \(MovieBounds.pins.upperBound) films")
            }
            return query.flatMap { query in movies.map { .setSearchPin(query: query, movies: $0) } }
        case .clearSearchPin:
            return fields.requiredPinQuery().map { .clearSearchPin(query: $0) }
        }
    }

    private static func named<Code: RawRepresentable<String>>(_ fields: inout FieldReader) -> (Code, String)?
    {
        let code: Code? = fields.requiredCode()
        let name = fields.requiredName()
        guard let code, let name else { return nil }
        return (code, name)
    }
}
