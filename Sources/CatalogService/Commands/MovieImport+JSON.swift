import Contracts
public import JSONKit

extension MovieImport {
    /// Reads the object of an import file's line, which is also the body of `import-movie`.
    ///
    /// - Throws: ``InvalidCommand`` with every wrong field.
    public init(json: JSONValue) throws(InvalidCommand) {
        let errors = FieldErrors()
        var fields = FieldReader(json, errors: errors)
        let movie = MovieImport(&fields)
        fields.finish()
        guard errors.isEmpty, let movie else { throw InvalidCommand(errors.all) }
        self = movie
    }

    init?(_ fields: inout FieldReader) {
        let externalID = fields.value("external_id").flatMap {
            ExternalID($0, at: fields.path("external_id"), fields.errors)
        }
        if !fields.has("external_id") { fields.fail("external_id", "is required") }
        let title = fields.requiredLine("title", MovieBounds.title)
        let year = fields.requiredInt("year", MovieBounds.year)
        var movie = MovieImport(
            externalID: externalID ?? ExternalID(source: "", id: ""),
            title: title ?? "",
            year: Int(year ?? 0)
        )
        movie.originalTitle = fields.line("original_title", MovieBounds.title)
        movie.runtime = fields.int("runtime", MovieBounds.runtime).map(Int.init)
        movie.overview = fields.string("overview", MovieBounds.overview)
        movie.posterURL = fields.url("poster_url")
        movie.popularity = fields.double("popularity", MovieBounds.popularity)
        movie.rating = fields.double("rating", MovieBounds.rating)
        movie.genres = fields.lines("genres", atMost: MovieBounds.genres, MovieBounds.name) ?? []
        movie.countries = fields.array("countries", atMost: MovieBounds.countries, NamedCode.init) ?? []
        movie.languages = fields.array("languages", atMost: MovieBounds.languages, NamedCode.init) ?? []
        movie.alternativeTitles =
            fields.lines("alternative_titles", atMost: MovieBounds.alternativeTitles, MovieBounds.title) ?? []
        movie.cast = fields.array("cast", atMost: MovieBounds.credits, CastMember.init) ?? []
        movie.crew = fields.array("crew", atMost: MovieBounds.credits, CrewMember.init) ?? []
        guard externalID != nil, title != nil, year != nil else { return nil }
        self = movie
    }

    /// Writes the film as a line of `POST /api/commands` without its line end.
    public func writeCommand(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("command")
        writer.string(CatalogCommand.Name.importMovie.rawValue)
        writeFields(to: &writer)
        writer.endObject()
    }

    /// Writes the film as a line of an import file without its line end.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writeFields(to: &writer)
        writer.endObject()
    }

    private func writeFields(to writer: inout JSONWriter) {
        writer.key("external_id")
        writer.beginObject()
        writer.text("source", externalID.source)
        writer.text("id", externalID.id)
        writer.endObject()
        writer.text("title", title)
        writer.key("year")
        writer.int(year)
        writer.text("original_title", originalTitle)
        writer.number("runtime", runtime.map(Double.init))
        writer.text("overview", overview)
        writer.text("poster_url", posterURL)
        writer.number("popularity", popularity)
        writer.number("rating", rating)
        writer.list("genres", genres) { $0.string($1) }
        writer.list("countries", countries) { $0.named($1.code.rawValue, $1.name) }
        writer.list("languages", languages) { $0.named($1.code.rawValue, $1.name) }
        writer.list("alternative_titles", alternativeTitles) { $0.string($1) }
        writer.list("cast", cast) { writer, member in
            writer.beginObject()
            writer.text("name", member.name)
            writer.text("external_id", member.externalID)
            writer.text("character", member.character)
            writer.endObject()
        }
        writer.list("crew", crew) { writer, member in
            writer.beginObject()
            writer.text("name", member.name)
            writer.text("external_id", member.externalID)
            writer.text("job", member.job)
            writer.endObject()
        }
    }
}

extension MovieImport.NamedCode where Code: RawRepresentable<String> {
    /// `"FR"` or `{"code": "FR", "name": "France"}`.
    init?(_ value: JSONValue, _ pointer: String, _ errors: FieldErrors) {
        if case .string(let text) = value {
            guard let code: Code = FieldReader.code(text, at: pointer, errors) else { return nil }
            self.init(code: code)
            return
        }
        var fields = FieldReader(value, at: pointer, errors: errors)
        let code: Code? = fields.requiredCode()
        let name = fields.line("name", MovieBounds.name)
        fields.finish()
        guard let code else { return nil }
        self.init(code: code, name: name)
    }
}

extension MovieImport.CastMember {
    init?(_ value: JSONValue, _ pointer: String, _ errors: FieldErrors) {
        var fields = FieldReader(value, at: pointer, errors: errors)
        let name = fields.requiredName()
        let externalID = fields.line("external_id", MovieBounds.externalID)
        let character = fields.line("character", MovieBounds.character)
        fields.finish()
        guard let name else { return nil }
        self.init(name: name, externalID: externalID, character: character)
    }
}

extension MovieImport.CrewMember {
    init?(_ value: JSONValue, _ pointer: String, _ errors: FieldErrors) {
        var fields = FieldReader(value, at: pointer, errors: errors)
        let name = fields.requiredName()
        let externalID = fields.line("external_id", MovieBounds.externalID)
        let job = fields.requiredLine("job", MovieBounds.job)
        fields.finish()
        guard let name, let job else { return nil }
        self.init(name: name, externalID: externalID, job: job)
    }
}

extension JSONWriter {
    fileprivate mutating func text(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        key(name)
        string(value)
    }

    fileprivate mutating func number(_ name: StaticString, _ value: Double?) {
        guard let value else { return }
        key(name)
        double(value)
    }

    fileprivate mutating func named(_ code: String, _ name: String?) {
        beginObject()
        text("code", code)
        text("name", name)
        endObject()
    }

    fileprivate mutating func list<Element>(
        _ name: StaticString,
        _ elements: [Element],
        _ write: (inout JSONWriter, Element) -> Void
    ) {
        guard !elements.isEmpty else { return }
        key(name)
        beginArray()
        for element in elements { write(&self, element) }
        endArray()
    }
}
