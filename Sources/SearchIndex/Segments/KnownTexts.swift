/// The words of texts that a builder has seen before.
struct KnownTexts {
    private var texts = TermInterner()
    /// By number of the text: where its words end; they begin where those of the text before end.
    private var ends: [Int] = []
    /// See ``TokenCode``, without the number of the field.
    private var words: [UInt32] = []

    /// Adds the words of a text with some more bits; false for one that must be learnt next.
    mutating func append(_ text: String, to tokens: inout [UInt32], adding bits: UInt32) -> Bool {
        var text = text
        let number = Int(text.withUTF8 { texts.number(of: $0) })
        guard number < ends.count else { return false }
        let start = number == 0 ? 0 : ends[number - 1]
        for index in start..<ends[number] { tokens.append(words[index] | bits) }
        return true
    }

    /// Takes the words of the text that was asked for last.
    mutating func learn(_ tokens: ArraySlice<UInt32>, without bits: UInt32) {
        for code in tokens { words.append(code & ~bits) }
        ends.append(words.count)
    }
}
