/// A member's key while an object is read: compares with literals without becoming a `String`.
public struct JSONKey {
    @usableFromInline let span: JSONReader.StringSpan
    @usableFromInline let bytes: UnsafeBufferPointer<UInt8>

    @inlinable init(span: JSONReader.StringSpan, in bytes: UnsafeBufferPointer<UInt8>) {
        self.span = span
        self.bytes = bytes
    }

    /// The key as text.
    public var text: String {
        // The span was checked while it was found, so there is nothing left that could fail.
        (try? JSONReader.text(of: span, in: bytes)) ?? ""
    }

    /// Lets `switch key { case "title": … }` compare bytes.
    @inlinable
    public static func ~= (pattern: StaticString, key: JSONKey) -> Bool {
        key.equals(pattern)
    }

    @inlinable
    func equals(_ literal: StaticString) -> Bool {
        if span.hasEscapes { return equalsUnescaped(literal) }
        let count = literal.utf8CodeUnitCount
        guard span.end - span.start == count else { return false }
        for index in 0..<count where bytes[span.start + index] != literal.utf8Start[index] { return false }
        return true
    }

    @usableFromInline
    func equalsUnescaped(_ literal: StaticString) -> Bool { text == "\(literal)" }
}
