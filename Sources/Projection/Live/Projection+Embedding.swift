import Mongo

extension Projection {
    /// The stored documents that an event which changes a reference may reach.
    func keys(
        embedding reference: EmbeddedReference,
        at event: Event,
        in collection: MongoCollection
    ) async throws -> [DocumentKey] {
        if let told = documents(embedding: reference, at: event) { return told }
        let found = try await collection.find(query(for: reference), FindOptions(projection: ["_id": 1]))
        return found.compactMap { $0["_id"].flatMap(DocumentKey.init) }
    }
}
