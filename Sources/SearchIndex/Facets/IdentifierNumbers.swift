/// Numbers by identifier.
///
/// Identifiers are mostly given one after the other, so nearly all of them find their number in a table by themselves;
/// those far beyond the others are hashed.
struct IdentifierNumbers: Sendable {
    /// By identifier: the number plus one; 0 for none.
    private let table = GrowingBuffer<UInt32>()
    private var others: [Int64: UInt32] = [:]
    private var count = 0

    subscript(id: Int64) -> UInt32? {
        if id >= 0, id < Int64(table.count), table[Int(id)] != 0 { return table[Int(id)] - 1 }
        return others.isEmpty ? nil : others[id]
    }

    /// Gives an identifier that has none a number.
    mutating func add(_ id: Int64, number: UInt32) {
        count += 1
        guard id >= 0, id < Int64(1_024 + 8 * count) else { return others[id] = number }
        if id >= Int64(table.count) {
            table.append(repeating: 0, count: max(Int(id) + 1, table.count * 2) - table.count)
        }
        table[Int(id)] = number + 1
    }
}
