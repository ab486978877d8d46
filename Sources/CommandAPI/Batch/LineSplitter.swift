/// Cuts a stream of bytes into lines without their ends; holds at most one line of at most `limit` bytes.
struct LineSplitter {
    /// One line and its number, from 1.
    struct Line: Equatable, Sendable {
        let number: Int
        /// The bytes; nil for a line beyond the limit.
        let bytes: [UInt8]?

        /// Whether there is nothing to do for it.
        var isBlank: Bool { bytes?.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } ?? false }
    }

    private let limit: Int
    private var rest: [UInt8] = []
    private var isTooLong = false
    private var number = 1

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes more bytes; gives the lines that ended.
    mutating func take(_ bytes: some Collection<UInt8>) -> [Line] {
        var lines: [Line] = []
        var remaining = bytes[...]
        while let end = remaining.firstIndex(of: 0x0A) {
            append(remaining[..<end])
            lines.append(line())
            remaining = remaining[remaining.index(after: end)...]
        }
        append(remaining)
        return lines
    }

    /// The last line, when it has no end.
    mutating func finish() -> Line? {
        isTooLong || !rest.isEmpty ? line() : nil
    }

    private mutating func append(_ bytes: some Collection<UInt8>) {
        guard !isTooLong else { return }
        if rest.count + bytes.count > limit {
            isTooLong = true
            rest = []
        } else {
            rest.append(contentsOf: bytes)
        }
    }

    private mutating func line() -> Line {
        defer {
            rest = []
            isTooLong = false
            number += 1
        }
        return Line(number: number, bytes: isTooLong ? nil : rest)
    }
}
