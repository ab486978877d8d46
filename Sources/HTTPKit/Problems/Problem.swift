public import HTTPTypes
public import JSONKit

/// An error as the client gets it: a problem document of RFC 9457.
///
/// Handlers throw it; the server writes it as `application/problem+json`. It must hold nothing that a stranger may not
/// read.
///
/// ```swift
/// throw Problem(.notFound, "There is no movie 42.")
/// ```
public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    public var kind: ProblemKind
    /// What went wrong this time, and what to do about it.
    public var detail: String
    /// Every wrong field, where the input was wrong; a query parameter's pointer is `?name`.
    public var errors: [FieldError]
    /// Headers of the answer, such as `Retry-After`.
    public var headers: HTTPFields

    public init(
        _ kind: ProblemKind,
        _ detail: String,
        errors: [FieldError] = [],
        headers: HTTPFields = HTTPFields()
    ) {
        self.kind = kind
        self.detail = detail
        self.errors = errors
        self.headers = headers
    }

    /// Input with wrong fields, all of them.
    public static func validation(_ errors: [FieldError], omitted: Int = 0) -> Problem {
        let count = errors.count + omitted
        var detail = count == 1 ? "One field is wrong." : "\(count) fields are wrong."
        if omitted > 0 { detail += " The first \(errors.count) are listed." }
        return Problem(.validation, detail, errors: errors)
    }

    /// Input with the wrong fields that a reader collected.
    public static func validation(_ errors: FieldErrors) -> Problem {
        validation(errors.all, omitted: errors.omitted)
    }

    /// A problem that goes away by waiting: `Retry-After` says for how many seconds, at least 1.
    public static func retry(_ kind: ProblemKind, after seconds: Int, _ detail: String) -> Problem {
        Problem(kind, detail, headers: [.retryAfter: String(max(1, seconds))])
    }

    /// A body that is not JSON, with the place where that shows.
    public static func malformedJSON(_ error: JSONError, in bytes: some Sequence<UInt8>) -> Problem {
        let place = error.place(in: bytes)
        return Problem(.malformedJSON, "Line \(place.line), column \(place.column): \(error.reason).")
    }

    public var status: HTTPResponse.Status { HTTPResponse.Status(code: kind.status) }

    public var description: String {
        errors.isEmpty
            ? "\(kind.name): \(detail)"
            : "\(kind.name): \(detail) \(errors.map(\.description).joined(separator: "; "))"
    }
}

/// An error of another room that knows how it is told to a client.
public protocol ProblemConvertible: Error {
    var problem: Problem { get }
}
