/// Which segments are to be joined.
///
/// Segments are of one level when their sizes are within a factor of eight; eight of one level are joined, with all
/// lower ones, into one of the next. So each document is copied once a level (some times in the lowest), and there are
/// at most seven segments a level.
enum MergePolicy {
    static let width = 8
    private static let smallest = 64

    static func level(of count: Int) -> Int {
        var level = 0
        var size = smallest
        while size < count {
            size *= width
            level += 1
        }
        return level
    }

    /// Indices of the segments to join, of segments with these numbers of documents and of live ones; nil when none.
    static func group(in segments: [(documents: Int, live: Int)]) -> [Int]? {
        for level in 0...12 {
            // A large segment must not be copied again and again for a few small ones.
            guard segments.count(where: { Self.level(of: $0.live) == level }) >= width else { continue }
            return segments.indices.filter { Self.level(of: segments[$0].live) <= level }
        }
        // A segment of which a third is dead wastes work on every query.
        if let wasteful = segments.indices.first(where: {
            segments[$0].documents >= 1024 && segments[$0].live < segments[$0].documents * 2 / 3
        }) {
            return [wasteful]
        }
        return nil
    }
}
