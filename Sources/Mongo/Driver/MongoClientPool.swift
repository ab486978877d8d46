import CMongoShim

/// libmongoc's pool of clients: the connections and the threads that watch the servers.
///
/// - Sendable: popping and pushing are thread-safe in libmongoc; `free` is called once, by the last thread that used it.
final class MongoClientPool: @unchecked Sendable {
    private let pool: OpaquePointer
    /// The database that the connection string names, or "".
    let database: String
    private let socketTimeout: Duration

    init(_ configuration: MongoConfiguration) throws(MongoError) {
        var name = [CChar](repeating: 0, count: 128)
        var failure = kin_error()
        let pool = configuration.applicationName.withCString { applicationName in
            var options = kin_pool_options()
            options.app_name = applicationName
            options.server_selection_timeout = configuration.serverSelectionTimeout.milliseconds
            options.connect_timeout = configuration.connectTimeout.milliseconds
            options.socket_timeout = configuration.socketTimeout.milliseconds
            // A server that comes back is noticed within this, also when nobody asks for it.
            options.heartbeat_interval = 2_000
            options.max_clients = Int32(clamping: max(1, configuration.threads))
            return kin_pool_new(configuration.uri, &options, &name, name.count, &failure)
        }
        guard let pool else {
            // libmongoc may repeat a part of the string; where it has credentials, that could be them.
            let detail = configuration.uri.contains("@") ? "." : ": \(failure.text)"
            throw MongoError(.configuration, "The MongoDB connection string is not valid\(detail)")
        }
        self.pool = pool
        self.socketTimeout = configuration.socketTimeout
        database = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func pop() -> MongoClient? {
        kin_pool_pop(pool).map { MongoClient(handle: $0, socketTimeout: socketTimeout) }
    }

    func push(_ client: MongoClient) {
        kin_pool_push(pool, client.handle)
    }

    /// Closes every connection. All clients must have been pushed back.
    func free() {
        kin_pool_free(pool)
    }
}
