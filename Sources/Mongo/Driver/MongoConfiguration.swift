/// How to reach MongoDB, and the bounds of what a process does with it.
public struct MongoConfiguration: Sendable {
    /// The connection string. What it sets wins over the settings here.
    public var uri: String
    /// The database; without one the path of the URI, and `kinoteka` where that is empty.
    public var database: String?
    /// How many operations run at a time, each on a thread and a connection of its own.
    public var threads: Int
    /// How many more may wait for a thread; beyond that an operation fails with `busy` at once.
    public var queueLimit: Int
    /// How long an operation may have waited when its turn comes; after that it fails with `busy`.
    public var queueTimeout: Duration
    /// How long an operation waits for a server that can serve it.
    public var serverSelectionTimeout: Duration
    /// How long a connection may take to come about.
    public var connectTimeout: Duration
    /// How long the server may be silent during an operation. An operation that runs cannot be cancelled, so this is
    /// what bounds it.
    public var socketTimeout: Duration
    /// The name under which the server logs the connections.
    public var applicationName: String

    public init(
        uri: String,
        database: String? = nil,
        threads: Int = 8,
        queueLimit: Int = 4_096,
        queueTimeout: Duration = .seconds(5),
        serverSelectionTimeout: Duration = .seconds(3),
        connectTimeout: Duration = .seconds(3),
        socketTimeout: Duration = .seconds(60),
        applicationName: String = "kinoteka"
    ) {
        self.uri = uri
        self.database = database
        self.threads = threads
        self.queueLimit = queueLimit
        self.queueTimeout = queueTimeout
        self.serverSelectionTimeout = serverSelectionTimeout
        self.connectTimeout = connectTimeout
        self.socketTimeout = socketTimeout
        self.applicationName = applicationName
    }
}

extension Duration {
    /// Whole milliseconds, as libmongoc and MongoDB take them.
    var milliseconds: Int32 {
        Int32(clamping: components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000)
    }
}
