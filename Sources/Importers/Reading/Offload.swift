import Dispatch

/// Takes file reading and other blocking work off the cooperative pool.
enum Offload {
    private static let queue = DispatchQueue(label: "importers", attributes: .concurrent)

    static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }
}
