import Mongo

/// A difference between the indexes that a manifest names and those that are there.
struct IndexDifference: Hashable {
    enum Kind: String {
        case missing, extra, different
    }

    let kind: Kind
    let name: String

    /// Every difference, by name.
    static func all(_ wanted: [IndexModel], _ stored: BSONBatch) -> [IndexDifference] {
        var found: [String: BSONDocument] = [:]
        for index in stored {
            if let name = index["name"]?.stringValue, name != "_id_" { found[name] = index }
        }
        var differences: [IndexDifference] = []
        for index in wanted {
            guard let stored = found.removeValue(forKey: index.name) else {
                differences.append(IndexDifference(kind: .missing, name: index.name))
                continue
            }
            if !index.matches(stored) {
                differences.append(IndexDifference(kind: .different, name: index.name))
            }
        }
        differences += found.keys.map { IndexDifference(kind: .extra, name: $0) }
        return differences.sorted { $0.name < $1.name }
    }
}

extension IndexModel {
    /// Whether the server describes the same index. A text index is stored in another form and compared by its options.
    fileprivate func matches(_ stored: BSONDocument) -> Bool {
        let fields = (try? keys.fields()) ?? []
        if !fields.contains(where: { $0.value == .string("text") }) {
            let storedFields = (try? stored["key"]?.documentValue?.fields()) ?? []
            guard fields.count == storedFields.count,
                zip(fields, storedFields).allSatisfy({
                    $0.key == $1.key && $0.value.isSameNumber(as: $1.value)
                })
            else { return false }
        }
        return unique == (stored["unique"]?.boolValue ?? false)
            && sparse == (stored["sparse"]?.boolValue ?? false)
            && partialFilter == stored["partialFilterExpression"]?.documentValue
    }
}

extension BSONValue {
    fileprivate func isSameNumber(as other: BSONValue) -> Bool {
        if let one = doubleValue, let two = other.doubleValue { return one == two }
        return self == other
    }
}
