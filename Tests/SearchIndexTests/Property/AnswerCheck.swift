import SearchIndex
import Testing

/// Compares what an index answers with what the reference answers.
struct AnswerCheck {
    let asked: RandomQuery
    let index: SearchIndex
    let reference: ModelSearch

    init(_ asked: RandomQuery, _ index: SearchIndex, _ reference: ModelSearch) {
        self.asked = asked
        self.index = index
        self.reference = reference
    }

    /// The first difference, if there is one.
    func difference() -> String? {
        let expected = reference.answer(asked.typed, asked.query)
        let answer = index.search(asked.query)
        if answer.isPartial { return "partial" }
        if answer.droppedWords != expected.droppedWords {
            return "dropped \(answer.droppedWords), expected \(expected.droppedWords)"
        }
        if answer.total != expected.total { return "total \(answer.total), expected \(expected.total)" }
        for (place, (hit, other)) in zip(answer.hits, expected.hits).enumerated() {
            let score = hit.relevance.map(ModelScore.init)
            if hit.key == other.key, hit.isPinned == other.isPinned, score == other.score { continue }
            let document = reference.document(hit.key)
            let otherDocument = reference.document(other.key)
            return """
                hit \(place) is \(String(describing: document)) \(String(describing: score)),
                expected \(String(describing: otherDocument)) \(String(describing: other.score)),
                which has \(answer.hits.first { $0.key == other.key }?.relevance.map(ModelScore.init) as Any)
                """
        }
        if answer.hits.count != expected.hits.count {
            return "\(answer.hits.count) hits, expected \(expected.hits.count)"
        }
        for (facet, other) in zip(answer.facets, expected.facets) where facet != other {
            return "counts \(facet), expected \(other)"
        }
        if answer.facets.count != expected.facets.count { return "facets" }
        if answer.ranges != expected.ranges { return "ranges \(answer.ranges), expected \(expected.ranges)" }
        return answer.next == nil ? nil : "a next page"
    }

    func run(_ seed: Int) {
        guard let difference = difference() else { return }
        Issue.record("seed \(seed): \(difference)\n\(asked.query)\nsynonyms \(reference.schema.synonyms)")
    }
}
