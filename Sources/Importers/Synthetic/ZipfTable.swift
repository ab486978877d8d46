/// Draws ranks 0, 1, 2, … with the weights `1 / (rank + offset)` (Zipf–Mandelbrot) in constant time.
///
/// An alias table (Vose 1991) in whole numbers only, so that every machine draws the same ranks. An offset of 1 is Zipf's
/// law; a larger one flattens the head, as nobody plays in every tenth film.
struct ZipfTable: Sendable {
    private let thresholds: [UInt64]
    private let aliases: [Int32]

    /// - Parameter count: how many ranks there are, 1 to 2³¹.
    init(count: Int, offset: Int = 1) {
        // Weights below 2³² times a count below 2³¹ stay below 2⁶³.
        let scale = UInt64(1) << 32
        let weights = (0..<count).map { max(1, scale / UInt64($0 + offset)) }
        let total = weights.reduce(0, +)
        var shares = weights.map { $0 * UInt64(count) }
        var aliases = (0..<count).map { Int32($0) }
        var small: [Int] = []
        var large: [Int] = []
        for (rank, share) in shares.enumerated() {
            if share < total { small.append(rank) } else { large.append(rank) }
        }
        while let low = small.last, let high = large.last {
            small.removeLast()
            aliases[low] = Int32(high)
            shares[high] -= total - shares[low]
            if shares[high] < total {
                large.removeLast()
                small.append(high)
            }
        }
        for rank in small + large { shares[rank] = total }
        thresholds = shares.map { share in
            share >= total ? UInt64.max : (UInt64.max / total) * share
        }
        self.aliases = aliases
    }

    func draw(_ random: inout SplitMix64) -> Int {
        let column = random.below(thresholds.count)
        return random.next() < thresholds[column] ? column : Int(aliases[column])
    }
}
