/// Collects every wrong field of one input, so that its sender can mend all of them at once.
///
/// The collection is bounded: after ``limit`` errors the rest is only counted.
public final class FieldErrors {
    /// How many errors are kept.
    public static let limit = 100

    public private(set) var all: [FieldError] = []
    public private(set) var omitted = 0

    public init() {}

    /// Whether nothing was wrong so far.
    public var isEmpty: Bool { all.isEmpty }

    /// Whether further errors are only counted.
    public var isFull: Bool { all.count >= Self.limit }

    /// Notes an error.
    public func add(_ pointer: String, _ detail: String) {
        if !isFull {
            all.append(FieldError(pointer: pointer, detail: detail))
        } else {
            omit()
        }
    }

    /// Counts an error that would not be kept anyway.
    func omit() {
        omitted += 1
    }
}
