/// What a revision does to one optional fact.
public enum Change<Value: Hashable & Sendable>: Hashable, Sendable {
    /// Left as it is; absent from the JSON.
    case keep
    /// Taken away; `null` in the JSON.
    case clear
    /// Set to a value.
    case set(Value)

    /// Applies the change to a stored fact.
    public func apply(to fact: inout Value?) {
        switch self {
        case .keep: break
        case .clear: fact = nil
        case .set(let value): fact = value
        }
    }
}

/// What a revision does to a set: the members that came and the keys of those that went.
public struct SetChange<Member: Hashable & Sendable, Key: Hashable & Sendable>: Hashable, Sendable {
    public var added: [Member]
    public var removed: [Key]

    public init(added: [Member] = [], removed: [Key] = []) {
        self.added = added
        self.removed = removed
    }

    /// Whether the revision leaves the set as it is.
    public var isEmpty: Bool { added.isEmpty && removed.isEmpty }
}
