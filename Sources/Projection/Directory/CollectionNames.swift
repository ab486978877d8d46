/// How the collections of one projection are called: `movies_v1_g3` is the third that was made, of version 1.
struct CollectionNames: Sendable {
    private let base: String
    let version: Int

    init(_ manifest: Manifest) {
        base = manifest.collection
        version = manifest.version
    }

    /// Everything before the generation.
    var prefix: String { "\(base)_v\(version)_g" }

    func name(generation: Int64) -> String { prefix + String(generation) }

    /// The generation of a collection that is one of this projection's, of whatever version; nil for all others.
    func generation(of collection: String) -> Int64? {
        guard collection.hasPrefix(base + "_v") else { return nil }
        let parts = collection.dropFirst(base.count + 2).split(
            separator: "_",
            omittingEmptySubsequences: false
        )
        guard parts.count == 2, Int(parts[0]) != nil, parts[1].first == "g" else { return nil }
        return Int64(parts[1].dropFirst())
    }
}
