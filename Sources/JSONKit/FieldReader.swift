/// Reads the fields of one JSON object with their types and bounds, and notes every field that is wrong.
///
/// A getter gives nil for a field that is absent *or* wrong; what was wrong is in ``errors``. So a decoder reads all its
/// fields first, calls ``finish()`` to refuse unknown ones, and then looks whether there were errors.
///
/// ```swift
/// var fields = FieldReader(body, at: "", errors: errors)
/// let title = fields.requiredString("title", 1...500)
/// let runtime = fields.int("runtime", 1...6000)
/// fields.finish()
/// ```
public struct FieldReader {
    public let pointer: String
    public let errors: FieldErrors
    private let members: [JSONValue.Member]
    private let isObject: Bool
    private var known: [String] = []

    /// A reader of `value`, which should be an object; anything else is noted as one error.
    public init(_ value: JSONValue, at pointer: String = "", errors: FieldErrors) {
        self.pointer = pointer
        self.errors = errors
        if case .object(let members) = value {
            self.members = members
            isObject = true
        } else {
            members = []
            isObject = false
            errors.add(pointer, "an object was expected, not \(value.kindDescription)")
        }
    }

    /// The pointer of a field.
    public func path(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
            return pointer + "/" + name
        }
        return pointer + "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
    }

    /// Whether the object has the field, `null` included.
    public mutating func has(_ name: String) -> Bool {
        value(name) != nil
    }

    /// Whether the field is `null`, which in a merge patch takes the fact away.
    public mutating func isNull(_ name: String) -> Bool {
        value(name) == .null
    }

    /// The field as it is; nil when absent.
    public mutating func value(_ name: String) -> JSONValue? {
        known.append(name)
        return members.first { $0.key == name }?.value
    }

    /// Notes an error at a field.
    public func fail(_ name: String, _ detail: String) {
        errors.add(path(name), detail)
    }

    // MARK: Text

    /// Text of `length` characters without surrounding space and control characters; tabs and line ends may stand
    /// inside. `null` counts as absent.
    public mutating func string(_ name: String, _ length: ClosedRange<Int>) -> String? {
        present(name).flatMap { Self.string($0, length, at: path(name), errors) }
    }

    public mutating func requiredString(_ name: String, _ length: ClosedRange<Int>) -> String? {
        required(name).flatMap { Self.string($0, length, at: path(name), errors) }
    }

    /// Text as ``string(_:_:)`` takes it, but of one line: for titles and names.
    public mutating func line(_ name: String, _ length: ClosedRange<Int>) -> String? {
        present(name).flatMap { Self.line($0, length, at: path(name), errors) }
    }

    public mutating func requiredLine(_ name: String, _ length: ClosedRange<Int>) -> String? {
        required(name).flatMap { Self.line($0, length, at: path(name), errors) }
    }

    /// Checks one value as ``line(_:_:)`` does; for elements of arrays.
    public static func line(
        _ value: JSONValue,
        _ length: ClosedRange<Int>,
        at pointer: @autoclosure () -> String,
        _ errors: FieldErrors
    ) -> String? {
        guard let text = string(value, length, at: pointer(), errors) else { return nil }
        guard text.isPlainLine || !text.unicodeScalars.contains(where: \.breaksLine) else {
            errors.add(pointer(), "must be one line, without tabs and line ends")
            return nil
        }
        return text
    }

    /// Checks one value as ``string(_:_:)`` does; for elements of arrays.
    public static func string(
        _ value: JSONValue,
        _ length: ClosedRange<Int>,
        at pointer: @autoclosure () -> String,
        _ errors: FieldErrors
    ) -> String? {
        guard case .string(let raw) = value else {
            errors.add(pointer(), "a string was expected, not \(value.kindDescription)")
            return nil
        }
        // A character takes at most a few dozen bytes; counting characters of a megabyte would be work for nothing.
        guard raw.utf8.count <= length.upperBound * 32 else {
            errors.add(pointer(), "must have at most \(length.upperBound) characters")
            return nil
        }
        if raw.isPlainLine, length.contains(raw.utf8.count) { return raw }
        let text = raw.trimmingSpace()
        if text.unicodeScalars.contains(where: \.isForbiddenControl) {
            errors.add(pointer(), "must not contain control characters")
            return nil
        }
        let count = text.count
        guard length.contains(count) else {
            let bound =
                count < length.lowerBound
                ? (length.lowerBound == 1
                    ? "must not be empty" : "must have at least \(length.lowerBound) characters")
                : "must have at most \(length.upperBound) characters, not \(count)"
            errors.add(pointer(), bound)
            return nil
        }
        return text
    }

    // MARK: Numbers and flags

    /// A whole number within `range`; `null` counts as absent.
    public mutating func int(_ name: String, _ range: ClosedRange<Int64>) -> Int64? {
        present(name).flatMap { Self.int($0, range, at: path(name), errors) }
    }

    public mutating func requiredInt(_ name: String, _ range: ClosedRange<Int64>) -> Int64? {
        required(name).flatMap { Self.int($0, range, at: path(name), errors) }
    }

    /// Checks one value as ``int(_:_:)`` does; for elements of arrays.
    public static func int(
        _ value: JSONValue,
        _ range: ClosedRange<Int64>,
        at pointer: @autoclosure () -> String,
        _ errors: FieldErrors
    ) -> Int64? {
        guard case .int(let number) = value else {
            if case .double = value {
                errors.add(pointer(), "a whole number was expected")
            } else {
                errors.add(pointer(), "a whole number was expected, not \(value.kindDescription)")
            }
            return nil
        }
        guard range.contains(number) else {
            errors.add(pointer(), "must be \(Self.words(range)), not \(number)")
            return nil
        }
        return number
    }

    /// A number within `range`; `null` counts as absent.
    public mutating func double(_ name: String, _ range: ClosedRange<Double>) -> Double? {
        guard let value = present(name) else { return nil }
        let number: Double
        switch value {
        case .int(let whole): number = Double(whole)
        case .double(let fraction): number = fraction
        default:
            fail(name, "a number was expected, not \(value.kindDescription)")
            return nil
        }
        guard range.contains(number) else {
            fail(name, "must be \(Self.words(range)), not \(Self.shown(number))")
            return nil
        }
        return number
    }

    // MARK: Arrays and objects

    /// The elements of an array of at most `count`, each with its pointer; nil when absent, `null` or no array.
    public mutating func array(_ name: String, atMost count: Int) -> [(value: JSONValue, pointer: String)]? {
        guard let value = present(name) else { return nil }
        guard case .array(let elements) = value else {
            fail(name, "an array was expected, not \(value.kindDescription)")
            return nil
        }
        guard elements.count <= count else {
            fail(name, "must have at most \(count) elements, not \(elements.count)")
            return nil
        }
        let path = path(name)
        return elements.enumerated().map { ($1, path + "/" + String($0)) }
    }

    /// Reads each element of an array; nil when the array is absent or wrong, elements that are wrong are left out.
    public mutating func array<Element>(
        _ name: String,
        atMost count: Int,
        _ element: (JSONValue, String, FieldErrors) -> Element?
    ) -> [Element]? {
        let errors = errors
        return array(name, atMost: count)?.compactMap { element($0.value, $0.pointer, errors) }
    }

    // MARK: The end

    /// Notes every field that nobody asked for, with the known name that looks most like it.
    public func finish() {
        for member in members where !known.contains(member.key) {
            // Once no more errors are kept, looking for a likeness would be work for nothing.
            if errors.isFull {
                errors.omit()
                continue
            }
            let shown = String(member.key.prefix(50))
            if let like = shown.nearest(of: known) {
                errors.add(path(shown), "there is no such field; did you mean \"\(like)\"?")
            } else {
                errors.add(
                    path(shown),
                    "there is no such field; there are \(Set(known).sorted().joined(separator: ", "))"
                )
            }
        }
    }

    private mutating func present(_ name: String) -> JSONValue? {
        let value = value(name)
        return value == .null ? nil : value
    }

    private mutating func required(_ name: String) -> JSONValue? {
        let value = present(name)
        // What is no object at all was noted as that.
        if value == nil, isObject { fail(name, "is required") }
        return value
    }

    private static func words(_ range: ClosedRange<Int64>) -> String {
        if range.upperBound == .max { return "at least \(range.lowerBound)" }
        return "from \(range.lowerBound) to \(range.upperBound)"
    }

    private static func words(_ range: ClosedRange<Double>) -> String {
        "from \(shown(range.lowerBound)) to \(shown(range.upperBound))"
    }

    /// A number as a person writes it: whole numbers without a fraction.
    private static func shown(_ number: Double) -> String {
        Int64(exactly: number).map { String($0) } ?? number.description
    }
}
