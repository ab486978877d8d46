/// One value that documents are counted by.
public struct FacetValue: Hashable, Sendable {
    /// What filters name, such as a slug.
    public var key: String
    /// What people read.
    public var label: String
    /// What names the value for ever, when its key may change; filters may name it too.
    public var id: Int64?

    public init(key: String, label: String, id: Int64? = nil) {
        self.key = key
        self.label = label
        self.id = id
    }
}
