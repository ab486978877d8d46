/// Where a server listens and what it puts up with. Every default is safe for a server that strangers can reach.
public struct HTTPServerConfiguration: Sendable {
    /// Where to listen; by default this machine only.
    public var address = ListenAddress(host: "127.0.0.1", port: 8080)
    /// Connections beyond this many get 503 and are closed.
    public var maximumConnections = 8192
    /// How many connections may wait for being accepted.
    public var backlog = 4096
    /// The largest head of a request, in bytes; one header may have half of it.
    public var maximumHeaderBytes = 16 << 10
    public var maximumHeaderCount = 100
    /// How long a connection may wait for the whole head of its next request.
    public var idleTimeout = Duration.seconds(30)
    /// How long a client may keep the server waiting for a body, apart from what its size allows.
    public var bodyTimeout = Duration.seconds(20)
    /// The least bytes per second of a body that is waited for longer than ``bodyTimeout``.
    public var minimumBodyRate = 4096
    /// How long a client may read nothing while an answer waits for it.
    public var writeTimeout = Duration.seconds(20)
    /// How long a client may take to notice that its connection was closed.
    public var lingerTimeout = Duration.seconds(1)
    /// How long requests that are under way may take when the server stops.
    public var drainTimeout = Duration.seconds(10)

    public init() {}
}

/// A host and a port, written `127.0.0.1:8080` or `[::1]:8080`.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    public let host: String
    /// 0 lets the system choose.
    public let port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `host:port`; nil when it is not of that form.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        var host = text[..<colon]
        let digits = text[text.index(after: colon)...]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let port = UInt16(digits)
        else { return nil }
        self.init(host: String(host), port: Int(port))
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
