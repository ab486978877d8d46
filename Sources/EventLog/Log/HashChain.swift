import Crypto

/// Computes the hash chain: each event's hash covers the previous hash and everything the log says about the event.
///
/// The bytes that are hashed, in this order; numbers are eight bytes, highest first, and every text follows its length
/// as such a number, so that no two events have the same bytes:
/// previous hash (32) · position · version · schema · command id · recorded at · stream · type · actor ·
/// correlation id · payload.
package struct HashChain {
    private var buffer: [UInt8] = []

    package init() {}

    /// The hash of an event that follows `previous`. Cost: about 1 µs for a payload of 1 kB.
    package mutating func next(
        after previous: LogHash,
        position: Int64,
        version: Int64,
        schema: Int64,
        command: CommandRow,
        stream: String,
        type: String,
        payload: UnsafeRawBufferPointer
    ) -> LogHash {
        buffer.removeAll(keepingCapacity: true)
        previous.withUnsafeBytes { buffer.append(contentsOf: $0) }
        append(position)
        append(version)
        append(schema)
        append(command.id)
        append(command.recordedAt)
        append(stream)
        append(type)
        append(command.actor)
        append(command.correlationID)
        append(Int64(payload.count))
        buffer.append(contentsOf: payload)
        return SHA256.hash(data: buffer).withUnsafeBytes { LogHash($0) } ?? .genesis
    }

    private mutating func append(_ number: Int64) {
        withUnsafeBytes(of: number.bigEndian) { buffer.append(contentsOf: $0) }
    }

    private mutating func append(_ text: String) {
        append(Int64(text.utf8.count))
        buffer.append(contentsOf: text.utf8)
    }
}
