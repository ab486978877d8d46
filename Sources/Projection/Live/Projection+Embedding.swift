import Mongo

extension Projection {
    /// The stored documents that embed a reference, as MongoDB finds them.
    func keys(embedding reference: EmbeddedReference, in collection: MongoCollection) async throws
        -> [DocumentKey]
    {
        let found = try await collection.find(query(for: reference), FindOptions(projection: ["_id": 1]))
        return found.compactMap { $0["_id"].flatMap(DocumentKey.init) }
    }
}
