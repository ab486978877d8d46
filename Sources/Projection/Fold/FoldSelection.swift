/// Which documents a fold makes.
enum FoldSelection: Sendable {
    case all
    /// Those whose key hashes into the slice.
    case hashes(ClosedRange<UInt64>)
    case keys(Set<DocumentKey>)

    func contains(_ key: DocumentKey) -> Bool {
        switch self {
        case .all: true
        case .hashes(let range): range.contains(key.stableHash)
        case .keys(let keys): keys.contains(key)
        }
    }
}

/// The plan of slices: which part of all hashes the next pass over the log takes.
///
/// A pass that outgrows the memory budget gives the upper part of its slice back (``narrow(_:keeping:)``) and goes on
/// with the lower one, so nothing that was folded for the lower part is lost.
struct SlicePlan: Sendable {
    /// The first hash that no pass has taken, or nil where all are done.
    private(set) var next: UInt64? = 0
    /// How many hashes the next slice takes, less one.
    private var width = UInt64.max

    /// Takes the next slice; nil at the end.
    mutating func takeSlice() -> ClosedRange<UInt64>? {
        guard let start = next else { return nil }
        let (sum, overflow) = start.addingReportingOverflow(width)
        let end = overflow ? UInt64.max : sum
        next = end == .max ? nil : end + 1
        return start...end
    }

    /// Cuts the slice that was taken last to about the given share of it, from its beginning.
    mutating func narrow(_ slice: ClosedRange<UInt64>, keeping share: Double) -> ClosedRange<UInt64> {
        let size = slice.upperBound - slice.lowerBound
        let kept = min(size / 2, UInt64(Double(size) * max(0, share)))
        width = kept
        let end = slice.lowerBound + kept
        next = end == .max ? nil : end + 1
        return slice.lowerBound...end
    }

    /// Widens or narrows the slices to come after one that filled this share of the budget.
    mutating func adapt(filled share: Double) {
        guard width != .max else { return }
        let factor = min(2, max(0.5, 0.8 / max(share, 0.01)))
        let wanted = Double(width) * factor
        width = wanted >= Double(UInt64.max) ? .max : UInt64(wanted)
    }
}
