/// The name of one service's log, as it appears in positions, checkpoints and URLs.
///
/// A name is lowercase ASCII letters and hyphens, at most 32 of them; ``init(rawValue:)`` refuses anything else,
/// so that a name can stand in a header or a field path without being escaped.
public struct LogName: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: String

    public init?(rawValue: String) {
        guard (1...32).contains(rawValue.utf8.count),
            rawValue.utf8.allSatisfy({ (97...122).contains($0) || $0 == 45 })
        else { return nil }
        self.rawValue = rawValue
    }

    private init(known rawValue: String) {
        self.rawValue = rawValue
    }

    /// The log of the catalog service: movies, people, genres, countries, languages.
    public static let catalog = LogName(known: "catalog")

    public var description: String { rawValue }
}
