import CMongoShim
import Glibc

/// One libmongoc client: commands as bytes in, bytes out, blocking the thread that calls.
///
/// A client belongs to one thread at a time. It is not Sendable, so the compiler keeps it inside an operation.
struct MongoClient {
    let handle: OpaquePointer
    let socketTimeout: Duration

    /// Runs a command and returns the server's answer.
    func command(
        _ command: BSONDocument,
        on database: String,
        _ mode: kin_command_mode = KIN_COMMAND_READ
    ) throws(MongoError) -> BSONDocument {
        try command.withUnsafeBytes { bytes throws(MongoError) in
            try self.command(bytes, on: database, mode)
        }
    }

    /// Runs a command that stands in memory as BSON.
    func command(
        _ command: UnsafeRawBufferPointer,
        on database: String,
        _ mode: kin_command_mode
    ) throws(MongoError) -> BSONDocument {
        let begin = ContinuousClock.now
        var reply = kin_buffer()
        var failure = kin_error()
        let done = kin_client_command(
            handle,
            database,
            command.start,
            command.count,
            mode,
            &reply,
            &failure
        )
        defer { kin_buffer_free(reply) }
        guard done else { throw error(failure, since: begin) }
        let answer = Array(reply)
        guard answer.count >= 5 else { throw MongoError(.malformed, "The server's answer is empty.") }
        return BSONDocument(trusted: answer, in: 0..<answer.count)
    }

    /// Runs a find to its end; the documents one after another.
    func find(
        _ filter: BSONDocument,
        in collection: MongoCollection,
        options: BSONDocument,
        maxBytes: Int
    ) throws(MongoError) -> [UInt8] {
        try drain(filter, options) { query, settings, result, failure in
            kin_client_find(
                handle,
                collection.databaseName,
                collection.name,
                query.start,
                query.count,
                settings.start,
                settings.count,
                maxBytes,
                result,
                failure
            )
        }
    }

    /// Runs an aggregation to its end; `pipeline` is `{pipeline: [stages]}`.
    func aggregate(
        _ pipeline: BSONDocument,
        in collection: MongoCollection,
        options: BSONDocument,
        maxBytes: Int
    ) throws(MongoError) -> [UInt8] {
        try drain(pipeline, options) { stages, settings, result, failure in
            kin_client_aggregate(
                handle,
                collection.databaseName,
                collection.name,
                stages.start,
                stages.count,
                settings.start,
                settings.count,
                maxBytes,
                result,
                failure
            )
        }
    }

    private func drain(
        _ first: BSONDocument,
        _ second: BSONDocument,
        _ call: (
            UnsafeRawBufferPointer, UnsafeRawBufferPointer, UnsafeMutablePointer<kin_buffer>,
            UnsafeMutablePointer<kin_error>
        ) -> Bool
    ) throws(MongoError) -> [UInt8] {
        let begin = ContinuousClock.now
        var result = kin_buffer()
        var failure = kin_error()
        let done = first.withUnsafeBytes { one in
            second.withUnsafeBytes { other in call(one, other, &result, &failure) }
        }
        defer { kin_buffer_free(result) }
        guard done else { throw error(failure, since: begin) }
        return Array(result)
    }

    private func error(_ failure: kin_error, since begin: ContinuousClock.Instant) -> MongoError {
        MongoError(failure, timedOut: ContinuousClock.now - begin >= socketTimeout)
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var start: UnsafePointer<UInt8>? { bindMemory(to: UInt8.self).baseAddress }
}

extension [UInt8] {
    fileprivate init(_ buffer: kin_buffer) {
        self.init(UnsafeBufferPointer(start: buffer.bytes, count: buffer.length))
    }
}
