/// Cuts a file into lines of bounded length, holding one chunk at a time.
struct LineReader {
    /// The longest line that is taken, in bytes.
    static let longestLine = 1 << 20

    enum Line {
        case text(ArraySlice<UInt8>)
        /// A line of more than ``longestLine`` bytes; its bytes were passed over.
        case tooLong
    }

    private let file: SourceFile
    private var buffer: [UInt8] = []
    private var start = 0
    private var searched = 0
    private var isAtEnd = false
    private var isPassingOver = false
    /// Bytes that were cut into lines so far.
    private(set) var bytesRead: Int64 = 0

    init(_ file: SourceFile) {
        self.file = file
    }

    /// The next line without its end (`\n` or `\r\n`); nil at the end of the file.
    mutating func next() throws -> Line? {
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                let line = buffer[start..<end]
                step(to: end + 1)
                if isPassingOver {
                    isPassingOver = false
                    return .tooLong
                }
                return .text(line.last == 0x0D ? line.dropLast() : line)
            }
            searched = buffer.count
            if buffer.count - start > Self.longestLine {
                isPassingOver = true
                step(to: buffer.count)
            }
            if isAtEnd {
                guard start < buffer.count || isPassingOver else { return nil }
                let line = buffer[start...]
                step(to: buffer.count)
                if isPassingOver {
                    isPassingOver = false
                    return .tooLong
                }
                return .text(line)
            }
            if start > 0 {
                buffer.removeFirst(start)
                searched -= start
                start = 0
            }
            isAtEnd = try !file.read(upTo: 1 << 18, into: &buffer)
        }
    }

    private mutating func step(to end: Int) {
        bytesRead += Int64(end - start)
        start = end
        searched = end
    }
}
