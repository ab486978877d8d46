import HTTPTypes
import Synchronization

/// Gives every request a name: the client's own, when it sends a usable `X-Request-Id`, or a new one.
final class RequestIDs: Sendable {
    /// The longest identifier that is taken from a client, in characters.
    static let maximumLength = 128

    private let prefix: String
    private let count = Atomic<UInt64>(0)

    init() {
        prefix = Self.hexadecimal(UInt64.random(in: .min ... .max)) + "-"
    }

    func identifier(of headers: HTTPFields) -> String {
        if let given = headers[.xRequestID], Self.isUsable(given) { return given }
        return prefix + Self.hexadecimal(count.wrappingAdd(1, ordering: .relaxed).newValue)
    }

    private static func isUsable(_ text: String) -> Bool {
        (1...maximumLength).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E, 0x2F, 0x3A, 0x3D, 0x5F: true
                default: false
                }
            }
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        String(number, radix: 16)
    }
}
