/// Puts text from web pages right.
enum TextCleaning {
    /// Single plain spaces, none at the ends: no-break spaces, tabs and line ends become spaces, invisible marks go.
    static func tidySpaces(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var needsSpace = false
        for scalar in text.unicodeScalars {
            if isInvisible(scalar) { continue }
            if scalar.properties.isWhitespace {
                needsSpace = !result.isEmpty
                continue
            }
            if needsSpace { result.append(" ") }
            needsSpace = false
            result.append(scalar)
        }
        return String(result)
    }

    /// Whether ``tidySpaces(_:)`` would change nothing; spares the copy for the many texts that are fine.
    static func isTidy(_ text: String) -> Bool {
        var previous: UInt8 = 0x20
        for byte in text.utf8 {
            if byte < 0x20 || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF { return false }
            if byte == 0x20, previous == 0x20 { return false }
            previous = byte
        }
        return text.isEmpty || previous != 0x20
    }

    /// Cuts out what stands in square brackets: `[1]`, `[fr]`; and stray brackets.
    static func withoutFootnotes(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x5B || $0 == 0x5D }) else { return text }
        var result = ""
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "[") {
            result += rest[..<open]
            guard let close = rest[open...].firstIndex(of: "]") else {
                rest = rest[rest.index(after: open)...]
                continue
            }
            rest = rest[rest.index(after: close)...]
        }
        result += rest
        result.removeAll { $0 == "]" }
        return tidySpaces(result)
    }

    /// Cuts a style sheet of Wikipedia's templates out of a title: from its first selector to its last brace.
    static func withoutStyleSheet(_ text: String) -> String {
        guard let start = text.firstRange(of: ".mw-parser-output")?.lowerBound else { return text }
        let head = text[..<start]
        guard let brace = text[start...].lastIndex(of: "}") else { return tidySpaces(String(head)) }
        let tail = text.suffix(from: text.index(after: brace))
        return tidySpaces(String(head) + String(tail))
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00AD, 0x200B...0x200F, 0x2060, 0xFEFF: true
        default: false
        }
    }
}
