import Mongo

/// Runs a query, and gives up on it when its time is over: a MongoDB that does not answer must not hold a reader.
///
/// The query goes on on its thread without anybody to take its result; its socket timeout ends it.
func withReadDeadline<Success: Sendable>(
    _ time: Duration,
    _ query: @escaping @Sendable () async throws(MongoError) -> Success
) async throws(ReadError) -> Success {
    let result = await withTaskGroup(of: Result<Success, ReadError>?.self) { group in
        group.addTask {
            do throws(MongoError) {
                return .success(try await query())
            } catch {
                return .failure(ReadError(error))
            }
        }
        group.addTask {
            try? await Task.sleep(for: time)
            return nil
        }
        let first = await group.next() ?? nil
        group.cancelAll()
        return first ?? .failure(.unavailable(reason: "MongoDB did not answer within \(time)."))
    }
    return try result.get()
}
