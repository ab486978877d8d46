import Crypto
import FoundationEssentials
public import HTTPTypes

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The secret that editors show: `Authorization: Bearer …`.
///
/// Its text cannot be printed or logged by accident; only its hash is kept.
public struct BearerToken: Sendable, CustomStringConvertible {
    private let hash: SHA256Digest

    /// A token of at least 16 visible ASCII characters.
    public init?(_ text: String) {
        guard (16...512).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            return nil
        }
        hash = SHA256.hash(data: Array(text.utf8))
    }

    public var description: String { "(a bearer token)" }

    /// Whether a request shows the token. Takes the same time however many characters are right, since hashes are
    /// compared, and those in constant time.
    public func isShown(in headers: HTTPFields) -> Bool {
        guard let value = headers[.authorization] else { return false }
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].utf8.count <= 512 else {
            return false
        }
        return SHA256.hash(data: Array(parts[1].utf8)) == hash
    }

    /// - Throws: ``Problem`` 401 unless the request shows the token.
    func check(_ headers: HTTPFields) throws(Problem) {
        if isShown(in: headers) { return }
        let isMissing = headers[.authorization] == nil
        throw Problem(
            .unauthorized,
            isMissing
                ? "Send the editors' token as Authorization: Bearer …"
                : "The token is not the one of this server.",
            headers: [
                .wwwAuthenticate: isMissing
                    ? "Bearer realm=\"kinoteka\"" : "Bearer realm=\"kinoteka\", error=\"invalid_token\""
            ]
        )
    }
}

extension BearerToken {
    /// Why a token file cannot be used; says what to do.
    public struct FileError: Error, Sendable, CustomStringConvertible {
        public let description: String
    }

    /// Reads the token in a file, and makes both when there is no file: 256 random bits, mode 0600.
    ///
    /// - Throws: ``FileError`` when the file can be read by others, holds no token, or cannot be read or made.
    public static func load(orCreateAt path: String) throws(FileError) -> BearerToken {
        try BearerToken.text(orCreateAt: path).token
    }

    /// Reads the token's text too, for a client on the same machine.
    public static func text(orCreateAt path: String) throws(FileError) -> (text: String, token: BearerToken) {
        if let existing = try read(path) { return existing }
        try create(path)
        guard let made = try read(path) else { throw FileError(description: "\(path) vanished.") }
        return made
    }

    private static func read(_ path: String) throws(FileError) -> (text: String, token: BearerToken)? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw FileError(description: "\(path) cannot be read: \(String(cString: strerror(errno))).")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw FileError(
                description: "\(path) can be read by others; chmod 600 it, or delete it to get another token."
            )
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw FileError(description: "\(path) cannot be read.")
        }
        let trimmed = text.split(whereSeparator: \.isWhitespace).joined()
        guard let token = BearerToken(trimmed) else {
            throw FileError(
                description:
                    "\(path) holds no token (16 to 512 visible ASCII characters); delete it to get another."
            )
        }
        return (trimmed, token)
    }

    private static func create(_ path: String) throws(FileError) {
        var generator = SystemRandomNumberGenerator()
        let text =
            Base64URL.encode((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }) + "\n"
        // A name of its own, linked into place, so that nobody ever reads a half-written token.
        let draft = path + ".\(getpid())"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw FileError(description: "\(draft) cannot be made: \(String(cString: strerror(errno))).")
        }
        defer { unlink(draft) }
        let bytes = Array(text.utf8)
        let written = write(file, bytes, bytes.count)
        let isSafe = written == bytes.count && fsync(file) == 0
        close(file)
        guard isSafe, link(draft, path) == 0 || errno == EEXIST else {
            throw FileError(description: "\(path) cannot be written: \(String(cString: strerror(errno))).")
        }
    }
}
