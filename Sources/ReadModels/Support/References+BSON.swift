import Contracts
import Mongo

// How documents embed what belongs to other entities.

extension GenreReference {
    func encode(to writer: inout BSONWriter) {
        writer.append("id", id.rawValue)
        writer.append("slug", slug)
        writer.append("name", name)
    }

    init(reader: inout BSONReader) throws(BSONError) {
        var id: GenreID?
        var slug: String?
        var name: String?
        while let field = try reader.next() {
            switch field.name {
            case "id": id = try field.id()
            case "slug": slug = try field.string()
            case "name": name = try field.string()
            default: break
            }
        }
        self.init(id: try id.required("id"), slug: try slug.required("slug"), name: try name.required("name"))
    }
}

/// A country or a language: a code of a standard and its name in the catalog.
protocol CodedReference: Sendable {
    associatedtype Code: RawRepresentable<String>
    var code: Code { get }
    var name: String { get }
    init(code: Code, name: String)
}

extension CountryReference: CodedReference {}
extension LanguageReference: CodedReference {}

extension CodedReference {
    func encode(to writer: inout BSONWriter) {
        writer.append("code", code.rawValue)
        writer.append("name", name)
    }

    init(reader: inout BSONReader) throws(BSONError) {
        var code: Code?
        var name: String?
        while let field = try reader.next() {
            switch field.name {
            case "code": code = try field.code()
            case "name": name = try field.string()
            default: break
            }
        }
        self.init(code: try code.required("code"), name: try name.required("name"))
    }
}

extension ExternalID {
    func encode(to writer: inout BSONWriter) {
        writer.append("source", source)
        writer.append("id", id)
    }

    init(reader: inout BSONReader) throws(BSONError) {
        var source: String?
        var id: String?
        while let field = try reader.next() {
            switch field.name {
            case "source": source = try field.string()
            case "id": id = try field.string()
            default: break
            }
        }
        self.init(source: try source.required("source"), id: try id.required("id"))
    }
}

extension Sequence<ExternalID> {
    func encode(to writer: inout BSONWriter) {
        writer.array("external_ids") { array in
            for id in self { array.document { id.encode(to: &$0) } }
        }
    }
}
