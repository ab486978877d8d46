import Contracts
import Logging
import Mongo

/// Brings a projection into being in the database: its entry, its collection, its indexes and its validator.
struct ModelSetup: Sendable {
    let directory: ProjectionDirectory
    let manifest: Manifest

    private var names: CollectionNames { CollectionNames(manifest) }

    /// The entry, made with an empty first collection where there is none.
    ///
    /// The generation goes on from whatever collections of this projection there are, so that a directory which was
    /// lost never leads to a collection with older documents.
    func entry() async throws -> DirectoryEntry {
        if let entry = try await directory.entry(manifest.name) { return entry }
        let used = try await directory.database.collectionNames().compactMap(names.generation(of:)).max() ?? 0
        let collection = names.name(generation: used + 1)
        try await prepare(collection)
        try await directory.create(
            manifest.name,
            version: manifest.version,
            collection: collection,
            generation: used + 1
        )
        guard let entry = try await directory.entry(manifest.name) else {
            throw MongoError(
                .malformed,
                "The projections directory lost \(manifest.name) while it was set up."
            )
        }
        return entry
    }

    /// Makes the collection's indexes and validator what the manifest says.
    func prepare(_ name: String) async throws {
        try await setValidator(name)
        try await createIndexes(name)
    }

    /// Creates the collection where it is not there, with the validator.
    func setValidator(_ name: String) async throws(MongoError) {
        let collection = directory.database.collection(name)
        let wanted = manifest.storedValidator
        if try await collection.validator() != wanted || wanted == nil {
            try await collection.setValidator(jsonSchema: wanted)
        }
    }

    /// Builds the indexes that are missing. One that is there in another form is made anew.
    ///
    /// MongoDB builds the indexes of one command on one thread, so there are two commands. A manifest names first what
    /// takes longest.
    func createIndexes(_ name: String) async throws {
        let collection = directory.database.collection(name)
        do {
            async let first: Void = collection.createIndexes(Array(manifest.indexes.prefix(1)))
            async let second: Void = collection.createIndexes(Array(manifest.indexes.dropFirst()))
            _ = try await (first, second)
        } catch let error as MongoError where error.code == 85 || error.code == 86 {
            let stored = try await collection.listIndexes()
            for difference in IndexDifference.all(manifest.indexes, stored)
            where difference.kind == .different {
                try await collection.dropIndex(difference.name)
            }
            try await collection.createIndexes(manifest.indexes)
        }
    }

    /// Drops the collections of this projection that no entry names: what dead rebuilds left.
    func dropLeftovers(keeping entry: DirectoryEntry) async throws(MongoError) {
        let kept = Set(
            [entry.collection] + entry.previous.map(\.collection)
                + (entry.rebuild.map { $0.isAlive ? [$0.collection] : [] } ?? [])
        )
        for name in try await directory.database.collectionNames() where !kept.contains(name) {
            // A later generation is that of a rebuild that began after the entry was read.
            guard let generation = names.generation(of: name), generation <= entry.generation else {
                continue
            }
            try await directory.database.collection(name).drop()
            try await DeadLetterStore(directory.database).removeAll(in: name)
        }
    }
}
