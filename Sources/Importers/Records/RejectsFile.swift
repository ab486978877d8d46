import Glibc
import JSONKit

/// The file into which refused records go, one JSON object a line.
final class RejectsFile: Sendable {
    private let path: String
    private let file: Int32

    /// Makes the file or empties it.
    init(path: String) throws {
        self.path = path
        file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw Self.failure(path) }
    }

    deinit { close(file) }

    func write(_ record: RejectedRecord) throws {
        var writer = JSONWriter(capacity: 1024)
        record.write(to: &writer)
        guard writer.bytes.withUnsafeBytes({ writeAll($0, to: file) }) else { throw Self.failure(path) }
    }

    private static func failure(_ path: String) -> ImportError {
        ImportError(
            .rejects,
            "The rejects file \(path) cannot be written: \(String(cString: strerror(errno)))."
        )
    }
}
