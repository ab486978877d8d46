import Foundation
import SearchIndex
import Synchronization
import Testing

/// Readers see whole batches: every answer is that of a state that existed while the search ran.
@Suite struct ReadersDuringWritesTests {
    /// One write and what the queries answer after it.
    private struct Step: Sendable {
        enum Write: Sendable {
            case apply([SearchIndex.Change])
            case replaceAll([SearchDocument])
        }

        var write: Write
        var answers: [ModelSearch.Answer]
    }

    private final class Story: Sendable {
        let index: SearchIndex
        let queries: [SearchQuery]
        let steps: [Step]
        /// Steps that were begun, and steps that had ended, by the writer.
        let begun = Atomic(0)
        let ended = Atomic(0)
        /// All was written, and read.
        let written = Atomic(false)
        let failures = Mutex<[String]>([])
        let checks = Atomic(0)

        init(seed: Int, steps count: Int) {
            var random = PropertyRandom(seed: seed)
            var draft = RandomHistory(size: 40, &random)
            index = SearchIndex(schema: draft.catalog.schema)
            let asked = (0..<8).map { _ in RandomQuery(draft, &random) }
            queries = asked.map(\.query)
            var steps: [Step] = []
            for number in 0..<count {
                let before = draft.documents
                let isLoad = number == 0 || random.oneIn(12)
                if isLoad { draft.load(30, &random) } else { draft.change(&random) }
                let reference = draft.reference
                let write =
                    isLoad
                    ? Step.Write.replaceAll(draft.all.map { $0.rendered() })
                    : .apply(Self.changes(from: before, to: draft.documents))
                steps.append(
                    Step(write: write, answers: asked.map { reference.answer($0.typed, $0.query) })
                )
            }
            self.steps = steps
        }

        private static func changes(
            from before: [SearchKey: ModelDocument],
            to after: [SearchKey: ModelDocument]
        ) -> [SearchIndex.Change] {
            let removed = before.filter { after[$0.key] == nil }
            let put = after.values.filter { before[$0.key] != $0 }
            return removed.map { .remove($0.key, position: $0.value.position) }
                + put.map { .put($0.rendered()) }
        }

        func write() {
            for (number, step) in steps.enumerated() {
                begun.store(number + 1, ordering: .sequentiallyConsistent)
                switch step.write {
                case .apply(let changes): index.apply(changes)
                case .replaceAll(let documents):
                    var load = index.makeLoad()
                    for document in documents { load.add(document) }
                    index.replaceAll(with: load)
                }
                ended.store(number + 1, ordering: .sequentiallyConsistent)
                // However fast the writer is, somebody reads each state or the change to the next.
                let seen = checks.load(ordering: .sequentiallyConsistent)
                while checks.load(ordering: .sequentiallyConsistent) == seen { sched_yield() }
            }
            written.store(true, ordering: .sequentiallyConsistent)
        }

        var isWritten: Bool { written.load(ordering: .sequentiallyConsistent) }

        func read(_ reader: Int) {
            var number = reader
            repeat {
                number = (number + 1) % queries.count
                let first = ended.load(ordering: .sequentiallyConsistent)
                let answer = index.search(queries[number])
                let last = begun.load(ordering: .sequentiallyConsistent)
                guard first > 0 else { continue }
                let isKnown = (first...last).contains { Self.isSame(answer, steps[$0 - 1].answers[number]) }
                if !isKnown {
                    failures.withLock { $0.append("after \(first)...\(last) steps: \(queries[number])") }
                }
                checks.add(1, ordering: .sequentiallyConsistent)
            } while !isWritten
        }

        private static func isSame(_ answer: SearchAnswer, _ expected: ModelSearch.Answer) -> Bool {
            answer.total == expected.total && answer.hits.map(\.key) == expected.hits.map(\.key)
                && answer.facets == expected.facets && answer.ranges == expected.ranges
                && answer.hits.map { $0.relevance.map(ModelScore.init) } == expected.hits.map(\.score)
        }
    }

    @Test(arguments: 0..<3)
    func everyAnswerIsOfOneState(seed: Int) {
        let story = Story(seed: 7000 + seed, steps: 40)
        let threads = DispatchGroup()
        func run(_ body: @escaping @Sendable () -> Void) {
            threads.enter()
            Thread.detachNewThread {
                body()
                threads.leave()
            }
        }
        for reader in 0..<2 { run { story.read(reader) } }
        run { while !story.isWritten { story.index.merge() } }
        run { story.write() }
        threads.wait()
        #expect(story.failures.withLock { $0 } == [])
        #expect(story.checks.load(ordering: .relaxed) >= story.steps.count)

        // What is there in the end is what was written last.
        for (query, expected) in zip(story.queries, story.steps[story.steps.count - 1].answers) {
            #expect(story.index.search(query).hits.map(\.key) == expected.hits.map(\.key))
        }
        while story.index.merge() {}
        for (query, expected) in zip(story.queries, story.steps[story.steps.count - 1].answers) {
            #expect(story.index.search(query).hits.map(\.key) == expected.hits.map(\.key))
        }
    }

    /// Writers take turns: what several write at once is all there.
    @Test func writersTakeTurns() {
        let index = SearchIndex(
            schema: SearchSchema(texts: [SearchSchema.TextField("title", weight: 1)], facets: ["writer"])
        )
        let threads = DispatchGroup()
        for writer in 0..<4 {
            threads.enter()
            Thread.detachNewThread {
                for id in 0..<60 {
                    // The last writer replaces what the others wrote, whoever is first.
                    let document = SearchDocument(
                        key: SearchKey(kind: 1, id: Int64(id)),
                        position: Int64(writer),
                        title: "film",
                        texts: [["film"]],
                        facets: [[FacetValue(key: "\(writer)", label: "\(writer)")]],
                        numbers: []
                    )
                    index.apply([.put(document)])
                    if id.isMultiple(of: 7) { index.merge() }
                }
                threads.leave()
            }
        }
        threads.wait()
        var query = SearchQuery("film")
        query.facets = [SearchQuery.Facet(0)]
        let answer = index.search(query)
        #expect(answer.total == 60)
        #expect(answer.facets[0].map(\.value.key) == ["3"])
        #expect(index.statistics.documents == 60)
    }
}
