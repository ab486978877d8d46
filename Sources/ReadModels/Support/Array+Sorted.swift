extension Array {
    /// The first index at which `isBefore` is false, in an array where all elements for which it is true come first.
    ///
    /// Cost: O(log n).
    func partitionPoint(_ isBefore: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Puts an element into a sorted array, in the place of the one that has its key, if there is one.
    ///
    /// Cost: O(log n) comparisons, and moving what comes after it.
    mutating func upsert<Key: Comparable>(_ element: Element, by key: (Element) -> Key) {
        let place = key(element)
        let index = partitionPoint { key($0) < place }
        if index < count, key(self[index]) == place {
            self[index] = element
        } else {
            insert(element, at: index)
        }
    }

    /// Takes out the element of this key from a sorted array, if it is there.
    mutating func remove<Key: Comparable>(_ place: Key, by key: (Element) -> Key) {
        let index = partitionPoint { key($0) < place }
        if index < count, key(self[index]) == place { remove(at: index) }
    }
}
