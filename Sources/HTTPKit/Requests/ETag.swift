import HTTPTypes

/// An entity tag (RFC 9110, section 8.8.3): names one state of a thing.
public struct ETag: Hashable, Sendable, CustomStringConvertible {
    /// What stands between the quotes.
    public let value: String
    public let isWeak: Bool

    public init(_ value: String, isWeak: Bool = false) {
        self.value = value
        self.isWeak = isWeak
    }

    /// The tag of an entity on reads: its version, and the position that the document includes.
    public init(version: Int64, position: Int64) {
        self.init("\(version).\(position)")
    }

    /// The tag of an entity in a command's answer.
    public init(version: Int64) {
        self.init(String(version))
    }

    /// The entity's version: what stands before the dot; nil when that is not a number.
    public var version: Int64? {
        let digits = value.prefix { $0 != "." }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int64(digits)
    }

    public var description: String { isWeak ? "W/\"\(value)\"" : "\"\(value)\"" }
}

/// The value of `If-Match` or `If-None-Match`.
public enum ETagCondition: Hashable, Sendable {
    /// `*`: any state.
    case any
    case tags([ETag])

    /// How many tags one header may have.
    static let limit = 50

    /// Reads a header's value; nil when it is not a list of entity tags.
    public init?(_ text: String) {
        var rest = Substring(text).trimming { $0 == " " || $0 == "\t" }
        if rest == "*" {
            self = .any
            return
        }
        var tags: [ETag] = []
        while true {
            let isWeak = rest.hasPrefix("W/")
            if isWeak { rest.removeFirst(2) }
            guard rest.first == "\"" else { return nil }
            rest.removeFirst()
            guard let end = rest.firstIndex(of: "\"") else { return nil }
            let value = rest[..<end]
            guard value.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
            tags.append(ETag(String(value), isWeak: isWeak))
            guard tags.count <= Self.limit else { return nil }
            rest = rest[rest.index(after: end)...].drop { $0 == " " || $0 == "\t" }
            if rest.isEmpty { break }
            guard rest.first == "," else { return nil }
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
        }
        self = .tags(tags)
    }

    /// Whether a tag is named, by the weak comparison of `If-None-Match`.
    public func matches(_ tag: ETag) -> Bool {
        switch self {
        case .any: true
        case .tags(let tags): tags.contains { $0.value == tag.value }
        }
    }
}

extension Call {
    /// Whether the client has this state already (`If-None-Match`), so that 304 is the answer.
    ///
    /// A header that cannot be read counts as absent: the client then gets what it asked for.
    public func has(_ tag: ETag) -> Bool {
        guard let text = headers[.ifNoneMatch] else { return false }
        return ETagCondition(text)?.matches(tag) ?? false
    }

    /// The condition of `If-Match`; nil without the header.
    ///
    /// - Throws: ``Problem`` 400, since ignoring a broken condition could overwrite somebody's change.
    public func ifMatch() throws(Problem) -> ETagCondition? {
        guard let text = headers[.ifMatch] else { return nil }
        guard let condition = ETagCondition(text) else {
            throw Problem(
                .invalidHeader,
                "If-Match must be * or up to \(ETagCondition.limit) entity tags such as \"3\"."
            )
        }
        return condition
    }
}
