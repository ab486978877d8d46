import JSONKit

extension ImportSummary {
    /// One JSON object on one line, for `--json`.
    public var json: [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        let counts: [(StaticString, Int64)] = [
            ("records", records), ("created", created), ("changed", changed), ("unchanged", unchanged),
            ("merged", merged), ("rejected", rejected),
        ]
        writer.key("files")
        writer.int(files)
        for (name, count) in counts {
            writer.key(name)
            writer.int(count)
        }
        writer.key("cleaned")
        writer.beginObject()
        for (cleaning, count) in sortedCleanings {
            writer.key(cleaning.rawValue)
            writer.int(count)
        }
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    /// A few lines for a person: what happened to the records, what was cleaned, and the first rejects.
    public var lines: [String] {
        var lines = [
            "\(records) records: \(created) created, \(changed) changed, \(unchanged) unchanged, "
                + "\(merged) merged, \(rejected) rejected"
        ]
        if !cleaned.isEmpty {
            lines.append("cleaned:")
            lines += sortedCleanings.map { "  \($1) × \($0.explanation)" }
        }
        if !rejects.isEmpty {
            lines.append("rejected:")
            lines += rejects.map { "  \($0)" }
            if rejected > rejects.count { lines.append("  … and \(rejected - Int64(rejects.count)) more") }
        }
        return lines
    }

    private var sortedCleanings: [(Cleaning, Int64)] {
        Cleaning.allCases.compactMap { cleaning in cleaned[cleaning].map { (cleaning, $0) } }
    }
}
