import Contracts
import JSONKit

/// The kinds of fields that catalog commands are made of.
extension FieldReader {
    mutating func requiredID<ID: EntityID>(_ name: String) -> ID? {
        requiredInt(name, 1...Int64.max).map(ID.init(rawValue:))
    }

    mutating func requiredName() -> String? {
        requiredLine("name", MovieBounds.name)
    }

    mutating func requiredCode<Code: RawRepresentable<String>>() -> Code? {
        guard let text = requiredLine("code", 1...10) else { return nil }
        return Self.code(text, at: path("code"), errors)
    }

    /// A query as search folds it: lowercase, single spaces.
    mutating func requiredPinQuery() -> String? {
        requiredString("query", 1...100).map { query in
            query.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }

    mutating func ids<ID: EntityID>(_ name: String, atMost count: Int) -> [ID]? {
        array(name, atMost: count) { value, pointer, errors in
            Self.int(value, 1...Int64.max, at: pointer, errors).map(ID.init(rawValue:))
        }
    }

    mutating func codes<Code: RawRepresentable<String>>(_ name: String, atMost count: Int) -> [Code]? {
        array(name, atMost: count) { value, pointer, errors in
            Self.line(value, 1...10, at: pointer, errors).flatMap { Self.code($0, at: pointer, errors) }
        }
    }

    mutating func lines(_ name: String, atMost count: Int, _ length: ClosedRange<Int>) -> [String]? {
        array(name, atMost: count) { value, pointer, errors in
            Self.line(value, length, at: pointer, errors)
        }
    }

    mutating func externalIDs() -> [ExternalID]? {
        let ids = array("external_ids", atMost: MovieBounds.externalIDs) { value, pointer, errors in
            ExternalID(value, at: pointer, errors)
        }
        if let ids, Set(ids.map(\.source)).count != ids.count {
            fail("external_ids", "names a source twice")
        }
        return ids
    }

    mutating func year(_ name: String) -> Int? {
        int(name, 1000...2200).map(Int.init)
    }

    /// An absolute http or https URL of at most 2,000 characters.
    mutating func url(_ name: String) -> String? {
        guard let text = line(name, 1...2000) else { return nil }
        let isURL =
            (text.hasPrefix("https://") || text.hasPrefix("http://")) && !text.contains(where: \.isWhitespace)
        if !isURL { fail(name, "must be an http or https URL") }
        return isURL ? text : nil
    }

    /// A fact in a merge patch: absent keeps it, `null` takes it away.
    mutating func change<Value>(
        _ name: String,
        _ read: (inout FieldReader) -> Value?
    ) -> Change<Value> {
        if isNull(name) { return .clear }
        return read(&self).map { .set($0) } ?? .keep
    }

    /// A fact in a merge patch that a film cannot be without.
    mutating func refuseNull(_ name: String) {
        if isNull(name) { fail(name, "cannot be taken away") }
    }

    static func code<Code: RawRepresentable<String>>(
        _ text: String,
        at pointer: String,
        _ errors: FieldErrors
    ) -> Code? {
        let code = Code(rawValue: text)
        if code == nil {
            let form =
                Code.self == CountryCode.self
                ? "two capital letters, such as \"FR\"" : "two or three lowercase letters, such as \"fr\""
            errors.add(pointer, "must be \(form)")
        }
        return code
    }
}

extension ExternalID {
    /// `{"source": "wikipedia", "id": "The_Matrix"}`.
    init?(_ value: JSONValue, at pointer: String, _ errors: FieldErrors) {
        var fields = FieldReader(value, at: pointer, errors: errors)
        let source = fields.requiredLine("source", 1...40)
        let id = fields.requiredLine("id", MovieBounds.externalID)
        fields.finish()
        guard let source, let id else { return nil }
        let isPlain = source.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
        guard isPlain else {
            errors.add(pointer + "/source", "must be lowercase letters, digits and hyphens")
            return nil
        }
        self.init(source: source, id: id)
    }
}
