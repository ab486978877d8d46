import Contracts
import JSONKit
import Mongo

/// The fields in which two documents differ, for people to read.
enum FieldComparison {
    /// The first differences, at most `limit`; `_fence` and `_stale` are not compared.
    static func differences(
        stored: BSONDocument,
        expected: BSONDocument,
        limit: Int = 8
    ) -> [DocumentDifference.Field] {
        var found: [DocumentDifference.Field] = []
        compare(.document(stored), .document(expected), path: "", limit: limit, &found)
        return found
    }

    private static func compare(
        _ stored: BSONValue?,
        _ expected: BSONValue?,
        path: String,
        limit: Int,
        _ found: inout [DocumentDifference.Field]
    ) {
        guard found.count < limit, stored != expected else { return }
        let before = found.count
        switch (stored, expected) {
        case (.document(let one), .document(let other)):
            guard let left = try? one.fields(), let right = try? other.fields() else { break }
            for (name, value) in right where !isIgnored(name, path) {
                compare(
                    left.first { $0.key == name }?.value,
                    value,
                    path: join(path, name),
                    limit: limit,
                    &found
                )
            }
            for (name, value) in left
            where !isIgnored(name, path) && !right.contains(where: { $0.key == name }) {
                compare(value, nil, path: join(path, name), limit: limit, &found)
            }
            if path.isEmpty || found.count > before { return }
        case (.array(let one), .array(let other)):
            for index in 0..<max(one.count, other.count) {
                compare(
                    index < one.count ? one[index] : nil,
                    index < other.count ? other[index] : nil,
                    path: join(path, String(index)),
                    limit: limit,
                    &found
                )
            }
            if found.count > before { return }
        default: break
        }
        found.append(.init(path: path, stored: stored.map(text), expected: expected.map(text)))
    }

    private static func isIgnored(_ name: String, _ path: String) -> Bool {
        path.isEmpty && (name == "_fence" || name == "_stale")
    }

    private static func join(_ path: String, _ name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }

    /// A value as JSON text, cut where it is long.
    static func text(_ value: BSONValue) -> String {
        var writer = JSONWriter()
        write(value, to: &writer)
        let text = writer.text
        return text.count <= 200 ? text : text.prefix(200) + "…"
    }

    private static func write(_ value: BSONValue, to writer: inout JSONWriter) {
        switch value {
        case .string(let text): writer.string(text)
        case .int64(let number): writer.int(number)
        case .int32(let number): writer.int(number)
        case .double(let number): writer.double(number)
        case .bool(let flag): writer.bool(flag)
        case .null: writer.null()
        case .array(let values):
            writer.beginArray()
            for value in values { write(value, to: &writer) }
            writer.endArray()
        case .document(let document):
            writer.beginObject()
            for (name, value) in (try? document.fields()) ?? [] {
                writer.key(name)
                write(value, to: &writer)
            }
            writer.endObject()
        default: writer.string(String(describing: value))
        }
    }
}
