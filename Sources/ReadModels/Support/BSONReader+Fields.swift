import Contracts
import Mongo

extension BSONField {
    /// Reads every element of an array of documents.
    func elements<Element>(_ read: (inout BSONReader) throws(BSONError) -> Element) throws(BSONError)
        -> [Element]
    {
        var elements: [Element] = []
        var array = try reader()
        while let field = try array.next() {
            var element = try field.reader()
            elements.append(try read(&element))
        }
        return elements
    }

    /// Reads every element of an array of strings.
    func strings() throws(BSONError) -> [String] {
        var strings: [String] = []
        var array = try reader()
        while let field = try array.next() { strings.append(try field.string()) }
        return strings
    }

    /// The number as the identifier of an entity.
    func id<ID: EntityID>(_ type: ID.Type = ID.self) throws(BSONError) -> ID {
        ID(rawValue: try int64())
    }

    /// The text as a code of a standard.
    func code<Code: RawRepresentable<String>>(_ type: Code.Type = Code.self) throws(BSONError) -> Code {
        let text = try string()
        guard let code = Code(rawValue: text) else {
            throw BSONError(.outOfRange, "\"\(text)\" is not a code of this kind.", path: name.string)
        }
        return code
    }
}

extension Optional {
    /// The value, or the error of a document that lacks a field which it must have.
    func required(_ name: StaticString) throws(BSONError) -> Wrapped {
        guard let self else { throw BSONError(.missing, "The field is missing.", path: name.description) }
        return self
    }
}
