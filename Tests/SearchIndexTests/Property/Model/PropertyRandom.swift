import Foundation

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed, everywhere.
///
/// The environment variable `PROPERTY_SEED`, a number, gives all seeds other numbers: for looking further than usual.
struct PropertyRandom: RandomNumberGenerator {
    private var state: UInt64

    private static let offset = ProcessInfo.processInfo.environment["PROPERTY_SEED"].flatMap(Int.init) ?? 0

    init(seed: Int) {
        state = UInt64(bitPattern: Int64(seed &+ Self.offset &* 1_000_000))
        // Neighbouring seeds would else give the same numbers, one step apart.
        state = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// True once in so many times.
    mutating func oneIn(_ count: Int) -> Bool { int(1...count) == 1 }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[int(0...(elements.count - 1))]
    }
}
