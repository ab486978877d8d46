import Testing

@testable import SearchIndex

/// Identifiers near and far find their numbers, as in a dictionary.
@Suite struct IdentifierNumbersTests {
    @Test(arguments: 0..<20)
    func theyAreADictionary(seed: Int) {
        var random = PropertyRandom(seed: 4_000 + seed)
        var numbers = IdentifierNumbers()
        var reference: [Int64: UInt32] = [:]
        for number in 0..<UInt32(random.int(1...3_000)) {
            let id: Int64 =
                switch random.int(0...9) {
                case 0: Int64(random.int(0...1_000_000_000))
                case 1: .max - Int64(random.int(0...50))
                case 2: -Int64(random.int(0...5_000))
                default: Int64(random.int(0...(4_000 + Int(number) * 2)))
                }
            #expect(numbers[id] == reference[id])
            guard reference[id] == nil else { continue }
            numbers.add(id, number: number)
            reference[id] = number
        }
        for (id, number) in reference {
            #expect(numbers[id] == number)
            if id < .max { #expect(numbers[id + 1] == reference[id + 1]) }
        }
    }
}
