/// How a stored document becomes a JSON object for a reader: which top-level fields it shows, and by which names.
///
/// Nested documents are shown as they are. Make a shape once and use it for many documents.
public struct JSONShape: Sendable {
    /// Top-level fields that are shown under another name.
    let renames: [(stored: [UInt8], shown: [UInt8])]
    /// The only top-level fields to show, by their shown names; nil shows all.
    let fields: [[UInt8]]?

    /// - Parameters:
    ///   - fields: the only top-level fields to show, by the names that readers see; nil shows all.
    ///   - renames: stored name to shown name. Other fields that begin with `_` are for inner use and never shown.
    public init(fields: [String]? = nil, renaming renames: KeyValuePairs<String, String> = ["_id": "id"]) {
        self.fields = fields?.map { Array($0.utf8) }
        self.renames = renames.map { (Array($0.key.utf8), Array($0.value.utf8)) }
    }

    /// All fields, `_id` as `id`.
    public static let all = JSONShape()

    /// Calls `body` with the shown name of a top-level field, or not at all where it is not shown.
    @inline(__always)
    func withShownName<Failure: Error>(
        of name: UnsafeRawBufferPointer,
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        if name.first == UInt8(ascii: "_") {
            guard let rename = renames.first(where: { name.elementsEqual($0.stored) }) else { return }
            guard isChosen(rename.shown) else { return }
            try rename.shown.withUnsafeBufferPointer { shown throws(Failure) in
                try body(UnsafeRawBufferPointer(shown))
            }
        } else if isChosen(name) {
            try body(name)
        }
    }

    private func isChosen(_ name: some Collection<UInt8>) -> Bool {
        guard let fields else { return true }
        return fields.contains { $0.count == name.count && $0.elementsEqual(name) }
    }
}
