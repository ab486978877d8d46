import CMongoShim
import Glibc

/// Finds a mongod and asks it for its version.
public enum MongodBinary {
    /// The oldest MongoDB that Kinoteka works with.
    public static let minimumVersion = "5.0"

    /// The path of a mongod: what `KINOTEKA_MONGOD` names, else the first on `PATH`, else the first of
    /// `candidates` that is there.
    ///
    /// - Parameter candidates: further places, such as the build folder's `mongod/bin/mongod`.
    /// - Throws: ``MongodError/Kind-swift.enum/notFound`` with the places.
    public static func find(candidates: [String] = []) throws(MongodError) -> String {
        try find(candidates: candidates) { name in getenv(name).map { String(cString: $0) } }
    }

    static func find(
        candidates: [String],
        environment: (String) -> String?
    ) throws(MongodError) -> String {
        if let named = environment("KINOTEKA_MONGOD"), !named.isEmpty {
            guard isProgram(named) else {
                throw MongodError(.notFound, "KINOTEKA_MONGOD names \(named), which is no program.")
            }
            return named
        }
        let onPath = (environment("PATH") ?? "").split(separator: ":").map { "\($0)/mongod" }
        for path in onPath + candidates where isProgram(path) {
            return path
        }
        let places = (["PATH"] + candidates).joined(separator: ", ")
        throw MongodError(
            .notFound,
            "No mongod was found (\(places)). Install MongoDB \(minimumVersion) or newer, name one in "
                + "KINOTEKA_MONGOD, or use a running server with --mongo URI."
        )
    }

    /// Checks that the program runs and is new enough, and returns its version. Blocks for about 50 ms.
    static func checkVersion(of binary: String) throws(MongodError) -> String {
        let output = try firstOutput(of: binary)
        guard let line = output.split(separator: "\n").first(where: { $0.contains("version v") }),
            let version = line.split(separator: "v").last.map(String.init)
        else {
            throw MongodError(.notRunnable, "\(binary) does not say a version; is it a mongod?")
        }
        guard isSupported(version) else {
            throw MongodError(
                .tooOld,
                "\(binary) is MongoDB \(version); Kinoteka needs \(minimumVersion) or newer."
            )
        }
        return version
    }

    /// Whether a version such as `6.0.5` is at least ``minimumVersion``.
    public static func isSupported(_ version: String) -> Bool {
        guard let major = version.split(separator: ".").first.flatMap({ Int($0) }) else { return false }
        return major >= 5
    }

    private static func isProgram(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }

    private static func firstOutput(of binary: String) throws(MongodError) -> String {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw MongodError(.notRunnable, "The system gives no pipe: \(systemError())")
        }
        let child = MongodProcess.spawn([binary, "--version"], output: ends[1])
        close(ends[1])
        defer { close(ends[0]) }
        guard child > 0 else {
            throw MongodError(.notRunnable, "\(binary) cannot be run: \(systemError(-child))")
        }
        let output = readAll(ends[0], limit: 16_384, timeout: 10_000)
        kill(child, SIGKILL)
        kin_await_end(child)
        _ = kin_reap(child)
        return output
    }

    /// What a program writes until it ends, fills `limit` bytes or is silent for `timeout` milliseconds.
    private static func readAll(_ file: Int32, limit: Int, timeout: Int32) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while bytes.count < limit {
            var request = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
            guard poll(&request, 1, timeout) > 0 else { break }
            let count = read(file, &chunk, chunk.count)
            guard count > 0 else { break }
            bytes += chunk.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The system's words for an error number; by default of the last call.
func systemError(_ number: Int32 = errno) -> String {
    String(cString: strerror(number))
}
