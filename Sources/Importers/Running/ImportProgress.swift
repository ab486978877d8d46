/// How far an import has come.
public struct ImportProgress: Hashable, Sendable {
    /// Records that were dealt with: imported, merged or rejected.
    public let done: Int64
    /// How many records there are; estimated from the bytes read where a file is streamed.
    public let total: Int64?
}
