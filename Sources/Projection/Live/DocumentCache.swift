/// Documents that were used lately, bounded by an estimate of their bytes.
///
/// Two generations: what is used goes into the young one; when that is half of the budget, the old one is dropped and
/// the young one becomes old. So what was used within the last half budget is kept. Everything is O(1).
struct DocumentCache<Value> {
    private let budget: Int
    private var young: [DocumentKey: Value] = [:]
    private var old: [DocumentKey: Value] = [:]
    private var youngBytes = 0

    init(budget: Int) {
        self.budget = budget
    }

    /// Takes a value out, so that its owner can change it in place.
    mutating func take(_ key: DocumentKey) -> Value? {
        young.removeValue(forKey: key) ?? old.removeValue(forKey: key)
    }

    /// Puts a value in, with the bytes that it takes about.
    mutating func put(_ key: DocumentKey, _ value: Value, bytes: Int) {
        // What `take` removed still counts until the generation ends: an overestimate, never too little.
        if youngBytes + bytes > budget / 2 {
            old = young
            young = [:]
            youngBytes = 0
        }
        old[key] = nil
        young[key] = value
        youngBytes += bytes
    }

    mutating func removeAll() {
        young = [:]
        old = [:]
        youngBytes = 0
    }

    var count: Int { young.count + old.count }
}
