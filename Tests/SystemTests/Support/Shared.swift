import Synchronization

/// A value that several tasks of a test change.
final class Shared<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>

    init(_ value: Value) {
        mutex = Mutex(value)
    }

    var value: Value { mutex.withLock { $0 } }

    func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        mutex.withLock { value in body(&value) }
    }
}

extension Shared<[String]> {
    func append(_ text: String) {
        change { $0.append(text) }
    }
}

extension Shared<Int> {
    /// The value after the addition.
    @discardableResult
    func add(_ number: Int) -> Int {
        change {
            $0 += number
            return $0
        }
    }
}
