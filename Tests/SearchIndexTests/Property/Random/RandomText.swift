/// Texts that mean nothing.
enum RandomText {
    /// Random bytes as UTF-8; what is not valid becomes U+FFFD.
    static func bytes(_ random: inout PropertyRandom) -> String {
        let length = random.oneIn(20) ? random.int(0...2000) : random.int(0...30)
        let isText = random.oneIn(2)
        let bytes = (0..<length).map { _ in UInt8(random.int(isText ? 32...126 : 0...255)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Characters from all over Unicode.
    static func characters(_ random: inout PropertyRandom, most: Int = 20) -> String {
        var text = ""
        for _ in 0..<random.int(0...most) {
            let blocks: [ClosedRange<Int>] = [
                0...0x7F, 0x80...0x24F, 0x300...0x36F, 0x370...0x5FF, 0x600...0x1FFF, 0x2000...0x2FFF,
                0x3000...0x9FFF, 0xAC00...0xD7A3, 0xE000...0xFFFF, 0x10000...0x1FFFF, 0x20000...0x10FFFF,
            ]
            if let scalar = Unicode.Scalar(random.int(random.pick(blocks))) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
