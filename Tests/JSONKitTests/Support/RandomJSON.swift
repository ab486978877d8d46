import JSONKit

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// Random JSON trees with all that is awkward: escapes, controls, astral characters, extreme numbers.
struct RandomJSON {
    var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    mutating func value(depth: Int = 0) -> JSONValue {
        switch Int.random(in: 0..<(depth < 5 ? 8 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .int(integer())
        case 3: return .double(fraction())
        case 4, 5: return .string(text())
        case 6: return .array((0..<count()).map { _ in value(depth: depth + 1) })
        default:
            var members: [JSONValue.Member] = []
            for number in 0..<count() {
                // The number keeps keys apart.
                members.append(JSONValue.Member(key: "\(number)" + text(), value: value(depth: depth + 1)))
            }
            return .object(members)
        }
    }

    mutating func text() -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...12, using: &generator) { text.append(scalar()) }
        return String(text)
    }

    private mutating func count() -> Int { Int.random(in: 0...4, using: &generator) }

    private mutating func integer() -> Int64 {
        let bits = Int64(bitPattern: generator.next())
        return bits >> Int64.random(in: 0...63, using: &generator)
    }

    /// A finite number that JSON does not take for a whole one.
    private mutating func fraction() -> Double {
        while true {
            let number = Double(bitPattern: generator.next())
            if number.isFinite, number != number.rounded() { return number }
        }
    }

    private mutating func scalar() -> Unicode.Scalar {
        let range: ClosedRange<UInt32> =
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: 0x00...0x1F
            case 1: 0x20...0x7F
            case 2: 0x80...0xD7FF
            case 3: 0xE000...0xFFFF
            default: 0x10000...0x10FFFF
            }
        return Unicode.Scalar(UInt32.random(in: range, using: &generator)) ?? "?"
    }
}
