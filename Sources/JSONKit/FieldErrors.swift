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

    /// Notes an error.
    public func add(_ pointer: String, _ detail: String) {
        if all.count < Self.limit {
            all.append(FieldError(pointer: pointer, detail: detail))
        } else {
            omitted += 1
        }
    }
}
