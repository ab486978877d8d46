public import Mongo

extension ReadAPI {
    /// A connection for reads: a pool of its own, whose bounds are those of a reader's patience.
    ///
    /// A read that MongoDB does not answer is given up after 2 seconds; the thread that waits for it is free soon after.
    public static func mongoConfiguration(uri: String, threads: Int = 4) -> MongoConfiguration {
        MongoConfiguration(
            uri: uri,
            threads: threads,
            queueTimeout: .seconds(2),
            serverSelectionTimeout: .seconds(2),
            connectTimeout: .seconds(2),
            socketTimeout: .seconds(3),
            applicationName: "kinoteka-read"
        )
    }
}
