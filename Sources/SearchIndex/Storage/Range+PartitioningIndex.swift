extension Range<Int> {
    /// The first number for which `isBeyond` holds, where it holds for every number after one for which it does; the
    /// range's end where there is none. O(log n).
    @inline(__always)
    func partitioningIndex(where isBeyond: (Int) -> Bool) -> Int {
        var (low, high) = (lowerBound, upperBound)
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
