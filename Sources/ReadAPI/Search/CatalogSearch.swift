import Contracts
import HTTPKit
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
        var items: [(hit: SearchAnswer.Hit, json: [UInt8])]
        var position: Position
        var started: ContinuousClock.Instant
    }

    /// Films like one film.
    struct SimilarPage: Sendable {
        var hits: [SimilarHit]
        var documents: [SearchKey: EncodedDocument]
        var position: Position
    }

    func find(_ request: SearchRequest, _ context: ReadContext) async throws(ReadError) -> Page {
        let started = ContinuousClock.now
        var (page, position) = try await onView(context, of: request.models) { view throws(ReadError) in
            var query = request.query
            if let pinned = view.pins[request.pinName], request.showsType, query.sort == .relevance {
                query.pinned = pinned.map { SearchKey(kind: CatalogSchema.Kind.movie.rawValue, id: $0) }
            }
            let wanted = query
            let answer = await Self.compute { view.index.search(wanted) }
            let (items, read) = try await items(answer.hits, request, context)
            let page = Page(
                request: request,
                answer: answer,
                items: items,
                position: view.position(of: request.models),
                started: started
            )
            return (page, read)
        }
        page.position = position
        return page
    }

    /// Films that are like another one, with their documents; nil where that one is not there.
    func similar(_ query: SimilarQuery, _ context: ReadContext) async throws(ReadError) -> SimilarPage? {
        typealias Found = (hits: [SimilarHit], documents: [SearchKey: EncodedDocument])
        let models = [DocumentPages.model(.movie).name]
        let answer = try await onView(context, of: models) { view throws(ReadError) -> (Found?, Position?) in
            guard let hits = await Self.compute({ view.index.similar(query) }) else { return (nil, nil) }
            let found = try await pages.documents(hits.map(\.key), context)
            return ((hits, found.documents), found.position)
        }
        guard let found = answer.0 else { return nil }
        return SimilarPage(hits: found.hits, documents: found.documents, position: answer.1)
    }

    /// Answers from what the index holds, once it includes what the reader has seen.
    ///
    /// - Parameters:
    ///   - models: Those that the answer is made of.
    ///   - body: gives the answer, and what the documents include that it read; nil when it read none.
    /// - Returns: the answer, and what all of it includes.
    private func onView<Answer: Sendable>(
        _ context: ReadContext,
        of models: [String],
        _ body: (CatalogReplica.View) async throws(ReadError) -> (Answer, Position?)
    ) async throws(ReadError) -> (Answer, Position) {
        while true {
            let view = try await replica.view(
                including: context.positions,
                of: models,
                until: context.deadline
            )
            let (answer, read) = try await body(view)
            // After a rollback, documents from the cache may be behind the view.
            let position =
                [view.position(of: models), read, replica.position(of: models)].compactMap(\.self).min()
                ?? .start
            if context.positions.allSatisfy({ $0.position <= position }) { return (answer, position) }
        }
    }

    /// Runs a computation on the threads for computations, so that an event loop goes on with other requests.
    static func compute<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withTaskExecutorPreference(globalConcurrentExecutor) { await Self.off(body) }
    }

    @concurrent
    private static func off<Result: Sendable>(_ body: @Sendable () -> Result) async -> Result { body() }

    private func items(
        _ hits: [SearchAnswer.Hit],
        _ request: SearchRequest,
        _ context: ReadContext
    ) async throws(ReadError) -> (items: [(hit: SearchAnswer.Hit, json: [UInt8])], position: Position?) {
        let keys = hits.map(\.key)
        guard let shapes = request.shapes else {
            let found = try await pages.documents(keys, context)
            return (
                hits.compactMap { hit in found.documents[hit.key].map { (hit, $0.json) } }, found.position
            )
        }
        let found = try await pages.documents(keys, shapes, context)
        return (hits.compactMap { hit in found.documents[hit.key].map { (hit, $0) } }, found.position)
    }
}
