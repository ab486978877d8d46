/// The different values of a facet column that is built, numbered by their places.
struct FacetNumbers {
    /// Ascending.
    let values: [UInt32]
    /// By place: how many times the value is there.
    let sizes: [UInt32]
    /// By value, for columns that have a good part of all values. A few documents, as every batch of changes brings them,
    /// must not cost what the number of all people does.
    private let places: Buffer<UInt32>?

    init(_ all: UnsafeBufferPointer<UInt32>, largest: Int) {
        guard all.count >= largest / 8 else {
            places = nil
            var (values, sizes): ([UInt32], [UInt32]) = ([], [])
            for value in all.sorted() {
                if values.last != value {
                    values.append(value)
                    sizes.append(0)
                }
                sizes[sizes.count - 1] += 1
            }
            (self.values, self.sizes) = (values, sizes)
            return
        }
        let counts = Buffer<UInt32>(count: largest + 1, filledWith: 0)
        for value in all { counts[Int(value)] += 1 }
        let distinct = (0...largest).filter { counts[$0] > 0 }
        values = distinct.map { UInt32($0) }
        sizes = distinct.map { counts[$0] }
        for (place, value) in distinct.enumerated() { counts[value] = UInt32(place) }
        places = counts
    }

    /// The place of one of the values.
    func place(of value: UInt32) -> Int {
        if let places { return Int(places[Int(value)]) }
        return values.indices.partitioningIndex { values[$0] >= value }
    }
}
