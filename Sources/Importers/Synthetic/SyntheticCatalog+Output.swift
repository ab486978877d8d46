import Glibc
import JSONKit

extension SyntheticCatalog {
    /// Writes the films as NDJSON to a file or pipe, in pieces of about 1 MiB, off the cooperative pool.
    ///
    /// - Parameter progress: called after every piece with the films written so far.
    /// - Throws: ``ImportError`` when the output cannot be written; a closed pipe (`| head`) just ends it.
    public func write(to file: Int32, progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
        try await Offload.run {
            var writer = JSONWriter(capacity: (1 << 20) + (1 << 16))
            for number in 0..<movies {
                write(number, to: &writer)
                guard writer.bytes.count >= 1 << 20 || number == movies - 1 else { continue }
                guard writer.bytes.withUnsafeBytes({ writeAll($0, to: file) }) else {
                    if errno == EPIPE { return }
                    throw ImportError(
                        .file,
                        "The films cannot be written: \(String(cString: strerror(errno)))."
                    )
                }
                writer.removeAll()
                progress(number + 1)
            }
        }
    }
}
