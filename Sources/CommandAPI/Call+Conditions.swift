import HTTPKit
import HTTPTypes
import HummingbirdCore
import WriteSide

extension Call {
    /// What `If-Match` asks of an entity; only the version of a tag counts, not the position that reads add.
    func precondition(on stream: String) throws(Problem) -> Precondition? {
        switch try ifMatch() {
        case nil: nil
        case .any: .exists(stream)
        // A weak tag never matches here (RFC 9110, section 13.1.1).
        case .tags(let tags): .version(of: stream, isOneOf: tags.filter { !$0.isWeak }.compactMap(\.version))
        }
    }

    /// The `Idempotency-Key`, with what the request is.
    func idempotency(_ body: [UInt8]) throws(Problem) -> Idempotency? {
        guard let key = headers[.idempotencyKey] else { return nil }
        guard IdempotencyKey.isUsable(key) else {
            throw Problem(.invalidHeader, "Idempotency-Key \(IdempotencyKey.rule).")
        }
        let fingerprint = RequestFingerprint(
            of: [Array(request.method.rawValue.utf8), Array(request.uri.path.utf8), body]
        )
        return Idempotency(key: key, fingerprint: fingerprint)
    }
}

/// What an idempotency key may be, in a header or in a line.
enum IdempotencyKey {
    static let longest = 255
    static let rule = "must be 1 to \(longest) visible ASCII characters"

    static func isUsable(_ key: String) -> Bool {
        (1...longest).contains(key.utf8.count) && key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
