import Contracts
import HTTPKit
import Mongo
import NIOCore
import SearchIndex

/// Answers searches and lists: the index finds, the cache or MongoDB has the documents.
struct CatalogSearch: Sendable {
    let replica: CatalogReplica
    let pages: DocumentPages

    /// What a request found, with its documents.
    struct Page: Sendable {
        var request: SearchRequest
        var answer: SearchAnswer
        /// The items' JSON, in the order of the hits that still exist.
        var items: [(hit: SearchAnswer.Hit, json: ByteBuffer)]
        var position: Position
        var started: ContinuousClock.Instant
    }

    func find(_ request: SearchRequest, _ context: ReadContext) async throws(ReadError) -> Page {
        let started = ContinuousClock.now
        let view = try await replica.view(including: context.positions, until: context.deadline)
        var query = request.query
        if let pinned = view.pins[request.pinName], request.showsType {
            query.pinned = pinned.map { SearchKey(kind: CatalogSchema.Kind.movie.rawValue, id: $0) }
        }
        let wanted = query
        let answer = await Self.compute { view.index.search(wanted) }
        let items = try await documents(answer.hits, request, until: context.deadline)
        return Page(request: request, answer: answer, items: items, position: view.position, started: started)
    }

    /// Runs a computation on the threads for computations, so that an event loop goes on with other requests.
    static func compute<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withTaskExecutorPreference(globalConcurrentExecutor) { await Self.off(body) }
    }

    @concurrent
    private static func off<Result: Sendable>(_ body: @Sendable () -> Result) async -> Result { body() }

    private func documents(
        _ hits: [SearchAnswer.Hit],
        _ request: SearchRequest,
        until deadline: ContinuousClock.Instant
    ) async throws(ReadError) -> [(hit: SearchAnswer.Hit, json: ByteBuffer)] {
        guard let shapes = request.shapes else {
            let found = try await pages.documents(hits.map(\.key), until: deadline)
            return hits.compactMap { hit in found[hit.key].map { (hit, $0.json) } }
        }
        var items: [SearchKey: ByteBuffer] = [:]
        for (kind, shape) in shapes {
            let keys = hits.map(\.key).filter { $0.kind == kind.rawValue }
            if keys.isEmpty { continue }
            let model = DocumentPages.model(kind)
            for (id, document) in try await pages.stored(keys, model, until: deadline) {
                guard try !DocumentHeader(document).isGone else { continue }
                var buffer = ByteBuffer()
                do throws(BSONError) {
                    try document.writeJSON(into: &buffer, shape)
                } catch {
                    throw .broken(reason: error.description)
                }
                items[SearchKey(kind: kind.rawValue, id: id)] = buffer
            }
        }
        return hits.compactMap { hit in items[hit.key].map { (hit, $0) } }
    }
}
