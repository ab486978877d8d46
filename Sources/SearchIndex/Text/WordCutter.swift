/// One run of the tokenizer over one text.
struct WordCutter {
    private let utf8: UnsafeBufferPointer<UInt8>
    private let purpose: Tokenizer.Purpose
    var list: TokenList
    /// Index of the first token of this text.
    let firstToken: Int

    private let folding = CharacterFolding.shared
    private var wordStart: Int
    private var sourceStart = 0
    private var sourceEnd = 0
    private var letterCount = 0
    private var hasDigit = false
    private var ideographs: [(scalar: Unicode.Scalar, source: Range<Int>)] = []

    init(utf8: UnsafeBufferPointer<UInt8>, purpose: Tokenizer.Purpose, list: TokenList) {
        self.utf8 = utf8
        self.purpose = purpose
        self.list = list
        firstToken = list.tokens.count
        wordStart = list.bytes.count
    }

    mutating func run() {
        var index = 0
        while index < utf8.count, list.tokens.count - firstToken < Tokenizer.maximumWords {
            let end = endOfPlainRun(from: index)
            if end > index {
                takePlainRun(index..<end)
                index = end
                continue
            }
            let (scalar, length) = Self.scalar(at: index, in: utf8)
            take(scalar, source: index..<(index + length))
            index += length
        }
        endWord()
        endRun()
        let most = firstToken + Tokenizer.maximumWords
        guard list.tokens.count > most else { return }
        list.bytes.removeSubrange(list.tokens[most].start...)
        list.tokens.removeSubrange(most...)
    }

    /// The end of the letters and digits of ASCII that begin at an index. Most text is of them alone.
    private func endOfPlainRun(from start: Int) -> Int {
        var end = start
        while end < utf8.count, Self.isLetter(utf8[end]) || Self.isDigit(utf8[end]) { end += 1 }
        return end
    }

    /// Takes letters and digits of ASCII, as ``take(_:source:)`` would one after the other.
    private mutating func takePlainRun(_ range: Range<Int>) {
        endRun()
        if letterCount == 0 { sourceStart = range.lowerBound }
        letterCount += range.count
        sourceEnd = range.upperBound
        let room = max(0, Tokenizer.maximumWordLength - (list.bytes.count - wordStart))
        for byte in utf8[range.prefix(room)] {
            if Self.isDigit(byte) { hasDigit = true }
            // Digits have this bit already.
            list.bytes.append(byte | 0x20)
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar, source: Range<Int>) {
        switch CharacterFolding.classify(scalar) {
        case .word:
            endRun()
            if Self.isFraction(scalar) { return takeFraction(scalar, source: source) }
            extendWord(scalar, source: source)
        case .ignored:
            if letterCount > 0 { sourceEnd = source.upperBound }
        case .ideograph:
            endWord()
            if ideographs.count <= Tokenizer.maximumWords { ideographs.append((scalar, source)) }
        case .separator:
            endRun()
            if scalar == "&" {
                endWord()
                for letter in "and".unicodeScalars { extendWord(letter, source: source) }
                endWord()
            } else if !joins(scalar, at: source.lowerBound) {
                endWord()
            }
        }
    }

    private mutating func extendWord(_ scalar: Unicode.Scalar, source: Range<Int>) {
        if letterCount == 0 { sourceStart = source.lowerBound }
        letterCount += 1
        sourceEnd = source.upperBound
        guard list.bytes.count - wordStart < Tokenizer.maximumWordLength else { return }
        if scalar.value < 0x80 ? scalar.value <= 57 : scalar.properties.numericType != nil { hasDigit = true }
        folding.append(scalar, to: &list.bytes)
    }

    private mutating func endWord() {
        defer { letterCount = 0 }
        guard letterCount > 0, list.bytes.count > wordStart else { return }
        let token = Token(
            start: wordStart,
            length: list.bytes.count - wordStart,
            source: sourceStart..<sourceEnd,
            hasDigit: hasDigit
        )
        list.tokens.append(token)
        hasDigit = false
        wordStart = list.bytes.count
        if purpose == .document { addNumber(of: token) }
    }

    /// Adds the 2 of a II that is not the first word.
    private mutating func addNumber(of token: Token) {
        guard token.length <= 7, list.tokens.count - firstToken > 1,
            let number = RomanNumeral.value(of: list.bytes(of: token))
        else { return }
        list.bytes.append(contentsOf: String(number).utf8)
        appendVariant(source: token.source, hasDigit: true)
    }

    private mutating func appendVariant(source: Range<Int>, hasDigit: Bool, isIdeographic: Bool = false) {
        list.tokens.append(
            Token(
                start: wordStart,
                length: list.bytes.count - wordStart,
                source: source,
                isVariant: true,
                hasDigit: hasDigit,
                isIdeographic: isIdeographic
            )
        )
        wordStart = list.bytes.count
    }

    private mutating func endRun() {
        guard !ideographs.isEmpty else { return }
        defer { ideographs.removeAll(keepingCapacity: true) }
        for index in ideographs.indices {
            let isLast = index == ideographs.count - 1
            if isLast, ideographs.count > 1, purpose == .query { return }
            folding.append(ideographs[index].scalar, to: &list.bytes)
            if isLast, ideographs.count > 1 {
                return appendVariant(source: ideographs[index].source, hasDigit: false, isIdeographic: true)
            }
            var source = ideographs[index].source
            if !isLast {
                folding.append(ideographs[index + 1].scalar, to: &list.bytes)
                source = source.lowerBound..<ideographs[index + 1].source.upperBound
            }
            list.tokens.append(
                Token(
                    start: wordStart,
                    length: list.bytes.count - wordStart,
                    source: source,
                    isIdeographic: true
                )
            )
            wordStart = list.bytes.count
        }
    }

    /// Whether the word goes on after a dot, an asterisk or a comma.
    private func joins(_ scalar: Unicode.Scalar, at index: Int) -> Bool {
        guard letterCount > 0, index + 1 < utf8.count else { return false }
        let next = utf8[index + 1]
        switch scalar {
        case ",":
            return hasDigit && Self.isDigit(next) && Self.isDigit(utf8[index - 1])
        case ".", "*":
            if scalar == ".", next == UInt8(ascii: " ") { return joinsInitials(at: index) }
            guard Self.isLetter(next), isSingleLetter(before: index) else { return false }
            return index + 2 >= utf8.count || !Self.isLetter(utf8[index + 2])
        case " ":
            return utf8[index - 1] == UInt8(ascii: ".") && joinsInitials(at: index - 1)
        default:
            return false
        }
    }

    /// Whether a dot and the blank behind it stand between initials: `W. C. Fields`.
    private func joinsInitials(at dot: Int) -> Bool {
        guard isSingleLetter(before: dot), dot + 3 < utf8.count else { return false }
        return Self.isLetter(utf8[dot + 2]) && utf8[dot + 3] == UInt8(ascii: ".")
    }

    /// Whether the word so far is single letters, of which the last stands before an index.
    private func isSingleLetter(before index: Int) -> Bool {
        guard Self.isLetter(utf8[index - 1]) else { return false }
        guard letterCount > 1, index >= 2 else { return letterCount == 1 }
        return [UInt8(ascii: "."), UInt8(ascii: "*"), UInt8(ascii: " ")].contains(utf8[index - 2])
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 97 && byte | 0x20 <= 122 }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    private static func isFraction(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xBC...0xBE, 0x2153...0x2154: true
        default: false
        }
    }

    /// `8½` is read as `8 1 2`, as people type it.
    private mutating func takeFraction(_ scalar: Unicode.Scalar, source: Range<Int>) {
        let digits =
            switch scalar.value {
            case 0xBC: "14"
            case 0xBD: "12"
            case 0xBE: "34"
            case 0x2153: "13"
            default: "23"
            }
        endWord()
        for digit in digits.unicodeScalars {
            extendWord(digit, source: source)
            endWord()
        }
    }

    /// The character at an index of valid UTF-8, and its length in bytes.
    @inline(__always)
    static func scalar(at index: Int, in utf8: UnsafeBufferPointer<UInt8>) -> (Unicode.Scalar, Int) {
        let first = utf8[index]
        return first < 0x80 ? (Unicode.Scalar(first), 1) : longScalar(at: index, in: utf8)
    }

    private static func longScalar(at index: Int, in utf8: UnsafeBufferPointer<UInt8>) -> (
        Unicode.Scalar, Int
    ) {
        let first = UInt32(utf8[index])
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        var value = first & (0xFF >> UInt32(length + 1))
        for offset in 1..<length where index + offset < utf8.count {
            value = value << 6 | UInt32(utf8[index + offset] & 0x3F)
        }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}
