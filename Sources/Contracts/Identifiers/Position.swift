/// An event's place in its log: 1, 2, 3, … without gaps. Zero stands for "before the first event".
public struct Position: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: Int64

    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Before the first event of a log.
    public static let start = Position(rawValue: 0)

    public static func < (left: Position, right: Position) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The position that follows this one.
    public var next: Position { Position(rawValue: rawValue + 1) }

    public var description: String { String(rawValue) }
}

/// A place in a named log, written `catalog:1234` in headers and on the command line.
public struct LogPosition: Hashable, Sendable, CustomStringConvertible {
    public let log: LogName
    public let position: Position

    public init(log: LogName, position: Position) {
        self.log = log
        self.position = position
    }

    /// Reads `catalog:1234`; nil when it is not of that form or the number is negative.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let log = LogName(rawValue: String(parts[0])),
            parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let number = Int64(parts[1])
        else { return nil }
        self.init(log: log, position: Position(rawValue: number))
    }

    public var description: String { "\(log):\(position)" }
}
