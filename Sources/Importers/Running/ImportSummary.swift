/// What an import did, record by record: every record is counted once, as imported, merged or rejected.
public struct ImportSummary: Hashable, Sendable {
    /// How many rejected records are kept for showing; all of them are in the rejects file.
    static let keptRejects = 20

    public let files: Int
    public private(set) var records: Int64 = 0
    public private(set) var created: Int64 = 0
    public private(set) var changed: Int64 = 0
    public private(set) var unchanged: Int64 = 0
    /// Records that tell of a film which another record of the same run tells of, too.
    public private(set) var merged: Int64 = 0
    public private(set) var rejected: Int64 = 0
    /// How often each rule mended something.
    public private(set) var cleaned: [Cleaning: Int64] = [:]
    /// The first rejected records.
    public private(set) var rejects: [RejectedRecord] = []

    init(files: Int) {
        self.files = files
    }

    /// Counts a batch and gives the films that the sink refused.
    mutating func count(_ batch: FilmBatch, _ outcomes: [ImportOutcome]) -> [RejectedRecord] {
        merged += batch.merged
        records += batch.merged
        cleaned.merge(batch.cleaned, uniquingKeysWith: +)
        var refused: [RejectedRecord] = []
        for (film, outcome) in zip(batch.films, outcomes) {
            switch outcome {
            case .created: created += 1
            case .changed: changed += 1
            case .unchanged: unchanged += 1
            case .refused(let reason): refused.append(RejectedRecord(film, reason: reason))
            }
            if case .refused = outcome { continue }
            records += 1
        }
        return refused
    }

    mutating func add(_ record: RejectedRecord) {
        rejected += 1
        records += 1
        if rejects.count < Self.keptRejects { rejects.append(record) }
    }
}
