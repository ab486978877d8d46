import HummingbirdCore
public import JSONKit

/// Reads the parameters of a query string with their types and bounds, and notes every one that is wrong.
///
/// A getter gives nil for a parameter that is absent *or* wrong; ``finish()`` throws when there was anything wrong:
///
/// ```swift
/// var query = try QueryReader(call)
/// let genre = query.string("genre", 1...100)
/// let limit = query.int("limit", 1...100) ?? 20
/// try query.finish()
/// ```
public struct QueryReader {
    /// The longest query string, in bytes.
    public static let maximumLength = 2048

    private let items: [(name: String, value: String)]
    private let errors = FieldErrors()
    /// What leads a parameter's name in errors.
    private let prefix: String
    private var known: [String] = []

    /// Takes a call's query apart.
    ///
    /// - Throws: ``Problem`` 414 for a query beyond ``maximumLength``.
    public init(_ call: Call) throws(Problem) {
        try self.init(call.request.uri.query ?? "")
    }

    init(_ text: String) throws(Problem) {
        guard text.utf8.count <= Self.maximumLength else {
            throw Problem(.queryTooLong, "The query may have at most \(Self.maximumLength) bytes.")
        }
        var items: [(name: String, value: String)] = []
        for part in text.split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = pair[0].removingPercentEscapes(plusIsSpace: true) else {
                errors.add("?" + pair[0].prefix(50), "is not UTF-8 in percent escapes")
                continue
            }
            guard let value = (pair.count > 1 ? pair[1] : "").removingPercentEscapes(plusIsSpace: true) else {
                errors.add("?" + name.prefix(50), "is not UTF-8 in percent escapes")
                known.append(name)
                continue
            }
            items.append((name, value))
        }
        self.items = items
        prefix = "?"
    }

    /// Takes parameters from a JSON object instead of a query string: texts, numbers and truth values as they are, lists
    /// as values with commas between them.
    ///
    /// - Parameter place: A JSON pointer to the object, for errors.
    /// - Throws: ``Problem`` 400 when it is no object.
    public init(members value: JSONValue, at place: String) throws(Problem) {
        prefix = place + "/"
        guard case .object(let members) = value else {
            errors.add(place, "an object was expected, not \(value.kindDescription)")
            throw .validation(errors)
        }
        var items: [(name: String, value: String)] = []
        for member in members {
            if let text = Self.text(of: member.value) {
                items.append((member.key, text))
            } else {
                errors.add(
                    prefix + member.key.prefix(50),
                    "a text, a number, true, false or a list of them was expected, not \(member.value.kindDescription)"
                )
                known.append(member.key)
            }
        }
        self.items = items
    }

    private static func text(of value: JSONValue) -> String? {
        switch value {
        case .string(let text): return text
        case .int(let number): return String(number)
        case .double(let number): return String(number)
        case .bool(let truth): return truth ? "true" : "false"
        case .array(let elements):
            var texts: [String] = []
            for element in elements {
                if case .array = element { return nil }
                guard let text = text(of: element) else { return nil }
                texts.append(text)
            }
            return texts.joined(separator: ",")
        case .object, .null: return nil
        }
    }

    /// Notes an error at a parameter.
    public func fail(_ name: String, _ detail: String) {
        errors.add(prefix + name, detail)
    }

    /// The parameter as it is, spaces at its ends included; nil when absent. A parameter that comes twice is noted.
    public mutating func text(_ name: String) -> String? {
        known.append(name)
        let values = items.filter { $0.name == name }
        if values.count > 1 { fail(name, "must be given once, not \(values.count) times") }
        return values.first?.value
    }

    /// Text of `length` characters without control characters; spaces at the ends are cut.
    public mutating func string(_ name: String, _ length: ClosedRange<Int>) -> String? {
        guard let text = text(name) else { return nil }
        return FieldReader.string(.string(text), length, at: prefix + name, errors)
    }

    /// A whole number within `range`.
    public mutating func int(_ name: String, _ range: ClosedRange<Int64>) -> Int64? {
        guard let text = text(name) else { return nil }
        guard let number = Int64(text), text.utf8.first != 0x2B else {
            fail(name, "a whole number was expected")
            return nil
        }
        return FieldReader.int(.int(number), range, at: prefix + name, errors)
    }

    /// One of the words of an enumeration.
    public mutating func word<Word: RawRepresentable & CaseIterable>(_ name: String, _: Word.Type) -> Word?
    where Word.RawValue == String {
        guard let text = text(name) else { return nil }
        if let word = Word(rawValue: text) { return word }
        fail(name, "must be one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    /// A list with commas between its elements, at most `count` of them, none empty, none twice.
    public mutating func list(_ name: String, atMost count: Int) -> [String]? {
        guard let text = text(name) else { return nil }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= count else {
            fail(name, "must have at most \(count) elements, not \(parts.count)")
            return nil
        }
        guard parts.allSatisfy({ !$0.isEmpty }) else {
            fail(name, "must have no empty elements")
            return nil
        }
        guard Set(parts).count == parts.count else {
            fail(name, "must have no element twice")
            return nil
        }
        return parts
    }

    /// The cursor of a list that goes on; `fingerprint` is that of the query it must belong to.
    public mutating func cursor(_ name: String = "cursor", of fingerprint: Cursor.Fingerprint) throws(Problem)
        -> Cursor?
    {
        guard let text = text(name) else { return nil }
        return try Cursor(text, of: fingerprint)
    }

    /// Ends the reading.
    ///
    /// - Throws: ``Problem`` 400 that names every wrong and every unknown parameter.
    public func finish() throws(Problem) {
        for name in Set(items.map(\.name)).subtracting(known).sorted() {
            errors.add(
                prefix + name.prefix(50),
                known.isEmpty
                    ? "there is no such parameter"
                    : "there is no such parameter; there are \(Set(known).sorted().joined(separator: ", "))"
            )
        }
        guard errors.isEmpty else { throw .validation(errors) }
    }
}
