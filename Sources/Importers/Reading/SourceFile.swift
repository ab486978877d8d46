import Glibc

/// An open file that is read front to back.
final class SourceFile: Sendable {
    let path: String
    /// Its size in bytes when it was opened; zero for a pipe.
    let size: Int64
    private let file: Int32

    init(path: String) throws {
        self.path = path
        file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Self.failure(path) }
        var status = stat()
        guard fstat(file, &status) == 0 else {
            close(file)
            throw Self.failure(path)
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            close(file)
            throw ImportError(.file, "\(path) is a folder; name the files in it.")
        }
        size = Int64(status.st_size)
    }

    deinit { close(file) }

    /// Appends what comes next, at most `count` bytes; false at the end.
    func read(upTo count: Int, into bytes: inout [UInt8]) throws -> Bool {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: count))
        var received = -1
        bytes.withUnsafeMutableBytes { buffer in
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[start...])
            repeat {
                received = Glibc.read(file, rest.baseAddress, rest.count)
            } while received < 0 && errno == EINTR
        }
        bytes.removeLast(count - max(0, received))
        guard received >= 0 else { throw Self.failure(path) }
        return received > 0
    }

    /// The whole file.
    ///
    /// - Throws: ``ImportError`` when it has more than `limit` bytes.
    func readAll(atMost limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(limit, Int(size)) + 65_536)
        while try read(upTo: 1 << 20, into: &bytes) {
            guard bytes.count <= limit else {
                throw ImportError(.file, "\(path) has more than \(limit >> 20) MiB; split it.")
            }
        }
        return bytes
    }

    private static func failure(_ path: String) -> ImportError {
        ImportError(.file, "\(path) cannot be read: \(String(cString: strerror(errno))).")
    }
}
