import Glibc

/// The folder of a private mongod, made ready, and where its socket goes.
struct MongodFolder {
    let path: String
    let socket: String

    /// Less than this and WiredTiger cannot even open its journal.
    private static let minimumFreeBytes = 16 << 20
    /// `sun_path` of a Unix socket has room for this many bytes and a NUL.
    static let longestSocketPath = 107

    /// Makes the folder, for this user only, and checks that it can be used.
    init(_ path: String) throws(MongodError) {
        try Self.makeDirectory(path)
        guard let resolved = realpath(path, nil) else {
            throw MongodError(.folderNotWritable, "\(path) cannot be opened: \(systemError())")
        }
        defer { free(resolved) }
        self.path = String(cString: resolved)
        socket = try Self.socketPath(in: self.path)
        try Self.checkRoom(self.path)
    }

    /// Waits until no mongod has the folder any more: one of a killed run needs a moment to end.
    ///
    /// mongod holds `flock` on `mongod.lock` as long as it lives, so this asks nobody and kills nobody.
    func waitUntilFree(atMost limit: Duration) throws(MongodError) {
        let lock = "\(path)/mongod.lock"
        let file = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.notWritable(path) }
        defer { close(file) }
        let deadline = ContinuousClock.now + limit
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            guard ContinuousClock.now < deadline else {
                throw MongodError(
                    .folderInUse,
                    "Another mongod uses \(path)\(Self.owner(file)). End it, or use another data folder."
                )
            }
            usleep(20_000)
        }
    }

    /// The connection string of a mongod that listens on the socket.
    var uri: String {
        let host = socket.utf8.map { byte in
            let isPlain =
                byte.isLetterOrDigit
                || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")].contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + Self.hexadecimal(UInt64(byte), digits: 2)
        }
        return "mongodb://\(host.joined())/?directConnection=true"
    }

    static func hexadecimal(_ value: UInt64, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// Takes away what stands outside the folder once nothing runs in it.
    func removeSocket() {
        unlink(socket)
        if !socket.hasPrefix(path) { rmdir(String(socket.dropLast("/mongod.sock".count))) }
    }

    /// Inside the folder, or where that path is too long or has characters that MongoDB's host names cannot hold, in a
    /// folder under /tmp that is named by a hash of the path.
    private static func socketPath(in folder: String) throws(MongodError) -> String {
        let inside = "\(folder)/mongod.sock"
        let plain = inside.utf8.allSatisfy { $0.isLetterOrDigit || "/._-".utf8.contains($0) }
        if plain, inside.utf8.count <= longestSocketPath { return inside }

        // FNV-1a, 64 bits.
        let hash = folder.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        let outside = "/tmp/kinoteka-\(hexadecimal(hash, digits: 16))"
        try makeDirectory(outside)
        var status = stat()
        guard lstat(outside, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid()
        else {
            throw MongodError(
                .folderNotWritable,
                "\(outside), where the socket should go, belongs to somebody else. Use a shorter data folder path."
            )
        }
        chmod(outside, 0o700)
        return "\(outside)/mongod.sock"
    }

    private static func makeDirectory(_ path: String) throws(MongodError) {
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw notWritable(path)
        }
    }

    private static func checkRoom(_ path: String) throws(MongodError) {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return }
        let free = Int(status.f_bavail) * Int(status.f_frsize)
        guard free >= minimumFreeBytes else {
            throw MongodError(.diskFull, "The disk of \(path) is full: \(free >> 20) MiB are left.")
        }
    }

    /// The error that `errno` amounts to.
    private static func notWritable(_ path: String) -> MongodError {
        let reason = errno
        if reason == ENOSPC || reason == EDQUOT {
            return MongodError(.diskFull, "The disk of \(path) is full.")
        }
        return MongodError(.folderNotWritable, "\(path) cannot be written: \(systemError(reason)).")
    }

    /// Who holds the lock: mongod writes its pid into the file.
    private static func owner(_ file: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = max(0, pread(file, &bytes, bytes.count, 0))
        let digits = bytes.prefix(count).prefix { (48...57).contains($0) }
        return digits.isEmpty ? "" : " (pid \(String(decoding: digits, as: UTF8.self)))"
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        (48...57).contains(self) || (65...90).contains(self) || (97...122).contains(self)
    }
}
