import Foundation
import SearchIndex
import Synchronization
import Testing

/// A batch is seen as a whole or not at all.
@Suite struct AtomicBatchTests {
    private final class Versions: Sendable {
        static let documents = 250
        static let last = 30

        let index = SearchIndex(
            schema: SearchSchema(texts: [SearchSchema.TextField("title", weight: 1)], facets: ["version"])
        )
        /// The version that is being written, and the one that has been.
        let begun = Atomic(0)
        let ended = Atomic(-1)
        let failures = Mutex<[String]>([])

        func batch(_ version: Int) -> [SearchDocument] {
            (0..<Self.documents).map { id in
                SearchDocument(
                    key: SearchKey(kind: 1, id: Int64(id)),
                    position: Int64(version),
                    title: "film",
                    texts: [["film"]],
                    facets: [[FacetValue(key: "\(version)", label: "version")]],
                    numbers: []
                )
            }
        }

        /// Every tenth version is loaded; the others are put, in batches that replace all documents.
        func write() {
            for version in 0...Self.last {
                let documents = batch(version)
                begun.store(version, ordering: .sequentiallyConsistent)
                if version.isMultiple(of: 10) {
                    var load = index.makeLoad()
                    for document in documents { load.add(document) }
                    index.replaceAll(with: load)
                } else {
                    index.apply(documents.map { .put($0) })
                }
                ended.store(version, ordering: .sequentiallyConsistent)
            }
        }

        var isOver: Bool { ended.load(ordering: .sequentiallyConsistent) == Self.last }

        func read() {
            var query = SearchQuery("film", limit: 1)
            query.facets = [SearchQuery.Facet(0)]
            var newest = 0
            repeat {
                let first = ended.load(ordering: .sequentiallyConsistent)
                guard first >= 0 else { continue }
                let answer = index.search(query)
                let last = begun.load(ordering: .sequentiallyConsistent)
                let seen = answer.facets[0].compactMap { Int($0.value.key) }
                let isWhole = seen.count == 1 && answer.total == Self.documents
                if !isWhole || !(max(first, newest)...max(last, newest)).contains(seen[0]) {
                    let text = "\(answer.total) documents of \(seen), \(first)...\(last) after \(newest)"
                    failures.withLock { $0.append(text) }
                }
                newest = seen.first ?? newest
            } while !isOver
        }
    }

    @Test func allDocumentsChangeAtOnce() {
        let versions = Versions()
        let threads = DispatchGroup()
        func run(_ body: @escaping @Sendable () -> Void) {
            threads.enter()
            Thread.detachNewThread {
                body()
                threads.leave()
            }
        }
        for _ in 0..<2 { run { versions.read() } }
        run { while !versions.isOver { versions.index.merge() } }
        run { versions.write() }
        threads.wait()
        #expect(versions.failures.withLock { $0 } == [])
    }
}
