/// What one character is to the tokenizer.
enum CharacterClass: UInt8 {
    /// Parts words: blanks, punctuation, symbols, emoji.
    case separator
    /// Belongs to a word.
    case word
    /// Stands inside a word without being part of it: apostrophes, combining accents, joiners.
    case ignored
    /// A letter of a script that writes without blanks; such runs are cut into pairs.
    case ideograph
}

/// Folds case, accents, width and ligatures of single characters.
///
/// A table holds what the scripts of Europe need; other scripts are put into lower case by the standard library.
struct CharacterFolding: Sendable {
    static let shared = CharacterFolding()

    /// Characters below this one are looked up in ``offsets``, and so are the ligatures of Latin letters after them.
    private static let tableEnd: UInt32 = 0x2500
    private static let ligatures: ClosedRange<UInt32> = 0xFB00...0xFB06

    /// Offset of the folded bytes in ``bytes`` by character; 0 when a character is its own folding.
    private let offsets: [UInt16]
    /// Folded text, each led by its length.
    private let bytes: [UInt8]

    private init() {
        var offsets = [UInt16](repeating: 0, count: Int(Self.tableEnd) + Self.ligatures.count)
        var bytes: [UInt8] = [0]
        for line in FoldTable.lines.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 2 else { continue }
            let offset = UInt16(truncatingIfNeeded: bytes.count)
            bytes.append(UInt8(truncatingIfNeeded: parts[0].utf8.count))
            bytes.append(contentsOf: parts[0].utf8)
            for scalar in parts[1].unicodeScalars {
                if let place = Self.place(of: scalar.value) { offsets[place] = offset }
            }
        }
        self.offsets = offsets
        self.bytes = bytes
    }

    /// Where a character stands in ``offsets``.
    @inline(__always)
    private static func place(of value: UInt32) -> Int? {
        if value < tableEnd { return Int(value) }
        return ligatures.contains(value) ? Int(tableEnd + value - ligatures.lowerBound) : nil
    }

    /// Appends what a character folds to.
    func append(_ scalar: Unicode.Scalar, to result: inout [UInt8]) {
        let value = scalar.value
        if value < 0x80 {
            let isUpper = value >= 65 && value <= 90
            result.append(UInt8(truncatingIfNeeded: isUpper ? value | 0x20 : value))
        } else if let place = Self.place(of: value), offsets[place] != 0 {
            let offset = Int(offsets[place])
            result.append(contentsOf: bytes[(offset + 1)...(offset + Int(bytes[offset]))])
        } else if value >= 0xFF01, value <= 0xFF5E, let narrow = Unicode.Scalar(value - 0xFEE0) {
            append(narrow, to: &result)
        } else {
            result.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        }
    }

    static func classify(_ scalar: Unicode.Scalar) -> CharacterClass {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: .word
        case 0x27, 0x60, 0xB4, 0xAD, 0x2BC, 0x2018, 0x2019, 0x201B, 0x2032: .ignored
        case ..<0x80: .separator
        case 0x300...0x36F, 0x483...0x487, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064: .ignored
        case 0xFE00...0xFE0F, 0xFEFF, 0xE0100...0xE01EF: .ignored
        case 0x3041...0x3096, 0x3099...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF: .ideograph
        case 0x3005...0x3007, 0x3100...0x312F, 0x3400...0x4DBF, 0x4E00...0x9FFF: .ideograph
        case 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x323AF: .ideograph
        default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? .word : .separator
        }
    }
}
