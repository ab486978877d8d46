import Contracts
public import Logging
public import Mongo
public import Projection
import SearchIndex
import Synchronization

/// The read models' films and people in memory, for everything that MongoDB cannot find fast.
///
/// It loads the active collections in parallel, then asks again and again for the documents whose position is beyond
/// what it has. A rebuild's switch is followed without a gap: the new collection is tailed from the position reached,
/// while a second index is loaded from it beside; the second takes over when it has caught up. While MongoDB is away
/// the index answers on as it is.
public final class CatalogReplica: Sendable {
    /// How often it asks, and how much at a time.
    public struct Bounds: Sendable {
        /// Between two looks for changes.
        public var pause: Duration = .milliseconds(15)
        /// After a failure.
        public var retryPause: Duration = .milliseconds(250)
        /// Documents in one query of the tail.
        public var batch = 1_000
        /// Queries that load at the same time.
        public var loaders = 3
        /// How long one query may take.
        public var queryTime: Duration = .seconds(10)

        public init() {}
    }

    /// What a query works on.
    struct View: Sendable {
        let index: SearchIndex
        /// Films that are shown first, by folded query.
        var pins: [String: [Int64]]
        /// By model, the last event that the index includes.
        var positions: [String: Position]

        /// What all of the index includes that comes from some models.
        func position(of models: [String]) -> Position {
            models.map { positions[$0] ?? .start }.min() ?? .start
        }

        /// Whether it has everything that the models have.
        func includes(_ models: [String: ActiveModel]) -> Bool {
            models.allSatisfy { (positions[$0] ?? .start) >= $1.position }
        }
    }

    private struct State {
        var view: View?
        /// The collections that the view was loaded from and is tailed from.
        var models: [String: ActiveModel] = [:]
        var failure: String?
        /// How long the last load took.
        var loadTime: Duration?
    }

    let schema: SearchSchema
    private let database: MongoDatabase
    private let watch: ModelWatch
    private let cache: DocumentCache
    private let bounds: Bounds
    private let logger: Logger
    private let onLoading: @Sendable (Bool) -> Void
    private let state = Mutex(State())
    private let bell = Doorbell()
    private let changes: ReplicaTail

    /// - Parameter onLoading: Told when a load of all documents begins, and when it has ended.
    public init(
        database: MongoDatabase,
        watch: ModelWatch,
        search: SearchSettings,
        cache: DocumentCache,
        bounds: Bounds = Bounds(),
        logger: Logger,
        onLoading: @escaping @Sendable (_ isLoading: Bool) -> Void = { _ in }
    ) throws(UnknownSearchField) {
        self.database = database
        self.watch = watch
        self.cache = cache
        self.bounds = bounds
        self.logger = logger
        self.onLoading = onLoading
        schema = try CatalogSchema.make(search)
        changes = ReplicaTail(
            database: database,
            cache: cache,
            batch: bounds.batch,
            queryTime: bounds.queryTime
        )
    }

    /// Loads and follows until its task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            do throws(ReadError) {
                if try await follow() { await bell.sleep(atMost: bounds.pause) }
            } catch {
                state.withLock { $0.failure = String(describing: error) }
                await bell.sleep(atMost: bounds.retryPause)
            }
        }
    }

    // MARK: Reading

    /// What queries work on, once it is loaded and includes the positions, as far as some models go.
    func view(
        including positions: [LogPosition],
        of models: [String],
        until deadline: ContinuousClock.Instant
    ) async throws(ReadError) -> View {
        let wanted = positions.map(\.position).max() ?? .start
        guard let view = state.withLock({ $0.view }) else { throw .notReady(model: "search") }
        if view.position(of: models) >= wanted { return view }
        // The long wait is that for the read models, where one query serves all who wait. The rest is short.
        for name in models { _ = try await watch.model(name, including: positions, until: deadline) }
        while true {
            guard let view = state.withLock({ $0.view }) else { throw .notReady(model: "search") }
            if view.position(of: models) >= wanted { return view }
            guard ContinuousClock.now < deadline else { throw .tooSoon(model: "search") }
            bell.ring()
            do {
                try await Task.sleep(for: .milliseconds(2))
            } catch {
                throw .unavailable(reason: "The request was cancelled.")
            }
        }
    }

    /// Up to which event documents of some models in the cache are current; nil before the first load.
    func position(of models: [String]) -> Position? { state.withLock { $0.view?.position(of: models) } }

    /// What it holds, how far it is, and what keeps it; for metrics and health.
    public var status: ReplicaStatus {
        let (view, failure, loadTime) = state.withLock { ($0.view, $0.failure, $0.loadTime) }
        let statistics = view?.index.statistics
        let position = view?.position(of: Self.names) ?? .start
        return ReplicaStatus(
            isLoaded: view != nil,
            position: position.rawValue,
            behind: max(
                0,
                (watch.models?["movies"]?.position.rawValue ?? 0) - position.rawValue
            ),
            documents: statistics?.documents ?? 0,
            segments: statistics?.segments ?? 0,
            bytes: statistics?.bytes ?? 0,
            loadSeconds: (loadTime ?? .zero) / .seconds(1),
            failure: failure
        )
    }

    // MARK: Following

    static let names = ["movies", "people", "search_pins"]

    private func activeModels() throws(ReadError) -> [String: ActiveModel] {
        var models: [String: ActiveModel] = [:]
        for name in Self.names { models[name] = try watch.current(name) }
        return models
    }

    /// One look for changes; whether there is nothing more to do now.
    private func follow() async throws(ReadError) -> Bool {
        let active = try activeModels()
        let (view, loaded) = state.withLock { ($0.view, $0.models) }
        guard let view else {
            let started = ContinuousClock.now
            let first = try await load(active)
            state.withLock { state in
                state.view = first
                state.loadTime = ContinuousClock.now - started
                state.models = active
                state.failure = nil
            }
            cache.open(for: Self.collections(active))
            logger.info("search index loaded", metadata: ["documents": "\(first.index.statistics.documents)"])
            return false
        }
        var next = try await tail(view, active)
        var isSwitched = Self.names.contains { active[$0]?.collection != loaded[$0]?.collection }
        if !isSwitched, try await !takeRepairs(active, since: loaded, into: &next) {
            // Too many to say which, or a repair was missed. What is in the cache may be what was repaired.
            cache.close()
            isSwitched = true
        }
        if isSwitched {
            // What the rebuild made differently has no newer position; only a fresh load sees it. The view that
            // answers meanwhile is tailed in between by nobody else, so it is published first.
            let tailed = next
            state.withLock { $0.view = tailed }
            if active.allSatisfy({ $1.position >= tailed.positions[$0] ?? .start }) {
                cache.open(for: Self.collections(active))
            } else {
                // A rollback: what is read now is behind the view.
                cache.close()
            }
            logger.info("a read model was switched or repaired; loading the search index anew")
            next = try await reload(active, tailing: next)
        }
        let published = next
        state.withLock { state in
            state.view = published
            state.models = active
            state.failure = nil
        }
        if isSwitched { cache.open(for: Self.collections(active)) }
        await merge(published.index)
        return published.includes(active)
    }

    private static func collections(_ models: [String: ActiveModel]) -> [CatalogSchema.Kind: String] {
        var collections: [CatalogSchema.Kind: String] = [:]
        for kind in CatalogSchema.Kind.allCases {
            collections[kind] = models[DocumentPages.model(kind).name]?.collection
        }
        return collections
    }

    /// Loads a second index while the first one is kept current.
    private func reload(_ active: [String: ActiveModel], tailing old: View) async throws(ReadError) -> View {
        let loading = Task { () -> Result<View, ReadError> in
            do throws(ReadError) { return .success(try await self.load(active)) } catch {
                return .failure(error)
            }
        }
        let isDone = Mutex(false)
        let waiting = Task {
            let result = await loading.value
            isDone.withLock { $0 = true }
            return result
        }
        var current = old
        while !isDone.withLock({ $0 }) {
            if Task.isCancelled { loading.cancel() }
            if let models = try? activeModels(), let tailed = try? await tail(current, models) {
                current = tailed
                let published = current
                state.withLock { $0.view = published }
            }
            await bell.sleep(atMost: bounds.pause)
        }
        var fresh = try await waiting.value.get()
        // The new index must not show less than the old one did.
        let models = try activeModels()
        while !fresh.includes(models) { fresh = try await tail(fresh, models) }
        return fresh
    }

    /// Everything of these collections.
    private func load(_ models: [String: ActiveModel]) async throws(ReadError) -> View {
        onLoading(true)
        defer { onLoading(false) }
        let loader = ReplicaLoader(database: database, schema: schema, bounds: bounds)
        let index = try await loader.load(models)
        let pins = try await loader.pins(models)
        for name in Self.names {
            // A collection that was dropped meanwhile would have looked empty.
            let now = try await watch.refreshed(name, until: .now + bounds.queryTime)
            guard now.collection == models[name]?.collection else {
                throw .unavailable(reason: "The read model \"\(name)\" was switched while it was loaded.")
            }
        }
        return View(index: index, pins: pins, positions: models.mapValues(\.position))
    }

    /// The view with what has changed since: of each model one batch at most, so that none waits long for another.
    private func tail(_ view: View, _ models: [String: ActiveModel]) async throws(ReadError) -> View {
        var next = view
        for kind in CatalogSchema.Kind.allCases {
            let name = kind == .movie ? "movies" : "people"
            guard let model = models[name] else { continue }
            let reached = view.positions[name] ?? .start
            guard model.position > reached else { continue }
            next.positions[name] = try await changes.apply(model, kind: kind, after: reached, to: view.index)
            publish(next)
        }
        if let model = models["search_pins"], model.position > view.positions["search_pins"] ?? .start {
            let loader = ReplicaLoader(database: database, schema: schema, bounds: bounds)
            let isChanged = try await loader.hasChanges(
                in: model,
                after: view.positions["search_pins"] ?? .start
            )
            if isChanged { next.pins = try await loader.pins(models) }
            next.positions["search_pins"] = model.position
        }
        publish(next)
        return next
    }

    /// Shows a view, unless it is of an index that nobody sees yet: that of a reload.
    private func publish(_ view: View) {
        state.withLock { if $0.view?.index === view.index { $0.view = view } }
    }

    /// Looks again at documents that were replaced without a newer position.
    ///
    /// - Returns: false where nobody knows which they are.
    private func takeRepairs(
        _ active: [String: ActiveModel],
        since seen: [String: ActiveModel],
        into view: inout View
    ) async throws(ReadError) -> Bool {
        for name in Self.names {
            guard let model = active[name], let mark = model.lastRepair, mark != seen[name]?.lastRepair else {
                continue
            }
            guard let keys = mark.keys, mark.previous == seen[name]?.lastRepair?.number ?? 0 else {
                return false
            }
            if let kind = CatalogSchema.Kind(model: name) {
                let ids = keys.compactMap { if case .int(let id) = $0 { id } else { nil } }
                try await changes.lookAgain(
                    at: ids,
                    kind: kind,
                    in: database.collection(model.collection),
                    into: view.index
                )
            } else {
                view.pins = try await ReplicaLoader(database: database, schema: schema, bounds: bounds)
                    .pins(active)
            }
            logger.info(
                "a repair was followed",
                metadata: ["model": "\(name)", "documents": "\(keys.count)"]
            )
        }
        return true
    }

    /// Joins segments on a thread of the pool, so that queries find few.
    private func merge(_ index: SearchIndex) async {
        while !Task.isCancelled, index.merge() { await Task.yield() }
    }
}
