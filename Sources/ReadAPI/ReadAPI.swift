public import HTTPKit
public import Mongo
import Projection

/// The read side over HTTP: lists, search and documents by key.
///
/// ```swift
/// let watch = ModelWatch(ProjectionDirectory(database))
/// let reads = ReadAPI(database: database, watch: watch)
/// // run `watch.run()` as a service and serve `reads.routes`
/// ```
public struct ReadAPI: Sendable {
    /// How long a read waits for the position of `Kinoteka-After`.
    public static let standardWait: Duration = .seconds(2)

    /// Every route.
    public let routes: [Route]
    let watch: ModelWatch

    /// - Parameters:
    ///   - database: where the read models are. A pool of its own keeps a busy projector out of the readers' way.
    ///   - watch: must be running for anybody to get an answer.
    public init(database: MongoDatabase, watch: ModelWatch, wait: Duration = ReadAPI.standardWait) {
        self.watch = watch
        let queries = CatalogQueries(database: database, watch: watch)
        func entity(_ model: ReadModelInfo) -> EntityReader { EntityReader(model, in: database, watch, wait: wait) }
        func model(_ model: ReadModelInfo, maximumLimit: Int, standardLimit: Int) -> [Route] {
            ModelRoutes(
                entity: entity(model),
                queries: queries,
                wait: wait,
                maximumLimit: maximumLimit,
                standardLimit: standardLimit
            ).routes
        }
        // There are few genres, countries and languages; a page shows most catalogs' all.
        routes =
            MovieRoutes(entity: entity(.movies), queries: queries, wait: wait).routes
            + model(.people, maximumLimit: 100, standardLimit: 20)
            + model(.genres, maximumLimit: 500, standardLimit: 100)
            + model(.countries, maximumLimit: 500, standardLimit: 100)
            + model(.languages, maximumLimit: 500, standardLimit: 100)
            + SearchRoute(queries: queries, wait: wait).routes
            + StatsRoute(queries: queries, wait: wait).routes
    }

    /// What the answers look like, for the OpenAPI document.
    public static var schemas: [String: Schema] { ReadSchemas.all }

    /// Ready when every model that the routes read has been made once.
    public var healthCheck: HealthCheck {
        HealthCheck("reads") { [watch] in
            guard let models = watch.models else { return .notReady("MongoDB has not been reached yet.") }
            let missing = ReadModelInfo.all.map(\.name).filter { models[$0]?.isComplete != true }
            return missing.isEmpty
                ? .ready
                : .notReady("Being made for the first time: \(missing.joined(separator: ", ")).")
        }
    }
}
