/// An ISO 3166-1 alpha-2 country code: two uppercase ASCII letters, such as `FR`.
///
/// The form is checked, membership in the standard is not: former countries (`SU`, `YU`, `XC`) have made films.
public struct CountryCode: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: String

    public init?(rawValue: String) {
        guard rawValue.utf8.count == 2, rawValue.utf8.allSatisfy({ (65...90).contains($0) }) else {
            return nil
        }
        self.rawValue = rawValue
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    public var description: String { rawValue }
}

/// An ISO 639 language code: two or three lowercase ASCII letters, such as `fr` or `yue`.
public struct LanguageCode: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: String

    public init?(rawValue: String) {
        guard (2...3).contains(rawValue.utf8.count), rawValue.utf8.allSatisfy({ (97...122).contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    public var description: String { rawValue }
}

/// An identifier that another catalog gave to the same thing, such as `wikipedia` + `The_Matrix`.
///
/// Within one kind of entity a source's identifier belongs to at most one entity.
public struct ExternalID: Hashable, Comparable, Sendable {
    /// Who gave it: lowercase ASCII letters, digits and hyphens.
    public let source: String
    /// What that source calls the thing.
    public let id: String

    public init(source: String, id: String) {
        self.source = source
        self.id = id
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.source, left.id) < (right.source, right.id)
    }
}
