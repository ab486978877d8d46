import Glibc

/// The log file of a private mongod: opened for it, and read when it ends unexpectedly.
struct MongodLog {
    let path: String

    /// A log that is larger than this at a start is set aside as `PATH.1`, in place of the one before it.
    private static let rotationBytes = 32 << 20
    /// How much of the end is looked at for a reason.
    private static let tailBytes = 256 << 10

    /// Opens it for appending. Returns the file and its size, where this run's lines begin.
    func open() throws(MongodError) -> (file: Int32, begin: Int) {
        var status = stat()
        if stat(path, &status) == 0, status.st_size > Self.rotationBytes {
            rename(path, "\(path).1")
        }
        let file = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw MongodError(.folderNotWritable, "The log \(path) cannot be written: \(systemError()).")
        }
        return (file, Int(lseek(file, 0, SEEK_END)))
    }

    /// Why a mongod ended, from what it logged since `begin`.
    func reason(since begin: Int, status: Int32) -> MongodError {
        let end = status < 0 ? "was killed by signal \(-status)" : "ended with code \(status)"
        let text = tail(since: begin)
        for (phrase, kind, sentence) in Self.known where text.contains(phrase) {
            return MongodError(kind, "mongod \(end): \(sentence) See \(path).")
        }
        let lines = text.split(separator: "\n")
        let last = lines.last { $0.contains("\"s\":\"F\"") } ?? lines.last { $0.contains("\"s\":\"E\"") }
        let said = last.map { ": \(Self.message(of: $0))" } ?? lines.last.map { ": \($0.prefix(300))" } ?? "."
        return MongodError(.notReady, "mongod \(end)\(said) See \(path).")
    }

    private static let known: [(phrase: String, kind: MongodError.Kind, sentence: String)] = [
        ("No space left on device", .diskFull, "the disk is full."),
        ("Disk quota exceeded", .diskFull, "the disk quota is used up."),
        ("Read-only file system", .folderNotWritable, "its folder is on a read-only file system."),
        ("DBPathInUse", .folderInUse, "another mongod uses its folder."),
        ("Wrong mongod version", .dataUnusable, "its data was written by another version of MongoDB."),
        ("UPGRADE PROBLEM", .dataUnusable, "its data was written by another version of MongoDB."),
        ("unsupported WiredTiger file version", .dataUnusable, "its data was written by a newer MongoDB."),
        ("WT_PANIC", .dataUnusable, "its data is damaged; the read models can be rebuilt from the log."),
        ("Permission denied", .folderNotWritable, "it may not write to its folder."),
    ]

    /// `msg` and `error` of a log line, which is JSON.
    private static func message(of line: some StringProtocol) -> String {
        let parts = ["\"msg\":\"", "\"error\":\""].compactMap { key -> String? in
            guard let start = line.firstRange(of: key)?.upperBound else { return nil }
            return String(line[start...].prefix { $0 != "\"" })
        }
        return parts.isEmpty ? String(line.prefix(300)) : parts.joined(separator: ": ") + "."
    }

    private func tail(since begin: Int) -> String {
        let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        let size = Int(lseek(file, 0, SEEK_END))
        let start = max(begin, size - Self.tailBytes)
        guard size > start else { return "" }
        var bytes = [UInt8](repeating: 0, count: size - start)
        let count = max(0, pread(file, &bytes, bytes.count, start))
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
