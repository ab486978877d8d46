public import HTTPKit
public import Mongo
import Projection

/// The read side over HTTP: lists, search and documents by key.
///
/// ```swift
/// let watch = ModelWatch(ProjectionDirectory(database))
/// let cache = DocumentCache()
/// let replica = try CatalogReplica(database: database, watch: watch, search: settings, cache: cache, logger: logger)
/// let reads = ReadAPI(database: database, watch: watch, replica: replica, cache: cache)
/// // run `watch.run()` and `replica.run()` as services and serve `reads.routes`
/// ```
public struct ReadAPI: Sendable {
    /// How long a read waits for the position of `Kinoteka-After`.
    public static let standardWait: Duration = .seconds(2)

    /// Every route.
    public let routes: [Route]
    let watch: ModelWatch
    let replica: CatalogReplica
    let cache: DocumentCache

    /// - Parameters:
    ///   - database: where the read models are. A pool of its own keeps a busy projector out of the readers' way.
    ///   - watch: must be running for anybody to get an answer.
    ///   - replica: must be running for lists and searches to get an answer.
    ///   - cache: the one that the replica keeps current.
    public init(
        database: MongoDatabase,
        watch: ModelWatch,
        replica: CatalogReplica,
        cache: DocumentCache,
        wait: Duration = ReadAPI.standardWait
    ) {
        self.watch = watch
        self.replica = replica
        self.cache = cache
        let queries = CatalogQueries(database: database, watch: watch)
        let pages = DocumentPages(database: database, watch: watch, cache: cache)
        let search = CatalogSearch(replica: replica, pages: pages)
        func entity(_ model: ReadModelInfo, _ kind: CatalogSchema.Kind? = nil) -> EntityReader {
            let cached = kind.map { EntityReader.CachedModel(kind: $0, cache: cache, replica: replica) }
            return EntityReader(model, in: database, watch, wait: wait, pages: pages, cached: cached)
        }
        func model(
            _ model: ReadModelInfo,
            maximumLimit: Int,
            standardLimit: Int
        ) -> [Route] {
            ModelRoutes(
                entity: entity(model),
                queries: queries,
                wait: wait,
                maximumLimit: maximumLimit,
                standardLimit: standardLimit
            ).routes
        }
        let movies = entity(.movies, .movie)
        // There are few genres, countries and languages; a page shows most catalogs' all.
        routes =
            MovieRoutes(entity: movies, search: search, wait: wait).routes
            + SimilarRoute(movies: movies, search: search, wait: wait).routes
            + model(.people, maximumLimit: 100, standardLimit: 20)
            + model(.genres, maximumLimit: 500, standardLimit: 100)
            + model(.countries, maximumLimit: 500, standardLimit: 100)
            + model(.languages, maximumLimit: 500, standardLimit: 100)
            + SearchRoute(search: search, wait: wait).routes
            + SuggestRoute(replica: replica, wait: wait).routes
            + MultiSearchRoute(search: search, wait: wait).routes
            + StatsRoute(queries: queries, wait: wait).routes
    }

    /// What the answers look like, for the OpenAPI document.
    public static var schemas: [String: Schema] { ReadSchemas.all }

    /// Ready when every model that the routes read has been made once.
    public var healthCheck: HealthCheck {
        HealthCheck("reads") { [watch, replica] in
            guard let models = watch.models else { return .notReady("MongoDB has not been reached yet.") }
            let missing = ReadModelInfo.all.map(\.name).filter { models[$0]?.isComplete != true }
            guard missing.isEmpty else {
                return .notReady("Being made for the first time: \(missing.joined(separator: ", ")).")
            }
            return replica.status.isLoaded ? .ready : .notReady("The search index is being loaded.")
        }
    }

    /// Size and lag of the search index and the cache.
    public var metrics: [MetricFamily] {
        let status = replica.status
        let cached = cache.contents
        func gauge(_ name: String, _ help: String, _ value: Double) -> MetricFamily {
            MetricFamily(.gauge, name, help, value)
        }
        return [
            gauge("kinoteka_search_documents", "Documents in the search index.", Double(status.documents)),
            gauge("kinoteka_search_segments", "Segments of the search index.", Double(status.segments)),
            gauge("kinoteka_search_bytes", "Bytes of the search index.", Double(status.bytes)),
            gauge(
                "kinoteka_search_load_seconds",
                "How long loading the search index took.",
                status.loadSeconds
            ),
            gauge("kinoteka_search_position", "Last event that the index includes.", Double(status.position)),
            gauge(
                "kinoteka_search_lag_events",
                "Events that the read models include and the search index does not.",
                Double(status.behind)
            ),
            gauge("kinoteka_cache_documents", "Documents in the cache.", Double(cached.documents)),
            gauge("kinoteka_cache_bytes", "Bytes in the cache.", Double(cached.bytes)),
        ]
    }
}
