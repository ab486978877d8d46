import HummingbirdCore
import JSONKit

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
    }

    /// Notes an error at a parameter.
    public func fail(_ name: String, _ detail: String) {
        errors.add("?" + name, detail)
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
        return FieldReader.string(.string(text), length, at: "?" + name, errors)
    }

    /// A whole number within `range`.
    public mutating func int(_ name: String, _ range: ClosedRange<Int64>) -> Int64? {
        guard let text = text(name) else { return nil }
        guard let number = Int64(text), text.utf8.first != 0x2B else {
            fail(name, "a whole number was expected")
            return nil
        }
        return FieldReader.int(.int(number), range, at: "?" + name, errors)
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
                "?" + name.prefix(50),
                known.isEmpty
                    ? "there is no such parameter"
                    : "there is no such parameter; there are \(Set(known).sorted().joined(separator: ", "))"
            )
        }
        guard errors.isEmpty else { throw .validation(errors) }
    }
}
