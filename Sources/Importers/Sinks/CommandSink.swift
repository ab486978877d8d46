public import CatalogService

/// Takes films as `import-movie` commands.
public protocol CommandSink: Sendable {
    /// Does what can be done while films before these are being carried out.
    func prepare(_ films: [MovieImport]) async -> PreparedFilms

    /// Carries out the commands in their order, and returns when all of them are on the disk.
    ///
    /// - Returns: one outcome per film.
    /// - Throws: ``ImportError`` when commands cannot be taken at all; some of these may have been carried out.
    func submit(_ films: PreparedFilms) async throws -> [ImportOutcome]
}

/// Films that a sink takes at once.
public struct PreparedFilms: Sendable {
    /// Commands as a server takes them, one a line.
    struct Request: Sendable {
        var lines: [UInt8]
        var count: Int
    }

    public let films: [MovieImport]
    /// Empty where no server is asked.
    var requests: [Request] = []
}

extension CommandSink {
    public func prepare(_ films: [MovieImport]) async -> PreparedFilms { PreparedFilms(films: films) }
}

/// What became of one film.
public enum ImportOutcome: Hashable, Sendable {
    case created
    case changed
    /// The catalog knew all of it already.
    case unchanged
    /// The catalog does not take it, for this reason.
    case refused(String)
}

/// How long a sink waits for a writer that has too much to do.
struct Patience {
    /// After this many turns without success the import gives up.
    static let attempts = 120
    /// The longest pause between two attempts.
    static let longestPause = Duration.seconds(10)

    private(set) var left = Self.attempts

    /// Waits before the next attempt; false when there is none.
    mutating func wait(_ pause: Duration) async throws -> Bool {
        guard left > 0 else { return false }
        left -= 1
        try await Task.sleep(for: min(max(pause, .milliseconds(10)), Self.longestPause))
        return true
    }
}
