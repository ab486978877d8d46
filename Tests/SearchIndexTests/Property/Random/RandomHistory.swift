import SearchIndex

/// An index and the documents that it should hold, changed together.
struct RandomHistory {
    let catalog: RandomCatalog
    let index: SearchIndex
    private(set) var documents: [SearchKey: ModelDocument] = [:]
    private var position: Int64 = 0
    private let keyCount: Int

    /// About `size` documents, in segments as batches and merges have made them.
    init(size: Int, _ random: inout PropertyRandom) {
        catalog = RandomCatalog(&random)
        index = SearchIndex(schema: catalog.schema)
        keyCount = size
        if random.oneIn(2) { load(size / 2, &random) }
        while documents.count < size / 3 { change(&random) }
        for _ in 0..<random.int(0...6) { change(&random) }
    }

    /// In an order that has nothing to do with the index.
    var all: [ModelDocument] { documents.values.sorted { $0.position < $1.position } }

    var reference: ModelSearch { ModelSearch(all, catalog.schema) }

    /// Replaces everything.
    mutating func load(_ count: Int, of keyCount: Int? = nil, _ random: inout PropertyRandom) {
        documents = [:]
        var load = index.makeLoad()
        for _ in 0..<count {
            let key = RandomCatalog.key(&random, of: keyCount ?? self.keyCount)
            guard documents[key] == nil else { continue }
            position += 1
            let document = catalog.document(key, position: position, &random)
            documents[key] = document
            load.add(document.rendered())
        }
        index.replaceAll(with: load)
    }

    /// Applies one batch, some of it out of date, and merges now and then.
    mutating func change(_ random: inout PropertyRandom) {
        var newest: [SearchKey: (position: Int64, document: ModelDocument?)] = [:]
        var changes: [SearchIndex.Change] = []
        for _ in 0..<(random.oneIn(3) ? 1 : random.int(0...(keyCount / 4 + 1))) {
            let key = RandomCatalog.key(&random, of: keyCount)
            position += 1
            let position = random.oneIn(6) ? Int64(random.int(0...Int(self.position))) : self.position
            var document: ModelDocument?
            if !random.oneIn(4) { document = catalog.document(key, position: position, &random) }
            changes.append(document.map { .put($0.rendered()) } ?? .remove(key, position: position))
            if newest[key].map({ $0.position <= position }) ?? true { newest[key] = (position, document) }
        }
        for (key, change) in newest where documents[key].map({ $0.position <= change.position }) ?? true {
            documents[key] = change.document
        }
        index.apply(changes)
        if random.oneIn(3) { index.merge() }
        if random.oneIn(9) { while index.merge() {} }
    }
}
