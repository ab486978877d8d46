/// Names one document: a kind, such as film or person, and a number within the kind.
public struct SearchKey: Hashable, Comparable, Sendable {
    public var kind: UInt8
    /// From 0 to 2⁵⁵ - 1.
    public var id: Int64

    public init(kind: UInt8, id: Int64) {
        self.kind = kind
        self.id = id
    }

    /// Both in one number that orders as keys do.
    var packed: Int64 { Int64(kind) << 55 | id & (1 << 55 - 1) }

    init(packed: Int64) {
        kind = UInt8(truncatingIfNeeded: packed >> 55)
        id = packed & (1 << 55 - 1)
    }

    public static func < (left: SearchKey, right: SearchKey) -> Bool { left.packed < right.packed }
}
